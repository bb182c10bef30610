"""The rows behind a figure, each leading to its page, as far as an official may see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
from django.db.models import QuerySet
from django.urls import reverse

from tinhso.engines.notifications.models import Message
from tinhso.engines.payments.queries import visible_to as charges_visible_to
from tinhso.engines.store.models import StoredPaper
from tinhso.government.documents.queries import visible_to as documents_visible_to
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import visible_to as dossiers_visible_to
from tinhso.government.life_events.queries import visible_to as cases_visible_to
from tinhso.ground.base.vietnamese import VIETNAM, format_number
from tinhso.ground.gateway.models import Outcome
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id
from tinhso.infrastructure.cameras.queries import visible_to as cameras_visible_to
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.metrics.catalogue import COUNTED
from tinhso.insight.warehouse.metrics.counting import Counted
from tinhso.insight.warehouse.models import Metric
from tinhso.insight.warehouse.periods import Period
from tinhso.insight.warehouse.queries.figures import PROVINCE, as_told
from tinhso.insight.warehouse.sources import SOURCES


@dataclass(frozen=True)
class Behind:
    """One thing that a figure counts. address: of its page, '' where it has none for this person."""

    title: str
    detail: str
    at: datetime | None
    address: str = ""


@dataclass(frozen=True)
class Opened:
    """A figure opened: the things behind it that this person may see. counted: among how many of the newest."""

    rows: list[Behind]
    counted: int


def rows_behind(
    person: Person, one: Metric, unit: int, period: Period, *, lost: bool = False, limit: int
) -> Opened:  # fmt: skip
    """What makes a figure, newest first.

    lost: those of the denominator that the numerator lacks: what cost the points.
    """
    counted = COUNTED[one.code]
    rows = _chosen(counted, unit, as_told(counted.facts, period), lost=lost, limit=limit)
    return Opened(SHOWN[counted.facts](person, rows), len(rows))


def dossiers_behind(
    person: Person, counted: Counted, unit: int, period: Period, *, lost: bool = False, limit: int
) -> QuerySet[Dossier]:
    """The dossiers that make what a room above counts, newest first, among those that this person may see."""
    ids = [row["dossier"] for row in _chosen(counted, unit, period, lost=lost, limit=limit)]
    return dossiers_visible_to(person).filter(pk__in=ids).order_by("-filed_at", "-pk")


Rows = Sequence[Mapping[str, Any]]


def _chosen(counted: Counted, unit: int, period: Period, *, lost: bool, limit: int) -> list[dict[str, Any]]:
    """The newest facts that count, or that are lacking."""
    rows = lake.table(counted.facts)
    numerator, denominator = counted.count(rows, period)
    chosen = (denominator > numerator) if lost and denominator is not None else (numerator > 0)
    if unit != PROVINCE:
        chosen = chosen & (rows.agency == unit)
    begun = next(source.begun for source in SOURCES if source.name == counted.facts)
    found: list[dict[str, Any]] = rows.filter(chosen).order_by(ibis.desc(begun)).limit(limit).to_pyarrow().to_pylist()
    return found


def _dossiers(person: Person, rows: Rows) -> list[Behind]:
    found = dossiers_visible_to(person).filter(pk__in=[row["dossier"] for row in rows])
    return [
        Behind(one.title, f"{one.code} · {one.resolving_agency.name}", one.due_at,
               reverse("dossiers:show", args=[one.code]))
        for one in found.select_related("resolving_agency").order_by("-filed_at", "-pk")
    ]  # fmt: skip


def _documents(person: Person, rows: Rows) -> list[Behind]:
    found = documents_visible_to(person).filter(pk__in={row["document"] for row in rows}).select_related("agency")
    return [
        Behind(one.subject, f"{one.notation or one.direction} · {one.agency.name}", one.begun_at,
               reverse("documents:show", args=[one.key]))
        for one in found.defer("search", "search_text").order_by("-begun_at", "-pk")
    ]  # fmt: skip


def _charges(person: Person, rows: Rows) -> list[Behind]:
    """Each with its amount, so that they can be added; whose it is only for those who may see the charge."""
    seen = charges_visible_to(person).filter(pk__in=[row["charge"] for row in rows])
    known = {one.pk: one for one in seen}
    found = []
    for row in rows:
        one, paid = known.get(row["charge"]), row["paid_at"]
        title, reference = (one.title, f"{one.reference} · ") if one else ("Khoản phí, lệ phí", "")
        detail = f"{reference}{agency_by_id(row['agency']).name} · {format_number(row['amount_vnd'])} đồng"
        found.append(Behind(title, detail, paid.replace(tzinfo=VIETNAM) if paid else None))
    return found


def _cases(person: Person, rows: Rows) -> list[Behind]:
    found = cases_visible_to(person).filter(pk__in=[row["life_event"] for row in rows]).distinct()
    return [
        Behind(one.bundle.name, one.code, one.ended_at, reverse("life_events:receipt", args=[one.code]))
        for one in found.order_by("-filed_at", "-pk")
    ]  # fmt: skip


def _sessions(person: Person, rows: Rows) -> list[Behind]:
    """A session is seen by its owner alone, so here stands what was counted of it."""
    return [Behind(f"{row['papers_done']} / {row['papers']}", row["kind"], row["opened_at"]) for row in rows]


def _calls(person: Person, rows: Rows) -> list[Behind]:
    """What was counted of an hour; the calls themselves are for those who run the exchange."""
    return [
        Behind(f"{row['partner']}: {row['operation']}", f"{row['calls']} · {Outcome(row['outcome']).label}", row["at"])
        for row in rows
    ]


def _cameras(person: Person, rows: Rows) -> list[Behind]:
    found = cameras_visible_to(person).filter(pk__in=[row["camera"] for row in rows])
    return [
        Behind(one.name, f"{one.code} · {one.owner.name}", one.approved_at, reverse("cameras:camera", args=[one.pk]))
        for one in found.order_by("code", "pk")
    ]


def _messages(_person: Person, rows: Rows) -> list[Behind]:
    """What was counted of an hour; each message is read by whom it was written to."""
    told = [(Message(channel=row["channel"], state=row["state"]), row) for row in rows]
    return [Behind(one.channel_label, f"{row['messages']} · {one.state_label}", row["created_at"]) for one, row in told]


def _stored_papers(_person: Person, rows: Rows) -> list[Behind]:
    """What was counted of a paper; the paper itself is its owner's."""
    told = [(StoredPaper(source=row["source"], state=row["state"]), row) for row in rows]
    return [Behind(one.source_label, str(one.get_state_display()), row["stored_at"]) for one, row in told]


SHOWN: dict[str, Callable[[Person, Rows], list[Behind]]] = {
    "dossiers": _dossiers,
    "documents": _documents,
    "tasks": _documents,
    "charges": _charges,
    "life_events": _cases,
    "signing_sessions": _sessions,
    "calls": _calls,
    "camera_spans": _cameras,
    "messages": _messages,
    "stored_papers": _stored_papers,
}
