"""Every change of a document, by topic."""

from tinhso.government.documents.actions.arriving import arrive, decline_recall, refuse, register
from tinhso.government.documents.actions.copying import check_copier, copy, finish_copy
from tinhso.government.documents.actions.drafting import DraftIn, discard, draft, remark, revise, send_back, submit
from tinhso.government.documents.actions.entering import enter, entered_released, void_entered
from tinhso.government.documents.actions.handling import assign, begin_work, file_away
from tinhso.government.documents.actions.numbering import number
from tinhso.government.documents.actions.releasing import (
    agree_recall,
    keep_release,
    ready_to_release,
    recall,
    release,
    tell_delivery,
)
from tinhso.government.documents.actions.sending_elsewhere import recall_elsewhere, send_elsewhere
from tinhso.government.documents.actions.signing import (
    MOST_AT_ONCE,
    Ready,
    keep_signature,
    ready_to_sign,
    sign,
    sign_several,
)
from tinhso.government.documents.actions.speaking import speak_for_all
from tinhso.government.documents.actions.succession import succeed_agencies
from tinhso.government.documents.actions.taking_over import take_over
from tinhso.government.documents.actions.tasks import close_task, report_task, return_task

__all__ = [
    "MOST_AT_ONCE",
    "DraftIn",
    "Ready",
    "agree_recall",
    "arrive",
    "assign",
    "begin_work",
    "check_copier",
    "close_task",
    "copy",
    "decline_recall",
    "discard",
    "draft",
    "enter",
    "entered_released",
    "file_away",
    "finish_copy",
    "keep_release",
    "keep_signature",
    "number",
    "ready_to_release",
    "ready_to_sign",
    "recall",
    "recall_elsewhere",
    "refuse",
    "register",
    "release",
    "remark",
    "report_task",
    "return_task",
    "revise",
    "send_back",
    "send_elsewhere",
    "sign",
    "sign_several",
    "speak_for_all",
    "submit",
    "succeed_agencies",
    "take_over",
    "tell_delivery",
    "void_entered",
]
