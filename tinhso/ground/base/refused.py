"""The one way in which a rule says no."""

from __future__ import annotations


class Refused(Exception):
    """A rule says no: a stable code for machines, one Vietnamese sentence for people.

    `field` names the input that the sentence belongs to; empty when it concerns the whole act.
    `web/refusals.py` alone turns it into a page, a fragment or problem+json.
    """

    def __init__(self, code: str, sentence: str, *, field: str = "") -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


class NotVisible(Refused):
    """The thing does not exist for this actor; said the same way whether it exists or not."""


class NotAllowed(Refused):
    """The actor is known and may see the thing, but may not do this."""
