"""Writing requests about personal data, by topic."""

from tinhso.front.personal_data.actions.answering import answer, complete, extend
from tinhso.front.personal_data.actions.breaching import close_breach, enter_breach, report_breach
from tinhso.front.personal_data.actions.copying import pack_copy, take_copy
from tinhso.front.personal_data.actions.filing import ask, withdraw, withdraw_consent
from tinhso.front.personal_data.actions.looking import look_closely, open_request
from tinhso.front.personal_data.actions.sweeping import sweep

__all__ = [
    "answer",
    "ask",
    "close_breach",
    "complete",
    "enter_breach",
    "extend",
    "look_closely",
    "open_request",
    "pack_copy",
    "report_breach",
    "sweep",
    "take_copy",
    "withdraw",
    "withdraw_consent",
]
