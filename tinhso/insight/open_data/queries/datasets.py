"""What is published: each dataset with its newest version, and all versions before."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from django.db.models import OuterRef, QuerySet, Subquery

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import content
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.insight.open_data.formats import rows_in
from tinhso.insight.open_data.models import CatalogueEntry, Dataset, DatasetFile, DatasetVersion, PortalCopy


@dataclass(frozen=True)
class Published:
    """A dataset as everybody reads it. newest: None before its first version; files: of the newest."""

    dataset: Dataset
    owner: Agency
    newest: DatasetVersion | None
    files: tuple[DatasetFile, ...]


def catalogue(kind: str = "") -> list[CatalogueEntry]:
    """The databases of a kind, or all, in their order."""
    rows = CatalogueEntry.objects.order_by("place_in_list", "code")
    return list(rows.filter(kind=kind) if kind else rows)


def datasets(*, words: str = "", theme: str = "", owner: str = "") -> list[Published]:
    """Every dataset whose title, description or keywords hold all of these words, in their order."""
    rows = Dataset.objects.order_by("place", "code")
    if theme:
        rows = rows.filter(theme=theme)
    if owner:
        rows = rows.filter(owner=owner)
    asked = fold(words).split()
    found = [one for one in rows if all(word in _folded(one) for word in asked)]
    newest = DatasetVersion.objects.filter(dataset=OuterRef("dataset")).order_by("-number").values("pk")[:1]
    versions = DatasetVersion.objects.filter(dataset__in=found, pk=Subquery(newest)).prefetch_related("files__file")
    by_dataset = {one.dataset_id: one for one in versions}
    return [_published(one, by_dataset.get(one.pk)) for one in found]


def _folded(one: Dataset) -> str:
    return fold(f"{one.code} {one.title} {one.title_en} {one.description} {' '.join(one.keywords)}")


def _published(one: Dataset, newest: DatasetVersion | None) -> Published:
    files = sorted(newest.files.all(), key=lambda file: file.form) if newest else []
    return Published(one, people.agency(one.owner), newest, tuple(files))


def dataset_for(code: str) -> Published:
    """One of them. NotVisible."""
    found = next((one for one in datasets() if one.dataset.code == code), None)
    if found is None:
        raise NotVisible("no-dataset", "Không có bộ dữ liệu này.")
    return found


def versions_of(dataset: Dataset) -> QuerySet[DatasetVersion]:
    """All of its versions, newest first."""
    return DatasetVersion.objects.filter(dataset=dataset).prefetch_related("files__file").order_by("-number")


def version_of(dataset: Dataset, number: int) -> DatasetVersion:
    """One version. NotVisible."""
    found = versions_of(dataset).filter(number=number).first()
    if found is None:
        raise NotVisible("no-version", "Không có phiên bản này.")
    return found


def file_of(version: DatasetVersion, form: str) -> StoredFile:
    """A version in a format. NotVisible."""
    found = next((one.file for one in version.files.all() if one.form == form), None)
    if found is None:
        raise NotVisible("no-format", "Bộ dữ liệu không có định dạng này.")
    return found


def portal_copies() -> dict[int, PortalCopy]:
    """Dataset -> how far the national portal of data has it."""
    return {one.dataset_id: one for one in PortalCopy.objects.all()}


@cached(LRUCache(16), key=lambda version: version.pk, lock=Lock())
def records_of(version: DatasetVersion) -> list[dict[str, Any]]:
    """The rows of a version, which never change; take care not to change them either."""
    return rows_in(content(file_of(version, "json")))
