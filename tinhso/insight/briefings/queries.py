"""Briefings, and the figures that one would tell now."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id
from tinhso.insight.briefings.lifecycle import APPROVERS, WRITERS, BriefingKind, BriefingState
from tinhso.insight.briefings.models import Briefing, BriefingLine
from tinhso.insight.briefings.rules import OUTLINES, Line
from tinhso.insight.plans import queries as plans
from tinhso.insight.plans.queries import TOP, Achieved, Asked, Told, counted, entered, published
from tinhso.insight.plans.rules.passports import LineKind
from tinhso.insight.plans.rules.targets import Band
from tinhso.insight.warehouse.periods import Period, period

OWNERS = frozenset({"NB.SKHCN"})


def briefings_visible_to(actor: Actor) -> QuerySet[Briefing]:
    """What is published, for everybody; what is being written, for who writes and approves it."""
    rows = Briefing.objects.order_by("-period", "kind")
    published_only = rows.filter(state=BriefingState.PUBLISHED)
    if not isinstance(actor, Person):
        return rows if "system" in actor.roles else published_only
    return rows if briefing_roles(actor) or "AUDITOR" in actor.roles else published_only


def briefing_roles(actor: Actor) -> frozenset[str]:
    """The roles that count: those at the province's committee and office, and at the department that writes [M]."""
    if not isinstance(actor, Person) or not actor.is_staff:
        return frozenset()
    here = [one for one in actor.agency_ids if _writes(one)]
    return actor.roles_at(*here) & (WRITERS | APPROVERS)


def _writes(agency_id: int) -> bool:
    one = agency_by_id(agency_id)
    return one.kind in TOP or one.slug in OWNERS


def briefing(actor: Actor, kind: BriefingKind, of: str) -> Briefing:
    """One briefing. NotVisible otherwise."""
    found = briefings_visible_to(actor).filter(kind=kind, period=of).first() if of.isprintable() else None
    if found is None:
        raise NotVisible("no-briefing", "Không có bản tin này.")
    return found


def locked_briefing(one: Briefing) -> Briefing:
    """The briefing as it stands now, locked until the end of the transaction."""
    return Briefing.objects.select_for_update().get(pk=one.pk)


def lines_of(one: Briefing) -> list[BriefingLine]:
    """The figures as they were taken, in their order."""
    return list(BriefingLine.objects.filter(briefing=one).order_by("place"))


def lines_now(kind: BriefingKind, of: Period, *, now: datetime) -> list[BriefingLine]:
    """The figures that a briefing of this kind and period would hold now; nothing is saved.

    What nobody measured is a line without a value that says so. Entered and published values are the newest that speak
    of a time up to the end of the period.
    """
    outline = OUTLINES[kind]
    wanted = [line for section in outline for line in section.lines]
    during = of if kind is BriefingKind.PRESS else period(of.code[:4])
    told: dict[str, Told] = {
        "METRIC": counted(_asked(wanted, "METRIC"), during, now=now),
        "STATISTIC": entered(_asked(wanted, "STATISTIC")),
        "PUBLISHED": published(_asked(wanted, "PUBLISHED")),
        "OURS": _ours(now=now),
    }
    made: list[BriefingLine] = []
    for section in outline:
        for line in section.lines:
            known = [
                one
                for one in told[line.source].get((line.code, line.of), [])
                if one.on <= during.last or line.source == "OURS"
            ]
            counting = [one for one in known if one.counts] or known
            made.append(_line(section.title, line, max(counting, key=lambda one: one.on, default=None), len(made) + 1))
    return made


def _asked(lines: list[Line], source: str) -> list[Asked]:
    return list(dict.fromkeys((line.code, line.of) for line in lines if line.source == source))


def _line(section: str, line: Line, found: Achieved | None, place: int) -> BriefingLine:
    if found is None:
        return BriefingLine(place=place, section=section, name=line.name, kind=LineKind.MISSING, unit=line.unit)
    return BriefingLine(
        place=place, section=section, name=line.name, kind=found.kind, value=found.value, unit=line.unit,
        above=found.above, below=found.below, of=found.of[:80], as_of=found.as_of, issuer=found.issuer[:400],
        link=found.link[:200],
    )  # fmt: skip


def _ours(*, now: datetime) -> Told:
    """What the room of plans counts: targets and tasks as they stand."""
    running = [one for one in plans.standings(plans.targets_of_the_province(), now=now) if not one.is_over]
    tasks, on = plans.tally_of_all(now), timezone.localdate(now)
    counts = {
        "targets": len(running),
        "achieved": sum(one.band is Band.ACHIEVED for one in running),
        "warned": sum(one.warns for one in running),
        "unmeasured": sum(one.achieved is None for one in running),
        "open": tasks.given + tasks.working + tasks.reported,
        "confirmed": tasks.confirmed,
        "overdue": tasks.overdue,
    }
    return {
        (code, ""): [
            Achieved(
                Decimal(many), LineKind.LIVE, on, f"ngày {on:%d/%m/%Y}", "Hệ thống Tỉnh Số, từ kế hoạch và nhiệm vụ",
                reverse("plans:index"), as_of=now,
            )
        ]
        for code, many in counts.items()
    }  # fmt: skip
