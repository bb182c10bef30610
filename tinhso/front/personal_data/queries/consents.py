"""Every consent of a citizen in one place: what for, since when, by which evidence, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tinhso.engines.notifications.queries import preference_of
from tinhso.engines.store.queries import my_papers
from tinhso.government.dossiers.queries import uses_of
from tinhso.ground.mandates.lifecycle import MandateState
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.queries import visible_to as mandates_visible_to
from tinhso.ground.people.persons import Person

ZALO = "channel:zalo"


@dataclass(frozen=True)
class Consent:
    """One consent. ref: mandate:<key>, channel:zalo or use:<code>:<paper>.

    whose: to whom or for which paper; evidence, by: how it was given and by whom; note: why it cannot end here, or ''.
    """

    ref: str
    name: str
    whose: str
    detail: str
    given_at: datetime | None
    evidence: str
    by: str = ""
    ended_at: datetime | None = None
    note: str = ""

    @property
    def can_end(self) -> bool:
        """Whether one button ends it at once."""
        return not self.ended_at and not self.note


def consents_of(person: Person) -> list[Consent]:
    """The consents of a citizen, those that stand first; what never was consented to is not among them."""
    found = [*_mandates(person), *_channels(person), *_uses(person)]
    return sorted(found, key=lambda one: (not one.can_end, one.ended_at is not None))


def _mandates(person: Person) -> list[Consent]:
    mine = mandates_visible_to(person).filter(consented_at__isnull=False, principal_organisation__isnull=True)
    return [_of_mandate(row) for row in mine.filter(principal_citizen=person.citizen_id)]


def _of_mandate(row: Mandate) -> Consent:
    over = row.closed_at or (row.ends_at if row.state != MandateState.CONFIRMED else None)
    return Consent(
        ref=f"mandate:{row.key}",
        name=row.get_kind_display(),
        whose=row.representative_name,
        detail=row.scope,
        given_at=row.consented_at,
        evidence=row.get_way_display(),
        by=f"{row.consented_by_name}, {row.reference}",
        ended_at=over,
        note="Đại diện theo pháp luật: không tự thu hồi được" if row.basis.of_law else "",
    )


def _channels(person: Person) -> list[Consent]:
    chosen = preference_of(person.ref)
    if not chosen.zalo:
        return []
    return [Consent(ZALO, "Nhận thông báo qua Zalo", "", "Thông báo về hồ sơ của tôi", chosen.updated_at,
                    "Bạn đã chọn ở trang Thông báo")]  # fmt: skip


def _uses(person: Person) -> list[Consent]:
    """Papers of the store used again: chosen for one dossier, which has been filed with them."""
    papers = {paper.pk: paper for paper in my_papers(person) if paper.citizen_id}
    return [
        Consent(
            ref=f"use:{use.code}:{pk}",
            name="Dùng lại giấy tờ trong kho",
            whose=papers[pk].title,
            detail=use.code,
            given_at=use.filed_at,
            evidence="Bạn đã chọn khi nộp hồ sơ; có trong nhật ký",
            note="Đã nộp cùng hồ sơ nên nằm trong hồ sơ lưu",
        )
        for pk, uses in uses_of(person, papers.values()).items()
        for use in uses
    ]
