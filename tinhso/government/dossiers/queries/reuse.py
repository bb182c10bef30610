"""Nhập một lần, counted: where the parts of dossiers came from, in a period and by agency, with the rows behind.

A part counts once, however many files it came in. The electronic form is no paper and does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tinhso.government.dossiers.models import Dossier, DossierPart, PartState, Retrieved
from tinhso.government.dossiers.models.parts import ELECTRONIC_FORM
from tinhso.government.dossiers.queries.access import visible_to
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.persons import Person


class PartOrigin(Labelled):
    """Nguồn của một thành phần hồ sơ (đầu vào của QĐ 766/QĐ-TTg: DuocSoHoa, DuocTaiSuDung)."""

    REUSED = "REUSED", "Dùng lại từ kho"
    FROM_DATA = "FROM_DATA", "Thay bằng dữ liệu"
    DIGITISED = "DIGITISED", "Số hoá tại quầy"
    UPLOADED = "UPLOADED", "Tải lên"
    ON_PAPER = "ON_PAPER", "Bản giấy"


@dataclass(frozen=True)
class ReuseCount:
    """Where the parts of the dossiers that one agency took in came from.

    looked_up: of those replaced by data, how many have the database's answer kept with the dossier.
    """

    agency_id: int
    agency: str
    dossiers: int
    parts: Mapping[PartOrigin, int]
    looked_up: int

    @property
    def total(self) -> int:
        """All parts: the denominator."""
        return sum(self.parts.values())

    @property
    def share_reused(self) -> Decimal:
        """Parts taken from the store in a hundred parts, one decimal."""
        return share(self.parts[PartOrigin.REUSED], self.total)

    @property
    def share_spared(self) -> Decimal:
        """Parts that nobody had to hand in (store and data) in a hundred parts, one decimal."""
        return share(self.parts[PartOrigin.REUSED] + self.parts[PartOrigin.FROM_DATA], self.total)


def share(part: int, whole: int) -> Decimal:
    """In a hundred, one decimal; 0 of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else Decimal(0)


ORIGINS: dict[PartOrigin, Q] = {
    PartOrigin.REUSED: Q(state=PartState.REUSED),
    PartOrigin.DIGITISED: Q(state=PartState.SUBMITTED, stored_paper__isnull=False),
    PartOrigin.FROM_DATA: Q(state=PartState.FROM_DATA),
    PartOrigin.UPLOADED: Q(state=PartState.SUBMITTED, stored_paper__isnull=True, file__isnull=False),
    PartOrigin.ON_PAPER: Q(state=PartState.SUBMITTED, file__isnull=True),
}


def counted_parts(person: Person, *, first: date, last: date) -> QuerySet[DossierPart]:
    """Parts of the dossiers filed from one day to another that this person may see: the denominator."""
    begin = datetime.combine(first, time(), VIETNAM)
    end = datetime.combine(last, time(), VIETNAM) + timedelta(days=1)
    within = visible_to(person).filter(filed_at__gte=begin, filed_at__lt=end).values("pk")
    rows = DossierPart.objects.filter(dossier__in=within, place=0).exclude(state=PartState.MISSING)
    return rows.exclude(note=ELECTRONIC_FORM).exclude(source=ELECTRONIC_FORM)


def reuse_counts(person: Person, *, first: date, last: date) -> list[ReuseCount]:
    """By receiving agency, in the order of their names, where the parts came from."""
    snapshot = Retrieved.objects.filter(dossier=OuterRef("dossier"), outcome__in=["FOUND", "DIFFERS"])
    rows: Iterable[Mapping[str, Any]] = (
        counted_parts(person, first=first, last=last)
        .annotate(has_snapshot=Exists(snapshot))
        .values("dossier__receiving_agency", "dossier__receiving_agency__name")
        .annotate(
            dossiers=Count("dossier", distinct=True),
            looked_up=Count("pk", filter=ORIGINS[PartOrigin.FROM_DATA] & Q(has_snapshot=True)),
            **{origin.name: Count("pk", filter=condition) for origin, condition in ORIGINS.items()},
        )
        .order_by("dossier__receiving_agency__sort_key")
    )
    return [
        ReuseCount(
            agency_id=row["dossier__receiving_agency"],
            agency=row["dossier__receiving_agency__name"],
            dossiers=row["dossiers"],
            parts={origin: row[origin.name] for origin in ORIGINS},
            looked_up=row["looked_up"],
        )
        for row in rows
    ]


def added_up(lines: Iterable[ReuseCount]) -> ReuseCount:
    """All lines as one."""
    several = list(lines)
    return ReuseCount(
        agency_id=0,
        agency="",
        dossiers=sum(line.dossiers for line in several),
        parts={origin: sum(line.parts[origin] for line in several) for origin in PartOrigin},
        looked_up=sum(line.looked_up for line in several),
    )


@dataclass(frozen=True)
class CountedPart:
    """One part behind a figure."""

    dossier_code: str
    name: str
    origin: PartOrigin
    paper: str
    came_from: str


def parts_behind(
    person: Person, agency_id: int, *, first: date, last: date, origin: PartOrigin | None = None, limit: int
) -> tuple[Dossier, list[CountedPart]]:
    """The parts behind one line, of one origin if given, the latest dossiers first, with one of the dossiers.

    NotVisible when the line is not the person's or nothing was filed there.
    """
    rows = counted_parts(person, first=first, last=last).filter(dossier__receiving_agency=agency_id)
    one = rows.select_related("dossier__receiving_agency").first()
    if one is None:
        raise NotVisible("no-parts", "Không có hồ sơ nào nộp tại đây trong kỳ này.")
    if origin is not None:
        rows = rows.filter(ORIGINS[origin])
    found = rows.select_related("dossier", "stored_paper").order_by("-dossier__filed_at", "dossier", "pk")[:limit]
    return one.dossier, [_counted(part) for part in found]


def _counted(part: DossierPart) -> CountedPart:
    paper = part.stored_paper
    return CountedPart(
        part.dossier.code,
        part.name,
        origin_of(part),
        paper.words if paper else part.source,
        paper.dossier_code if paper and part.state == PartState.REUSED else "",
    )


def origin_of(part: DossierPart) -> PartOrigin:
    """Where one part came from."""
    if part.state == PartState.REUSED:
        return PartOrigin.REUSED
    if part.state == PartState.FROM_DATA:
        return PartOrigin.FROM_DATA
    if part.stored_paper_id:
        return PartOrigin.DIGITISED
    return PartOrigin.UPLOADED if part.file_id else PartOrigin.ON_PAPER
