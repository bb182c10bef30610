"""Bundles as versioned data, cases and their parts: the saga is these rows and the table in lifecycle.py."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.engines.workflow.limits import Cutoff, Limit, LimitUnit
from tinhso.engines.workflow.models import Clock
from tinhso.government.dossiers.models import Dossier
from tinhso.government.life_events.lifecycle import CaseState, PartState, Performer
from tinhso.ground.people.models import Agency, Citizen


def nothing() -> dict[str, Any]:
    """A fresh empty mapping for JSON columns."""
    return {}


class Limited(models.Model):
    """A time limit as law states it; empty where no text was found, because a limit is never invented."""

    limit_value = models.PositiveSmallIntegerField(null=True)
    limit_unit = models.CharField(max_length=12, blank=True, choices=LimitUnit.choices())
    cutoff = models.CharField(max_length=14, default=Cutoff.NONE, choices=Cutoff.choices())
    limit_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def limit(self) -> Limit | None:
        """The limit, None where it is not known."""
        if not self.limit_unit or (self.limit_value is None and self.limit_unit != LimitUnit.SAME_DAY):
            return None
        return Limit(self.limit_value or 0, LimitUnit(self.limit_unit), Cutoff(self.cutoff))


class Bundle(Limited):
    """Nhóm dịch vụ công liên thông: one version of a bundle, from its instrument, for a span of days.

    procedure_code: the interlinked procedure of the catalogue under which it is found and filled in. The limit is
    that of the whole; verified_value: the limit, in the same unit, when something must be verified. valid_to: last day.
    told_apart_by: fields of the form that together name one birth or death.
    """

    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    procedure_code = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=300)
    verified_value = models.PositiveSmallIntegerField(null=True)
    told_apart_by = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="life_events_bundle_version")]


class BundlePart(Limited):
    """Thủ tục thành phần: what one agency does in a bundle.

    after: codes of parts whose result it waits for. chosen_by: the field of the form that asks for it. form_code: our
    form of the procedure (parts of ours). papers: paper of the bundle -> paper of this procedure. verified_value: the
    limit, in the same unit, when its agency must verify something. ends_all: its refusal ends the
    whole; otherwise only itself and what waits for it.
    """

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    procedure_code = models.CharField(max_length=20)
    performer = models.CharField(max_length=12, choices=Performer.choices())
    after = models.JSONField(default=list)
    chosen_by = models.CharField(max_length=60, blank=True)
    form_code = models.CharField(max_length=60, blank=True)
    papers = models.JSONField(default=nothing)
    verified_value = models.PositiveSmallIntegerField(null=True)
    ends_all = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "code"], name="life_events_part_once_a_bundle")]


class Case(models.Model):
    """Hồ sơ liên thông: one filing of a citizen, its one code and its one promise.

    code: the code of the root's dossier, by which citizen, one-stop and partners all know it. twin_key: a hash of
    what tells this birth or death from others, '' where the answers do not say; two live cases never share one.
    The clock runs from the acceptance of the root's complete dossier; until then there is no promise to break.
    """

    code = models.CharField(max_length=50, unique=True)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Citizen, models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    twin_key = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(default=nothing)
    state = models.CharField(max_length=12, choices=CaseState.choices(), default=CaseState.OPEN)
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["applicant", "-filed_at"], name="life_events_of_applicant")]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "twin_key"],
                condition=~models.Q(twin_key="") & ~models.Q(state__in=[CaseState.ENDED, CaseState.WITHDRAWN]),
                name="life_events_filed_once",
            )
        ]

    @property
    def subject(self) -> str:
        """What the journal, clocks and messages call it."""
        return f"life_event:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return CaseState(self.state).label


class CasePart(models.Model):
    """Phần của hồ sơ liên thông: one agency's own dossier within the case.

    dossier: ours, for parts that we do. external_code: the partner's number; told: the number of its newest news;
    heard_at: when it last answered or told us anything; late_told_at: when the citizen was told that it is late.
    reason: why it was refused, not started, withdrawn or undone, or what its agency asks for. answers: what the citizen
    answered, [{asked, said, at}]. result: number, day and name of the partner's result.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(BundlePart, models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=PartState.choices(), default=PartState.WAITING)
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="+")
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")
    external_code = models.CharField(max_length=60, blank=True)
    told = models.IntegerField(default=0)
    reason = models.TextField(blank=True)
    answers = models.JSONField(default=list)
    result = models.JSONField(default=nothing)
    is_stuck = models.BooleanField(default=False)
    heard_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "plan"], name="life_events_part_once_a_case")]
        indexes = [
            models.Index(
                fields=["heard_at"],
                condition=models.Q(state__in=[PartState.WITH_PARTNER, PartState.NEEDS_APPLICANT]),
                name="life_events_silent",
            )
        ]

    @property
    def subject(self) -> str:
        """What clocks, messages and partners call it."""
        return f"life_event_part:{self.pk}"

    @property
    def code(self) -> str:
        """Its code in the bundle."""
        return self.plan.code

    @property
    def after(self) -> list[str]:
        """Codes of the parts that it waits for."""
        return list(self.plan.after)

    @property
    def ends_all(self) -> bool:
        """Whether its refusal ends the whole."""
        return self.plan.ends_all

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return PartState(self.state).label

    @property
    def performer_label(self) -> str:
        """Who does it, in Vietnamese."""
        return Performer(self.plan.performer).label
