"""Files of evidence: the only way to one."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards.models import EvidenceFile, Score
from tinhso.insight.scorecards.queries.own import WATCH, agencies_of


def visible_to(person: Person) -> QuerySet[EvidenceFile]:
    """Files that this official may open: handed in by his agencies or those whose work they took over, about them, or
    of an index that they coordinate; who watches the province sees all. Nobody else sees any.
    """
    rows = EvidenceFile.objects.select_related("file", "score__assessment")
    if not person.is_staff:
        return rows.none()
    if person.roles & WATCH:
        return rows
    mine = agencies_of(person)
    slugs = [people.agency_by_id(agency).slug for agency in mine]
    return rows.filter(
        Q(agency__in=mine)
        | Q(score__assessment__agency__in=mine)
        | Q(score__assessment__version__family__owner__in=slugs)
    )


def evidence_for(person: Person, key: UUID) -> EvidenceFile:
    """One file. NotVisible otherwise, whether it exists or not."""
    found = visible_to(person).filter(key=key).first()
    if found is None:
        raise NotVisible("no-file", "Không tìm thấy tệp này.")
    return found


def files_of(person: Person, score: Score | None) -> list[EvidenceFile]:
    """The files of one score, as far as this official may open them, in the order in which they were handed in."""
    return [] if score is None else list(visible_to(person).filter(score=score).order_by("pk"))
