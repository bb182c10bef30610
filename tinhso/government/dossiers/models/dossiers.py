"""The dossier itself. Its indexes equal the order of the screens that read them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from tinhso.engines.eforms.models import FormVersion
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.workflow.models import Clock, RouteVersion
from tinhso.government.dossiers.lifecycle import ENDED, Desk, DossierState
from tinhso.government.dossiers.models.standing import WhereItStands
from tinhso.government.dossiers.rules import CodeScheme
from tinhso.ground.base.states import Labelled
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.people.models import Agency, Citizen, Official, Organisation

IS_OPEN = ~Q(state__in=sorted(state.value for state in ENDED))


class Channel(Labelled):
    """Kênh thực hiện: how a dossier came in (codes 1, 2, 3 of the national exchange)."""

    COUNTER = "COUNTER", "Trực tiếp"
    ONLINE = "ONLINE", "Trực tuyến"
    POST = "POST", "Bưu chính công ích"


class Delivery(Labelled):
    """How the applicant wants the result."""

    COUNTER = "COUNTER", "Tại Bộ phận Một cửa"
    ONLINE = "ONLINE", "Bản điện tử trên Cổng dịch vụ công"
    POST = "POST", "Qua bưu chính công ích"


class Outcome(Labelled):
    """What was decided."""

    GRANTED = "GRANTED", "Đồng ý giải quyết"
    REFUSED = "REFUSED", "Từ chối giải quyết"


class Dossier(WhereItStands, models.Model):
    """Hồ sơ thủ tục hành chính: one request of one applicant, from filing to the returned result.

    Three organisations: where the citizen was helped (support), whose counter received (receiving; its code
    opens the dossier code), who decides (resolving). desk and desk_agency say on whose desk it lies now, so
    every open dossier has an owner; holder is the official, once there is one. due_at is the reception limit
    until acceptance and the promised moment after it; it is never empty, so that lists can be ordered by it.
    submitted_by: who filed it: the applicant, "X thay mặt Y" under a mandate, or an officer at the counter.
    is_assisted: filed online by a helper (official of a one-stop, community team) for somebody who cannot; what
    an officer enters at the counter is reception, and is not assisted. contact: number, phone, email, address as
    they were at filing. fee_choices: quantities and exemptions that the applicant named, or an officer recounted.
    version counts every change (two officers).
    """

    code = models.CharField(max_length=50)
    code_scheme = models.CharField(max_length=10, choices=CodeScheme.choices())
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    applicant_citizen = models.ForeignKey(Citizen, models.PROTECT, null=True, related_name="+", db_index=False)
    applicant_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    applicant_name = models.CharField(max_length=300)
    contact = models.JSONField(default=dict)
    submitted_by_ref = models.CharField(max_length=80)
    submitted_by_name = models.CharField(max_length=200)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="+", db_index=False)
    idempotency_key = models.CharField(max_length=80, null=True)
    support_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    receiving_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    resolving_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    commune_code = models.CharField(max_length=5, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices())
    is_assisted = models.BooleanField(default=False)
    delivery = models.CharField(max_length=8, choices=Delivery.choices(), default=Delivery.COUNTER)
    title = models.CharField(max_length=500)
    form_version = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    answers = models.JSONField(default=dict)

    state = models.CharField(max_length=30, choices=DossierState.choices())
    outcome = models.CharField(max_length=8, choices=Outcome.choices(), blank=True)
    desk = models.CharField(max_length=16, choices=Desk.choices())
    desk_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)

    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    due_sentence = models.TextField()
    original_due_at = models.DateTimeField(null=True)
    route_version = models.ForeignKey(RouteVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    step_name = models.CharField(max_length=200, blank=True)
    step_due_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    moved_by_name = models.CharField(max_length=200)

    fee_choices = models.JSONField(default=dict)
    fee_vnd = models.PositiveBigIntegerField(default=0)
    fee_paid_at = models.DateTimeField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    apologised_at = models.DateTimeField(null=True)

    filed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    duplicate_key = models.CharField(max_length=32, blank=True)
    search_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="dossiers_code_once"),
            models.UniqueConstraint(fields=["submitted_by_ref", "idempotency_key"], name="dossiers_filed_once"),
            models.CheckConstraint(
                condition=Q(applicant_citizen__isnull=False) | Q(applicant_organisation__isnull=False),
                name="dossiers_has_applicant",
            ),
            models.CheckConstraint(
                condition=Q(IS_OPEN, ~Q(desk=Desk.NOBODY)) | Q(~IS_OPEN, desk=Desk.NOBODY),
                name="dossiers_open_has_owner",
            ),
            # A desk at a third agency would show the dossier to people who may not see it (queries/stretches.py).
            models.CheckConstraint(
                condition=Q(desk_agency=F("receiving_agency")) | Q(desk_agency=F("resolving_agency")),
                name="dossiers_desk_is_a_party",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk_agency", "state", "due_at", "id"], condition=IS_OPEN, name="dossiers_queue_by_state"
            ),
            models.Index(fields=["desk_agency", "due_at", "id"], condition=IS_OPEN, name="dossiers_queue"),
            models.Index(
                fields=["desk_agency", "desk", "due_at", "id"], condition=IS_OPEN, name="dossiers_queue_by_desk"
            ),
            models.Index(
                fields=["desk_agency", "due_at", "id"], condition=IS_OPEN & Q(desk=Desk.CASE_OFFICER, holder=None),
                name="dossiers_queue_untaken",
            ),
            models.Index(fields=["holder", "due_at", "id"], condition=IS_OPEN, name="dossiers_of_holder"),
            models.Index(fields=["due_at", "id"], condition=IS_OPEN, name="dossiers_due"),
            models.Index(fields=["receiving_agency", "filed_at", "id"], name="dossiers_register"),
            models.Index(fields=["filed_at", "id"], name="dossiers_filed"),
            models.Index(
                fields=["resolving_agency", "filed_at", "id"], condition=~Q(resolving_agency=F("receiving_agency")),
                name="dossiers_filed_elsewhere",
            ),
            models.Index(
                fields=["support_agency", "filed_at", "id"], name="dossiers_supported",
                condition=Q(
                    ~Q(support_agency=F("receiving_agency")), ~Q(support_agency=F("resolving_agency")),
                    support_agency__isnull=False,
                ),
            ),
            models.Index(F("applicant_citizen"), F("filed_at").desc(), F("id").desc(), name="dossiers_of_citizen"),
            models.Index(
                F("applicant_organisation"), F("filed_at").desc(), F("id").desc(),
                condition=Q(applicant_organisation__isnull=False), name="dossiers_of_organisation",
            ),
            models.Index(fields=["duplicate_key"], condition=IS_OPEN & ~Q(duplicate_key=""), name="dossiers_twins"),
            models.Index(
                fields=["mandate", "-filed_at", "-id"], condition=Q(mandate__isnull=False), name="dossiers_of_mandate"
            ),
            models.Index(
                fields=["receiving_agency", "filed_at", "id"], condition=Q(is_assisted=True, channel=Channel.ONLINE),
                name="dossiers_assisted",
            ),
            models.Index(fields=["step_due_at"], condition=IS_OPEN, name="dossiers_step_due"),
            # Each word of a quarter of a year, and the same of each agency that may find it: 297/2026q4/nguyen.
            # Written at once: what waits in a list is read whole by each look, and a search has one for each quarter.
            GinIndex(
                Func(
                    F("search_text"), F("filed_at"), F("receiving_agency"), F("resolving_agency"), F("support_agency"),
                    function="dossiers_words_by_quarter", output_field=SearchVectorField(),
                ),
                name="dossiers_found_by_words", fastupdate=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """dossier:<id>, as clocks, charges, messages and the journal name it."""
        return f"dossier:{self.pk}"

    @property
    def applicant_ref(self) -> str:
        """organisation:<id> or citizen:<id>: whose dossier it is."""
        if self.applicant_organisation_id:
            return f"organisation:{self.applicant_organisation_id}"
        return f"citizen:{self.applicant_citizen_id}"

    def fact(self, name: str, default: Any = "") -> Any:
        """One of the contact facts written down at filing."""
        return self.contact.get(name) or default
