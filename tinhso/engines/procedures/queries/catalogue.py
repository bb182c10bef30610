"""Versions: the one in force on a day, the draft that waits, the facts that each fixes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from cachetools import TTLCache, cached
from django.conf import settings
from django.db.models import Count, Min, Model, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from tinhso.engines.procedures.lifecycle import VersionState
from tinhso.engines.procedures.models import (
    Abbreviation,
    Procedure,
    ProcedureAlias,
    ProcedureVersion,
)
from tinhso.engines.procedures.rules.facts import (
    CHILDREN,
    ChannelFacts,
    FeeFacts,
    PartFacts,
    VariantFacts,
    VersionFacts,
)
from tinhso.engines.procedures.rules.finding import Short
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.queries import standing_on

Facts = TypeVar("Facts", PartFacts, FeeFacts, VariantFacts, ChannelFacts)


def in_force(day: date) -> QuerySet[ProcedureVersion]:
    """Versions whose validity covers a day and that are, or once were, public; with their procedure."""
    return (
        ProcedureVersion.objects.filter(standing_on(day), published_at__isnull=False)
        .exclude(state=VersionState.DRAFT)
        .select_related("procedure")
    )


@cached(TTLCache(maxsize=4000, ttl=settings.CATALOGUE_SECONDS), lock=Lock())
def version_for(code: str, *, on: date) -> ProcedureVersion:
    """The version of a procedure in force on a day; remembered for some seconds. NotVisible when there is none."""
    # A code from an address may be anything; PostgreSQL takes no zero byte.
    version = in_force(on).filter(procedure__code=code).order_by("-number").first() if code.isprintable() else None
    if version is None:
        raise NotVisible("no-procedure", "Không có thủ tục hành chính nào đang công khai với mã này.")
    return version


def version_ids(code: str) -> list[int]:
    """All versions of a procedure, for those who keep them by id; [] for an unknown code."""
    if not code.isprintable():  # a code from an address may be anything; PostgreSQL takes no zero byte
        return []
    return list(ProcedureVersion.objects.filter(procedure__code=code).values_list("pk", flat=True))


@cached(TTLCache(maxsize=4000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def version_by_id(version_id: int) -> ProcedureVersion:
    """The version that a dossier keeps, with its procedure, remembered for a minute: what it fixes never changes."""
    return ProcedureVersion.objects.select_related("procedure").get(pk=version_id)


def version_numbered(code: str, number: int) -> ProcedureVersion:
    """One version of whatever state, for staff. NotVisible when unknown."""
    version = (
        ProcedureVersion.objects.select_related("procedure__superseded_by")
        .filter(procedure__code=code, number=number)
        .first()
        if code.isprintable()
        else None
    )
    if version is None:
        raise NotVisible("no-version", "Không có phiên bản này.")
    return version


def history_of(procedure: Procedure) -> QuerySet[ProcedureVersion]:
    """Every version of a procedure, newest first."""
    return ProcedureVersion.objects.filter(procedure=procedure).select_related("procedure").order_by("-number")


def catalogue_rows() -> QuerySet[ProcedureVersion]:
    """Every version of whatever state, for staff, in Vietnamese order of names."""
    return ProcedureVersion.objects.select_related("procedure").order_by("sort_key", "-number")


def announced(first: date, last: date) -> QuerySet[ProcedureVersion]:
    """Versions decided between two days, both counted; without a day of decision, those made public then."""
    decided = Q(decision_date__range=(first, last))
    published = Q(decision_date__isnull=True, published_at__date__range=(first, last))
    return catalogue_rows().filter(decided | published)


def recorded_since() -> date | None:
    """The day on which the first version was made public here: before it nobody can say what was decided."""
    first = ProcedureVersion.objects.aggregate(at=Min("published_at"))["at"]
    return timezone.localdate(first) if first else None


def locked(version: ProcedureVersion) -> ProcedureVersion:
    """The same version, fresh and locked until the transaction ends, with its procedure."""
    return ProcedureVersion.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=version.pk)


def draft_of(procedure: Procedure) -> ProcedureVersion | None:
    """The draft that waits for a procedure, or None."""
    return ProcedureVersion.objects.filter(procedure=procedure, state=VersionState.DRAFT).order_by("-number").first()


def open_version(procedure: Procedure) -> ProcedureVersion | None:
    """The public version without an end, or None; locked."""
    return (
        ProcedureVersion.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .filter(procedure=procedure, state=VersionState.PUBLISHED, valid_to__isnull=True)
        .first()
    )


def with_components(versions: Iterable[ProcedureVersion]) -> list[ProcedureVersion]:
    """These versions with their parts, fees, variants and channels read in four statements."""
    rows = list(versions)
    prefetch_related_objects(rows, *(Prefetch(name) for name in CHILDREN))
    return rows


def facts_of(version: ProcedureVersion) -> VersionFacts:
    """Everything the version fixes, as plain values."""
    own = {f.name: getattr(version, f.name) for f in fields(VersionFacts) if f.name not in {"code", *CHILDREN}}
    return VersionFacts(
        code=version.procedure.code,
        parts=_rows(version.parts.all(), PartFacts),
        fees=_rows(version.fees.all(), FeeFacts),
        variants=_rows(version.variants.all(), VariantFacts),
        channels=_rows(version.channels.all(), ChannelFacts),
        **own,
    )


def _rows(rows: Iterable[Model], shape: type[Facts]) -> tuple[Facts, ...]:
    names = [f.name for f in fields(shape)]
    return tuple(shape(**{name: _frozen(getattr(row, name)) for name in names}) for row in rows)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def shorts() -> list[Short]:
    """The abbreviations, the longer spelling of one first."""
    rows = sorted(Abbreviation.objects.values_list("short", "long"), key=lambda row: (row[0], -len(row[1]), row[1]))
    return [Short(short, long) for short, long in rows]


def aliases_of(procedure: Procedure) -> QuerySet[ProcedureAlias]:
    """The other words that lead to a procedure."""
    return ProcedureAlias.objects.filter(procedure=procedure).order_by("kind", "text")


def known_fingerprints(codes: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs (code, fingerprint) of every version that a loader has written."""
    return set(
        ProcedureVersion.objects.filter(procedure__code__in=codes)
        .exclude(fingerprint="")
        .values_list("procedure__code", "fingerprint")
    )


def codes_with_drafts(codes: Sequence[str]) -> list[str]:
    """Those of these procedures for which a draft waits."""
    waiting = ProcedureVersion.objects.filter(procedure__code__in=codes, state=VersionState.DRAFT)
    return sorted(set(waiting.values_list("procedure__code", flat=True)))


def counts_by_state() -> list[tuple[str, str, int]]:
    """Each state with its label and the number of versions in it."""
    found = dict(ProcedureVersion.objects.values_list("state").annotate(Count("id")))
    return [(state.value, state.label, found.get(state.value, 0)) for state in VersionState]
