"""How far a merger day has come; it goes on from here when it was interrupted."""

from __future__ import annotations

from django.db import models


class Reorganisation(models.Model):
    """Đợt sắp xếp: one instrument on one day. cursor: the last dossier moved.

    open_before, open_after: open dossiers of all parties, equal unless people went on filing and deciding meanwhile.
    posts, clients, seals: rows moved or ended. finished_at: once nothing was left at the agencies that end.
    """

    instrument = models.CharField(max_length=200)
    effective_date = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    cursor = models.BigIntegerField(default=0)
    moved = models.IntegerField(default=0)
    open_before = models.IntegerField(default=0)
    open_after = models.IntegerField(null=True)
    posts = models.IntegerField(default=0)
    clients = models.IntegerField(default=0)
    seals = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "effective_date"], name="reorganisation_once"),
        ]
