"""The words that dossiers are found by."""

from __future__ import annotations

from django.db import models


class Word(models.Model):
    """Từ đã gặp: a word of some dossier, without marks, that begins with three letters; written by a trigger.

    Vietnamese has fewer than 3,000 syllables without marks, so the table stays small however many dossiers there are.
    Two filings that meet the same new word at once both write it: rows only, so that no two acts ever wait.
    """

    # In the order of bytes, so that what begins alike lies together whatever the database's own order is.
    word = models.TextField(db_collation="C")

    class Meta:
        indexes = [models.Index(fields=["word"], name="dossiers_word_begins")]

    def __str__(self) -> str:
        return self.word
