"""Acts on dossiers, by topic: lock, move by the table, save, ask the floor below, record."""

from tinhso.government.dossiers.actions.bulk import CounterFiling, file_many_at_counter
from tinhso.government.dossiers.actions.consultation import answer_consultation, consult, end_consultation
from tinhso.government.dossiers.actions.counter import Visitor, file_at_counter
from tinhso.government.dossiers.actions.counting import fold_counts
from tinhso.government.dossiers.actions.entering import (
    begin_counter_entry,
    close_counter_entry,
    discard_counter_entry,
    discard_old_counter_entries,
    drop_scan,
    entered_parts,
    file_counter_entry,
    keep_choices,
    keep_papers,
)
from tinhso.government.dossiers.actions.filing import Origin, Under, file_dossier
from tinhso.government.dossiers.actions.finance import (
    hear_payment,
    pause_for_finance,
    resume_after_payment,
    tell_refund,
)
from tinhso.government.dossiers.actions.handfuls import file_each, on_each
from tinhso.government.dossiers.actions.handing_back import hand_over, issue, keep_issued
from tinhso.government.dossiers.actions.issuing import (
    Ready,
    keep_signature,
    ready_to_seal,
    ready_to_sign,
    sign,
    signed_of,
)
from tinhso.government.dossiers.actions.lateness import (
    extend_with_apology,
    hold_dossiers,
    move_due_dates,
    move_reception_limits,
    raise_silent_alerts,
    tell_moved,
)
from tinhso.government.dossiers.actions.papers_in import PartIn
from tinhso.government.dossiers.actions.papers_out import sign_by_hand, sign_paper, sign_papers
from tinhso.government.dossiers.actions.processing import (
    assign,
    endorse,
    finish_verification,
    propose,
    reassign,
    send_back,
    take,
    verify,
)
from tinhso.government.dossiers.actions.rating import rate
from tinhso.government.dossiers.actions.reception import passes_on_at, receive, refuse, settle_at_once, transfer
from tinhso.government.dossiers.actions.recounting import recount
from tinhso.government.dossiers.actions.retrieving import ask_population
from tinhso.government.dossiers.actions.stopping import (
    approve_withdrawal,
    deny_stop,
    deny_withdrawal,
    propose_stop,
    stop,
    withdraw,
)
from tinhso.government.dossiers.actions.storing import (
    check_digitiser,
    give_back_sheet,
    keep_earlier_results,
    keep_proven,
    keep_scan,
    take_snapshot,
    take_stored,
)
from tinhso.government.dossiers.actions.succession import (
    move_counter_entries,
    move_to_successors,
    open_by_agency,
    open_by_kind,
)
from tinhso.government.dossiers.actions.supplement import (
    ItemAsked,
    answer_supplement,
    close_unanswered,
    request_supplement,
)

__all__ = [
    "CounterFiling",
    "ItemAsked",
    "Origin",
    "PartIn",
    "Ready",
    "Under",
    "Visitor",
    "answer_consultation",
    "answer_supplement",
    "approve_withdrawal",
    "ask_population",
    "assign",
    "begin_counter_entry",
    "check_digitiser",
    "close_counter_entry",
    "close_unanswered",
    "consult",
    "deny_stop",
    "deny_withdrawal",
    "discard_counter_entry",
    "discard_old_counter_entries",
    "drop_scan",
    "end_consultation",
    "endorse",
    "entered_parts",
    "extend_with_apology",
    "file_at_counter",
    "file_counter_entry",
    "file_dossier",
    "file_each",
    "file_many_at_counter",
    "finish_verification",
    "fold_counts",
    "give_back_sheet",
    "hand_over",
    "hear_payment",
    "hold_dossiers",
    "issue",
    "keep_choices",
    "keep_earlier_results",
    "keep_issued",
    "keep_papers",
    "keep_proven",
    "keep_scan",
    "keep_signature",
    "move_counter_entries",
    "move_due_dates",
    "move_reception_limits",
    "move_to_successors",
    "on_each",
    "open_by_agency",
    "open_by_kind",
    "passes_on_at",
    "pause_for_finance",
    "propose",
    "propose_stop",
    "raise_silent_alerts",
    "rate",
    "ready_to_seal",
    "ready_to_sign",
    "reassign",
    "receive",
    "recount",
    "refuse",
    "request_supplement",
    "resume_after_payment",
    "send_back",
    "settle_at_once",
    "sign",
    "sign_by_hand",
    "sign_paper",
    "sign_papers",
    "signed_of",
    "stop",
    "take",
    "take_snapshot",
    "take_stored",
    "tell_moved",
    "tell_refund",
    "transfer",
    "verify",
    "withdraw",
]
