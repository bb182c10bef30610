"""The tables of mandates, and the community teams whose members help others to file."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q

from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.files.models import StoredFile
from tinhso.ground.mandates import rules
from tinhso.ground.mandates.lifecycle import MandateState
from tinhso.ground.mandates.rules import Kind, Way
from tinhso.ground.people.models import Agency, Citizen, Official, Organisation


class CommunityTeam(models.Model):
    """Tổ công nghệ số cộng đồng: volunteers of one hamlet, founded by a decision of the commune.

    hamlet: thôn, xóm, tổ dân phố. Guidance: công văn 793/BTTTT-THH ngày 05/3/2022. valid_to: the last day.
    """

    slug = models.CharField(max_length=40, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    hamlet = models.CharField(max_length=120)
    decision = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class TeamMember(models.Model):
    """Thành viên tổ công nghệ số cộng đồng: a citizen, not an official: a post would open the commune's dossiers."""

    team = models.ForeignKey(CommunityTeam, models.CASCADE, related_name="members")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="+")
    is_leader = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "citizen", "valid_from"], name="mandates_team_member_once")
        ]


class Mandate(models.Model):
    """Tư cách đại diện, ủy quyền, hỗ trợ: who may act for whom, by whose consent, how far, from when to when.

    The representative is a citizen by his number, or an official who helps; he may not have signed in yet. The
    principal is an organisation, or a person as stated (name, number, birth date); principal_citizen is set only
    with the consent, so that a proposal tells nobody whether such a person is known here. procedure_code,
    dossier_code: how far; both empty: everything. way: how consent is to be, and then was, recorded.
    starts_at: set by the consent alone. ends_at: the moment from which it opens nothing, brought forward when it
    is ended early; the interval decides about access. code_number counts the codes sent, code_tries the wrong ones.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices())
    state = models.CharField(max_length=9, choices=MandateState.choices(), default=MandateState.PROPOSED)
    representative_number = models.CharField(max_length=12, blank=True)
    representative_name = models.CharField(max_length=120)
    representative_official = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(CommunityTeam, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    principal_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    principal_citizen = models.ForeignKey(Citizen, models.PROTECT, null=True, related_name="+")
    principal_number = models.CharField(max_length=12, blank=True)
    principal_name = models.CharField(max_length=300)
    principal_birth_date = models.DateField(null=True)
    procedure_code = models.CharField(max_length=20, blank=True)
    dossier_code = models.CharField(max_length=50, blank=True)
    wished_last_day = models.DateField(null=True)
    way = models.CharField(max_length=5, choices=Way.choices())
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    witness_name = models.CharField(max_length=120, blank=True)
    legal_basis = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    proposed_by_ref = models.CharField(max_length=80)
    consented_at = models.DateTimeField(null=True)
    consented_by_ref = models.CharField(max_length=80, blank=True)
    consented_by_name = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.CharField(max_length=500, blank=True)
    code_number = models.PositiveSmallIntegerField(default=0)
    code_sent_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            # No way around consent: whatever opens anything names who consented, and whose mandate it is.
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | (
                    Q(consented_at__isnull=False)
                    & ~Q(consented_by_ref="")
                    & (Q(principal_citizen__isnull=False) | Q(principal_organisation__isnull=False))
                ),
                name="mandates_stands_by_consent",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.WORD) | Q(starts_at__isnull=True) | ~Q(witness_name=""),
                name="mandates_spoken_has_witness",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.PAPER) | Q(paper__isnull=False), name="mandates_paper_is_there"
            ),
            models.CheckConstraint(
                condition=~Q(representative_number="") | Q(representative_official__isnull=False),
                name="mandates_has_representative",
            ),
        ]
        indexes = [
            models.Index(
                fields=["representative_number"], condition=~Q(representative_number=""), name="mandates_of_citizen"
            ),
            models.Index(fields=["principal_number"], condition=~Q(principal_number=""), name="mandates_for_citizen"),
            models.Index(fields=["state", "ends_at"], name="mandates_running_out"),
        ]

    @property
    def reference(self) -> str:
        """UQ-000123: how people name it to each other."""
        return f"UQ-{self.pk:06d}"

    @property
    def scope(self) -> str:
        """How far it reaches, in words."""
        return rules.scope_words(self.procedure_code, self.dossier_code)

    @property
    def basis(self) -> rules.Basis:
        """The law of its kind."""
        return rules.BASES[Kind(self.kind)]

    @property
    def last_day(self) -> date | None:
        """The last day on which it opens anything; None while it has no end, or none yet."""
        return (self.ends_at - timedelta(microseconds=1)).astimezone(VIETNAM).date() if self.ends_at else None

    def stands_at(self, at: datetime) -> bool:
        """Whether it opens anything at a moment."""
        return rules.stands(self.starts_at, self.ends_at, at)
