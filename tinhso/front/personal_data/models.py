"""Requests about one's own data, the law that times them, what is kept how long, and what went wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.models import Clock
from tinhso.front.personal_data.lifecycle import OPEN, BreachState, Decision, RequestKind, RequestState
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Citizen
from tinhso.ground.reference.models import LegalInstrument


def nothing() -> dict[str, Any]:
    """A fresh empty mapping for JSON columns."""
    return {}


class RightLimit(models.Model):
    """Thời hạn của một quyền: how fast a kind of request is answered and carried out, by which law, how surely.

    answer_days: working days; complete_days, third_party_days (when processors or third parties must act too),
    extension_days: calendar days. article: as far as it is known, else said so. mark: H build on; M, L to be checked.
    """

    kind = models.CharField(max_length=10, choices=RequestKind.choices())
    answer_days = models.PositiveSmallIntegerField()
    complete_days = models.PositiveSmallIntegerField()
    third_party_days = models.PositiveSmallIntegerField()
    extension_days = models.PositiveSmallIntegerField()
    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, related_name="+")
    article = models.CharField(max_length=120)
    mark = models.CharField(max_length=1, choices=[("H", "chắc chắn"), ("M", "cần đối chiếu"), ("L", "chưa chắc")])
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="personal_data_limit_once"),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, complete_days__gte=1, third_party_days__gte=models.F("complete_days")),
                name="personal_data_limit_days",
            ),
        ]

    @property
    def to_answer(self) -> Limit:
        """Within which an answer is due."""
        return Limit(self.answer_days, LimitUnit.WORKING_DAY)

    @property
    def to_complete(self) -> Limit:
        """Within which the request is carried out, when nobody else must act."""
        return Limit(self.complete_days, LimitUnit.CALENDAR_DAY)

    @property
    def law(self) -> str:
        """Instrument and article in words."""
        return f"{self.instrument.title} ({self.instrument.code}), {self.article}"


class Term(models.Model):
    """Thời hạn lưu giữ: how long a kind of data is kept, by which source. days: None where it is not a number of days.

    is_swept: a nightly job deletes what is past the term, by these very days.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    days = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=300)
    basis = models.CharField(max_length=300)
    mark = models.CharField(max_length=1)
    is_swept = models.BooleanField(default=False)


class Activity(models.Model):
    """Hoạt động xử lý dữ liệu cá nhân: one line of the processing register.

    recipients, categories, measures: sentences. assessed_on: the day of the impact assessment (60 days from began_on);
    None: not yet made.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    basis = models.CharField(max_length=500)
    mark = models.CharField(max_length=1)
    needs_consent = models.BooleanField(default=False)
    categories = models.CharField(max_length=500)
    is_sensitive = models.BooleanField(default=False)
    recipients = models.CharField(max_length=500)
    measures = models.CharField(max_length=500)
    place = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    assessed_on = models.DateField(null=True)


class DataRequest(models.Model):
    """Yêu cầu của chủ thể dữ liệu: what one citizen asks about his own data, with two clocks.

    limit: the law that timed it. consent: what is withdrawn, mandate:<key> or channel:zalo. result: what was done, by
    kind of data: {"erased": {name: n}, "kept": {name: sentence}}. file: the copy; it goes after file_until.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    code = models.CharField(max_length=30, unique=True, null=True)
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RequestKind.choices())
    words = models.TextField(blank=True)
    consent = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices(), default=RequestState.FILED)
    limit = models.ForeignKey(RightLimit, models.PROTECT, related_name="+")
    answer_clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices(), blank=True)
    answer = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=500, blank=True)
    involves_others = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    extended_because = models.CharField(max_length=500, blank=True)
    outcome = models.TextField(blank=True)
    result = models.JSONField(default=nothing)
    ended_at = models.DateTimeField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_until = models.DateTimeField(null=True)
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "kind", "consent"], condition=Q(state__in=OPEN), name="personal_data_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["citizen", "-filed_at"], name="personal_data_of_citizen"),
            models.Index(fields=["filed_at", "id"], condition=Q(state__in=OPEN), name="personal_data_inbox"),
            models.Index(fields=["file_until"], condition=Q(file__isnull=False), name="personal_data_copies"),
        ]

    @property
    def subject(self) -> str:
        """data_request:<id>, as journal, messages and clocks name it."""
        return f"data_request:{self.pk}"

    @property
    def kind_label(self) -> str:
        """The kind in Vietnamese."""
        return RequestKind(self.kind).label

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return RequestState(self.state).label

    @property
    def decision_label(self) -> str:
        """The answer in Vietnamese; nothing before it is given."""
        return Decision(self.decision).label if self.decision else ""

    @property
    def is_open(self) -> bool:
        """Whether something is still owed."""
        return self.state in OPEN

    @property
    def next_due_at(self) -> datetime | None:
        """What is owed next: the answer, then the carrying out; None when nothing is."""
        clock = self.answer_clock if self.state == RequestState.FILED else self.clock
        return clock.due_at if clock and self.is_open else None


class Breach(models.Model):
    """Vi phạm dữ liệu cá nhân: what went wrong, and the notice that is due within 72 hours of finding it.

    The 72 hours are of the clock, not of working time. number: of the notice as it went out.
    """

    NOTICE_WITHIN = timedelta(hours=72)  # NĐ 13/2023/NĐ-CP, Điều 23; Luật 91/2025/QH15 keeps it [M]

    code = models.CharField(max_length=30, unique=True, null=True)
    state = models.CharField(max_length=8, choices=BreachState.choices(), default=BreachState.OPEN)
    happened_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()
    what = models.TextField()
    categories = models.CharField(max_length=500)
    people = models.PositiveIntegerField(null=True)
    consequences = models.TextField()
    measures = models.TextField()
    contact = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    entered_by_ref = models.CharField(max_length=80)
    entered_by_name = models.CharField(max_length=200)
    reported_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=60, blank=True)
    why_late = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)

    @property
    def subject(self) -> str:
        """breach:<id>, as the journal names it."""
        return f"breach:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return BreachState(self.state).label

    @property
    def notice_due_at(self) -> datetime:
        """By when the authority must be told."""
        return self.found_at + self.NOTICE_WITHIN
