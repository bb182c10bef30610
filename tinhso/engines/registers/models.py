"""Registers, the versions of their schemas, records with their history, and who read a personal one."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tinhso.engines.registers.lifecycle import ProposalKind, ProposalState
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models import Agency


class Source(Labelled):
    """Where the records of a register stand."""

    OWN = "OWN", "Lưu tại đây"
    UNITS = "UNITS", "Danh mục đơn vị hành chính"
    AGENCIES = "AGENCIES", "Danh mục cơ quan"


class Register(models.Model):
    """Cơ sở dữ liệu: one register of the province under its code.

    keeper: the agency that writes it and answers for it. key_field: the field that names a record, '' for none.
    is_personal: its records say something of people; subject_field: the field with their number. source: OWN, or the
    room whose rows it shows: such a register is read only and holds no copy.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=600, db_collation="C")
    keeper = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    is_personal = models.BooleanField(default=False)
    key_field = models.CharField(max_length=60, blank=True)
    subject_field = models.CharField(max_length=60, blank=True)
    legal_basis = models.CharField(max_length=300)
    source = models.CharField(max_length=10, choices=Source.choices(), default=Source.OWN)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class RegisterSchema(models.Model):
    """Phiên bản cấu trúc dữ liệu: what a record must look like, as JSON Schema 2020-12; an ended one takes none."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="schemas")
    version = models.CharField(max_length=20)
    schema = models.JSONField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "version"], name="registers_version_once")]


class Record(models.Model):
    """Bản ghi: one entry as it stands now. key: the value of the register's key field, subject: of its subject field.

    folded: its values without marks and capitals, for finding. A deleted record keeps its row and its history.
    """

    uuid = models.UUIDField(unique=True, default=uuid7, editable=False)
    register = models.ForeignKey(Register, models.PROTECT, related_name="records")
    schema = models.ForeignKey(RegisterSchema, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    content = models.JSONField()
    folded = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "key"],
                condition=Q(deleted_at__isnull=True) & ~Q(key=""),
                name="registers_key_once",
            )
        ]
        indexes = [
            models.Index(fields=["register", "subject"], name="registers_record_subject"),
            GinIndex(fields=["content"], opclasses=["jsonb_path_ops"], fastupdate=False, name="registers_content"),
        ]


class RecordVersion(models.Model):
    """Lịch sử bản ghi: what a record said after each change; null content: it was deleted."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(null=True)
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="registers_record_version_once")]


class Proposal(models.Model):
    """Đề nghị thay đổi cơ sở dữ liệu: a record to be written, changed or taken out, before a second person approves it.

    uuid: of the record, null for a new one. content: what it shall say, null to take it out. answer: why it was sent
    back.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="proposals")
    schema = models.ForeignKey(RegisterSchema, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=ProposalKind.choices())
    uuid = models.UUIDField(null=True)
    content = models.JSONField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=ProposalState.choices(), default=ProposalState.WAITING)
    answer = models.CharField(max_length=300, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by_ref = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True)
    settled_by_ref = models.CharField(max_length=80, blank=True)
    settled_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["register", "state", "-proposed_at"], name="registers_proposals")]

    @property
    def kind_label(self) -> str:
        """What is proposed, in Vietnamese."""
        return ProposalKind(self.kind).label

    @property
    def state_label(self) -> str:
        """Where it stands, in Vietnamese."""
        return ProposalState(self.state).label


class RecordLook(models.Model):
    """Lượt đọc dữ liệu cá nhân: who read a personal record, for which agency, through which program, why."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="looks")
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["record", "-at"], name="registers_look_newest")]
