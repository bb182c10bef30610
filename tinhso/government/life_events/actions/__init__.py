"""Acts on life events, by topic."""

from tinhso.government.life_events.actions.answering import answer_part
from tinhso.government.life_events.actions.asking import ask_silent
from tinhso.government.life_events.actions.counter import file_case_at_counter
from tinhso.government.life_events.actions.filing import file_case
from tinhso.government.life_events.actions.following import follow_dossier
from tinhso.government.life_events.actions.lateness import tell_late
from tinhso.government.life_events.actions.partners import hear_buried, hear_delivered, hear_event
from tinhso.government.life_events.actions.succession import move_cases
from tinhso.government.life_events.actions.undoing import undo_parts, withdraw_pending

__all__ = [
    "answer_part",
    "ask_silent",
    "file_case",
    "file_case_at_counter",
    "follow_dossier",
    "hear_buried",
    "hear_delivered",
    "hear_event",
    "move_cases",
    "tell_late",
    "undo_parts",
    "withdraw_pending",
]
