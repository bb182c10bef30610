"""Sessions of bulk signing and the papers in them. Nothing here says that a dossier is signed: the dossier does."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from tinhso.government.bulk_signing.lifecycle import UNFINISHED, ItemState, SessionState, SigningKind
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.people.models import Account, Agency, Official

NOT_ENDED = Q(state__in=sorted(state.value for state in UNFINISHED))


class SigningSession(models.Model):
    """Phiên ký loạt: what one official looks through at one agency and signs, or seals, with one confirmation.

    title: his office there, as it was when he opened it. sign_in: handle of the sign-in that confirmed. run: counts
    confirmations; a job of an older one does nothing. moved_at: when it last came a step further. reason: why it is
    paused, in one sentence.
    """

    key = models.UUIDField(default=uuid4, unique=True)
    kind = models.CharField(max_length=4, choices=SigningKind.choices())
    official = models.ForeignKey(Official, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=250)
    state = models.CharField(max_length=8, choices=SessionState.choices(), default=SessionState.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    sign_in = models.CharField(max_length=20, blank=True)
    run = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["official", "-opened_at"], name="bulk_signing_of_official"),
            models.Index(fields=["moved_at"], condition=Q(state=SessionState.RUNNING), name="bulk_signing_running"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "agency", "kind"], condition=NOT_ENDED, name="bulk_signing_one_at_a_time"
            )
        ]

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"signing_session:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return SessionState(self.state).label

    @property
    def kind_label(self) -> str:
        """What it does, in Vietnamese."""
        return SigningKind(self.kind).label


class SigningItem(models.Model):
    """Giấy trong phiên ký loạt: one result of a session.

    version: of the dossier as the list showed it; what changed since is not signed unseen. tries: how often a worker
    took it in hand. reason: why it was refused, in one sentence.
    """

    session = models.ForeignKey(SigningSession, models.CASCADE, related_name="items", db_index=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=ItemState.choices(), default=ItemState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "dossier"], name="bulk_signing_paper_once"),
            models.UniqueConstraint(fields=["session", "place"], name="bulk_signing_place_once"),
        ]

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return ItemState(self.state).label
