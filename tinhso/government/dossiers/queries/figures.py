"""What an official's desk says at a glance: kept figures where standing decides, index ranges where time does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from tinhso.government.dossiers.lifecycle import CASE_OFFICER, OPEN, Desk, DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.desks import end_of_day
from tinhso.government.dossiers.queries.stretches import Stretch, agencies_at_work, desks_at, stretches
from tinhso.ground.people.persons import Person

COUNT_CAP = 1000
KEPT = """
SELECT agency_id, state, desk, holder_id, sum(dossiers)::bigint AS dossiers FROM (
    SELECT agency_id, state, desk, holder_id, dossiers FROM dossiers_deskcount WHERE agency_id = ANY(%(agencies)s)
    UNION ALL
    SELECT agency_id, state, desk, holder_id, change FROM dossiers_deskdelta WHERE agency_id = ANY(%(agencies)s)
) AS kept GROUP BY agency_id, state, desk, holder_id HAVING sum(dossiers) <> 0
"""
# The conditions of asked_of_us and held_up.
OWED = """
EXISTS (SELECT 1 FROM dossiers_consultation
    WHERE agency_id = ANY(%s) AND answered_at IS NULL AND cancelled_at IS NULL),
EXISTS (SELECT 1 FROM dossiers_issuedpaper WHERE agency_id = ANY(%s) AND NOT problem = '')
"""


@dataclass(frozen=True)
class Kept:
    """How many dossiers lie at an agency in a state, on a desk, held by an official (None: by nobody)."""

    agency: int
    state: DossierState
    desk: Desk
    holder: int | None
    dossiers: int


@dataclass(frozen=True)
class Standing:
    """How much lies where, exact: on the official's desk, in his hands, with the applicants; and all by state.

    by_state: code, label and number of the open dossiers of his agencies. to_sign, to_seal: drafts that wait for his
    signature as a leader, signed papers that wait for his seal as a clerk.
    """

    desk: int
    mine: int
    waiting: int
    by_state: tuple[tuple[str, str, int], ...]
    to_sign: int
    to_seal: int


@dataclass(frozen=True)
class Pressing:
    """What cannot wait: how much of the desk is late or due today (at the cap: "1.000+"), and what else is owed.

    is_asked: other agencies wait for our opinion; held_up: papers of ours could not be signed.
    """

    late: int
    today: int
    is_asked: bool
    held_up: bool
    cap: int


def standing_figures(person: Person) -> Standing:
    """What the trigger kept for this official; one statement, no dossier is read."""
    kept = kept_counts(agencies_at_work(person))
    by_state = state_counts(kept)
    return Standing(
        desk=sum(row.dossiers for row in kept if _is_to_do(person, row)),
        mine=sum(row.dossiers for row in kept if row.holder and row.holder == person.official_id),
        waiting=sum(row.dossiers for row in kept if row.desk is Desk.APPLICANT),
        by_state=tuple((state.value, state.label, n) for state, n in by_state.items() if state in OPEN and n),
        to_sign=_on_own(person, kept, Desk.LEADER, DossierState.AWAITING_SIGNATURE),
        to_seal=_on_own(person, kept, Desk.CLERK, DossierState.SIGNED),
    )


def pressing_figures(person: Person, now: datetime) -> Pressing:
    """What presses on the official's desk; one statement over index ranges."""
    due = [stretch.narrowed("due_at < %s", end_of_day(now)) for stretch in stretches(person, "desk")]
    late, late_values = _counted([stretch.narrowed("due_at < %s", now) for stretch in due])
    today, today_values = _counted([stretch.narrowed("due_at >= %s", now) for stretch in due])
    agencies = sorted(person.agency_ids)
    with connection.cursor() as cursor:
        # The texts are our own; values travel as parameters.
        cursor.execute(f"SELECT {late}, {today}, {OWED}", [*late_values, *today_values, agencies, agencies])
        late_now, due_today, is_asked, held_up = cursor.fetchone() or (0, 0, False, False)
    return Pressing(late_now, due_today, is_asked, held_up, COUNT_CAP)


def kept_counts(agency_ids: Iterable[int]) -> list[Kept]:
    """The figures that the trigger keeps for these agencies; exact, no dossier is read."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, {"agencies": list(agency_ids)})
        return [Kept(agency, DossierState(state), Desk(desk), *rest) for agency, state, desk, *rest in cursor]


def state_counts(kept: Iterable[Kept]) -> dict[DossierState, int]:
    """The same by state alone, in the order of the life-cycle."""
    found: Counter[DossierState] = Counter()
    for row in kept:
        found[row.state] += row.dossiers
    return {state: found[state] for state in DossierState}


def _is_to_do(person: Person, row: Kept) -> bool:
    """Whether these lie on a desk of this official: the rule of `stretches`, told of figures."""
    roles = person.posts[row.agency]
    if row.desk is Desk.CASE_OFFICER:
        return (row.holder is None and CASE_OFFICER in roles) or (
            row.holder == person.official_id and CASE_OFFICER in person.roles
        )
    return row.desk in desks_at(roles)


def _on_own(person: Person, kept: Iterable[Kept], desk: Desk, state: DossierState) -> int:
    """How many in a state lie on such a desk of this official."""
    return sum(row.dossiers for row in kept if row.desk is desk and row.state is state and _is_to_do(person, row))


def _counted(parts: list[Stretch]) -> tuple[str, list[Any]]:
    """How many rows these stretches hold, up to the cap: an expression in SQL that reads indexes alone."""
    if not parts:
        return "0", []
    each = "(SELECT 1 FROM dossiers_dossier WHERE {where} LIMIT %s)"
    rows = " UNION ALL ".join(each.format(where=part.where) for part in parts)
    values = [COUNT_CAP, *(value for part in parts for value in (*part.values, COUNT_CAP))]
    return f"(SELECT least(count(*), %s) FROM ({rows}) AS found)", values  # noqa: S608 - texts of our own


def newest_arrival() -> datetime | None:
    """When the newest dossier was written, by the database's clock; None without one. For checks of a whole copy."""
    return Dossier.objects.order_by("-pk").values_list("created_at", flat=True).first()
