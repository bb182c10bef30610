"""Whom to tell, on which channel, in which words, and when to try again: plain values only."""

from tinhso.engines.notifications.rules.reach import Recipient, next_try, ways_to_reach
from tinhso.engines.notifications.rules.wording import Wording, fact_key, without_personal_numbers, worded

__all__ = [
    "Recipient",
    "Wording",
    "fact_key",
    "next_try",
    "ways_to_reach",
    "without_personal_numbers",
    "worded",
]
