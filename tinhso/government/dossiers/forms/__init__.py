"""The small forms of the officer's pages, and which of them each act asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tinhso.government.dossiers.forms.base import ActForm, Plain, Reason, ReasonAndBasis
from tinhso.government.dossiers.forms.counter import AtCounter
from tinhso.government.dossiers.forms.handling import (
    Assign,
    AtOnce,
    Consult,
    HandOver,
    NewDay,
    Opinion,
    Proposal,
    Verification,
)
from tinhso.government.dossiers.forms.recounting import Recount
from tinhso.government.dossiers.forms.spans import Period, Span
from tinhso.government.dossiers.forms.supplement import Answer, AskedLine, Supplement
from tinhso.government.dossiers.models import Dossier

__all__ = [
    "FORM_OF",
    "ActForm",
    "Answer",
    "AskedLine",
    "AtCounter",
    "Period",
    "Recount",
    "Span",
    "Supplement",
    "form_for",
]

FORM_OF: dict[str, type[ActForm]] = {
    "settle_at_once": AtOnce,
    "request_supplement": Supplement,
    "answer_supplement": Answer,
    "recount": Recount,
    "refuse": ReasonAndBasis,
    "assign": Assign,
    "reassign": Assign,
    "finish_verification": Verification,
    "consult": Consult,
    "answer_consultation": Opinion,
    "end_consultation": Reason,
    "pause_for_finance": Reason,
    "propose": Proposal,
    "send_back": Reason,
    "hand_over": HandOver,
    "deny_withdrawal": Reason,
    "propose_stop": Reason,
    "stop": Reason,
    "deny_stop": Reason,
    "extend_with_apology": NewDay,
}


def form_for(verb: str, dossier: Dossier, now: datetime, data: Any = None, files: Any = None) -> ActForm:
    """The form of one act on one dossier."""
    return FORM_OF.get(verb, Plain)(dossier, now, data, files)
