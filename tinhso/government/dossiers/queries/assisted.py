"""Assisted filings (nộp hộ trực tuyến), counted by receiving agency and by who helped, with the rows behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from tinhso.government.dossiers.models import Channel, Dossier
from tinhso.government.dossiers.queries.access import HEAVY, visible_to
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.persons import Person

ONE_STOP = "Cán bộ Bộ phận Một cửa"


@dataclass(frozen=True)
class AssistedCount:
    """One line: who helped with how many of the dossiers that were filed online with an agency.

    team_id: None for officials of a one-stop. online: all filed online with that agency in the period, assisted or
    not: the denominator, the same on each line of the agency. hamlet: of the team.
    """

    agency_id: int
    agency: str
    team_id: int | None
    team: str
    hamlet: str
    assisted: int
    online: int

    @property
    def share(self) -> int:
        """Per cent of the agency's online filings, rounded."""
        return round(100 * self.assisted / self.online) if self.online else 0


def filed_online(person: Person, *, first: date, last: date) -> QuerySet[Dossier]:
    """Dossiers filed online from one day to another, among those this person may see: the denominator."""
    begin = datetime.combine(first, time(), VIETNAM)
    end = datetime.combine(last, time(), VIETNAM) + timedelta(days=1)
    return visible_to(person).filter(channel=Channel.ONLINE, filed_at__gte=begin, filed_at__lt=end)


def assisted_counts(person: Person, *, first: date, last: date) -> list[AssistedCount]:
    """A line an agency and team, by the agency's name, the most helpful first; agencies without help have none."""
    rows = filed_online(person, first=first, last=last)
    online = dict(rows.values_list("receiving_agency").annotate(n=Count("pk")).order_by())
    lines = (
        rows.filter(is_assisted=True)
        .values("receiving_agency", "receiving_agency__name", "mandate__team", "mandate__team__name",
                "mandate__team__hamlet")
        .annotate(assisted=Count("pk"))
        .order_by("receiving_agency__sort_key", "-assisted", "mandate__team")
    )  # fmt: skip
    return [
        AssistedCount(
            agency_id=line["receiving_agency"],
            agency=line["receiving_agency__name"],
            team_id=line["mandate__team"],
            team=line["mandate__team__name"] or ONE_STOP,
            hamlet=line["mandate__team__hamlet"] or "",
            assisted=line["assisted"],
            online=online[line["receiving_agency"]],
        )
        for line in lines
    ]


def assisted_behind(
    person: Person, *, agency_id: int, team_id: int | None, first: date, last: date
) -> QuerySet[Dossier]:
    """The dossiers behind one line, the newest first, each with who helped and whose consent rests on what."""
    return (
        filed_online(person, first=first, last=last)
        .filter(is_assisted=True, receiving_agency=agency_id, mandate__team=team_id)
        .select_related("mandate", "procedure_version__procedure")
        .defer(*HEAVY)
        .order_by("-filed_at", "-pk")
    )
