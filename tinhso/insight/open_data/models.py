"""What databases there are, what is published of them, in which versions, and what was asked for."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.engines.workflow.models import Clock
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Agency
from tinhso.insight.open_data.lifecycle import (
    Connection,
    CopyState,
    DatasetKind,
    EntryKind,
    Frequency,
    RequestState,
    Theme,
)


def nothing() -> list[Any]:
    """A fresh empty list for JSON columns."""
    return []


def no_terms() -> dict[str, Any]:
    """A fresh empty mapping for JSON columns."""
    return {}


class CatalogueEntry(models.Model):
    """Mục của danh mục dữ liệu: a database of the province or of a sector, wherever it lives.

    owner: who answers for it, in words: not each is an agency of ours. content: what stands in it. place: where it
    lives. register: code of the register here, '' where it is not. note: what must be known before one leans on it.
    confidence: how well the entry is known (H, M, L).
    """

    code = models.SlugField(max_length=40, unique=True)
    place_in_list = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=EntryKind.choices())
    theme = models.CharField(max_length=4, choices=Theme.choices())
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    content = models.CharField(max_length=500)
    place = models.CharField(max_length=200)
    connection = models.CharField(max_length=5, choices=Connection.choices())
    register = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)

    @property
    def connection_label(self) -> str:
        """How it is connected, in Vietnamese."""
        return Connection(self.connection).label


class Dataset(models.Model):
    """Bộ dữ liệu mở: what is published, by whom, how often, under which licence, out of what.

    owner: slug of the agency that answers for it. terms: what its kind needs: {"codes": [...], "months": 24,
    "least": 5} of metrics, {"register": code}. licence: address of its text.
    """

    code = models.SlugField(max_length=60, unique=True)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    description = models.CharField(max_length=1000)
    keywords = models.JSONField(default=nothing)
    theme = models.CharField(max_length=4, choices=Theme.choices())
    owner = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=DatasetKind.choices())
    terms = models.JSONField(default=no_terms)
    frequency = models.CharField(max_length=10, choices=Frequency.choices())
    licence = models.CharField(max_length=200)
    licence_name = models.CharField(max_length=200)
    provenance = models.CharField(max_length=500)
    legal_basis = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)
    checked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code

    @property
    def theme_label(self) -> str:
        """Of what it speaks, in Vietnamese."""
        return Theme(self.theme).label

    @property
    def frequency_label(self) -> str:
        """How often it is looked at again, in Vietnamese."""
        return Frequency(self.frequency).label

    @property
    def kind_label(self) -> str:
        """Out of what it is made, in Vietnamese."""
        return DatasetKind(self.kind).label


class DatasetVersion(models.Model):
    """Phiên bản bộ dữ liệu: what was published at a moment; the database refuses to change or delete it.

    columns: [{name, title, type}] in their order. first, last: days of which the rows speak, null where that means
    nothing. sha256: of the rows as CSV: the same rows are never published twice in a row.
    """

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    columns = models.JSONField(default=nothing)
    rows = models.PositiveIntegerField()
    hidden = models.PositiveIntegerField(default=0)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "number"], name="open_data_version_once")]


class DatasetFile(models.Model):
    """Tệp của phiên bản: one version in one format, byte for byte as it was published."""

    version = models.ForeignKey(DatasetVersion, models.PROTECT, related_name="files")
    form = models.CharField(max_length=8)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "form"], name="open_data_file_once")]


class PortalCopy(models.Model):
    """Bản trên cổng dữ liệu quốc gia: how far the portal of data has one dataset, and what it said last.

    number, digest: of the version and of the letter that it took last, 0 and '' before. state, said: what came of the
    last try. their_id: what the portal calls it.
    """

    dataset = models.OneToOneField(Dataset, models.PROTECT, related_name="copy")
    number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    their_id = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=CopyState.choices())
    said = models.CharField(max_length=300, blank=True)
    tried_at = models.DateTimeField()

    @property
    def state_label(self) -> str:
        """What came of the last try, in Vietnamese."""
        return CopyState(self.state).label


class DatasetRequest(models.Model):
    """Yêu cầu cung cấp dữ liệu: what somebody asks for; who it is nobody asks, so nothing of him is kept.

    key: stands in the address that he was given. words: his own, read by officials and by himself; answer: public,
    with what was asked as the official says it (`about`). agency: which answers. dataset: what was given.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    code = models.CharField(max_length=30, unique=True, null=True)
    theme = models.CharField(max_length=4, choices=Theme.choices())
    words = models.TextField()
    purpose = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=RequestState.choices(), default=RequestState.FILED)
    clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "state", "asked_at"], name="open_data_request_desk")]

    @property
    def subject(self) -> str:
        """dataset_request:<id>, as journal and clock name it."""
        return f"dataset_request:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return RequestState(self.state).label

    @property
    def theme_label(self) -> str:
        """Of what it speaks, in Vietnamese."""
        return Theme(self.theme).label

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == RequestState.FILED
