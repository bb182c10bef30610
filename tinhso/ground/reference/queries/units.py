"""Units as they stood on a day, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.reference.models import Unit, UnitSuccession


@dataclass(frozen=True)
class Successor:
    """A unit that took over some or all of an old one.

    share: fraction of the old unit, 1 for the whole, None where a split has no official figure.
    instruments: the acts that led there, oldest first. is_default: the one to take when nothing more is known.
    """

    unit: Unit
    share: Decimal | None
    is_default: bool
    instruments: tuple[str, ...]


def standing(day: date) -> Q:
    """The condition for unit versions that stand on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def unit_as_at(code: str, day: date) -> Unit:
    """The version of a unit that carried `code` on a day. NotVisible when no unit did."""
    unit = Unit.objects.filter(standing(day), code=code).first()
    if unit is None:
        raise NotVisible("no-such-unit", f"Không có đơn vị hành chính mã {code} vào ngày {day:%d/%m/%Y}.")
    return unit


def units_as_at(level: UnitLevel, day: date, *, within: str = "") -> QuerySet[Unit]:
    """Units of a level on a day in Vietnamese order; within: a province or district code."""
    units = Unit.objects.filter(standing(day), level=level)
    if within:
        units = units.filter(Q(parent_code=within) | Q(province_code=within))
    return units.order_by("sort_key", "code")


def unit_history() -> QuerySet[Unit]:
    """Every version of every unit that we know, by code and day."""
    return Unit.objects.order_by("code", "valid_from")


def successors_of(code: str, day: date, at: date) -> list[Successor]:
    """What stands on `at` in place of the unit that carried `code` on `day`, largest share first.

    Follows every reorganisation between the two days; shares multiply. The unit itself (share 1) when it
    still stands; empty when it was abolished without a successor of its level, as districts were in 2025.
    """
    return _followed(unit_as_at(code, day), at)


def made_of(code: str, day: date) -> list[Unit]:
    """The units of which the one that carries `code` on a day was made in one step, in Vietnamese order."""
    return list(Unit.objects.filter(successions__new=unit_as_at(code, day)).distinct().order_by("sort_key"))


def _followed(unit: Unit, at: date) -> list[Successor]:
    open_ends = [Successor(unit, Decimal(1), True, ())]
    found: dict[int, Successor] = {}
    while open_ends:
        here = open_ends.pop(0)
        if here.unit.valid_to is None or at <= here.unit.valid_to:
            found[here.unit.pk] = _joined(found.get(here.unit.pk), here)
            continue
        steps = UnitSuccession.objects.filter(old=here.unit, effective_date__lte=at)
        for step in steps.select_related("new", "instrument").order_by("new__sort_key"):
            share = None if here.share is None or step.share is None else here.share * step.share
            path = (*here.instruments, step.instrument.code)
            open_ends.append(Successor(step.new, share, here.is_default and step.is_default, path))
    return sorted(found.values(), key=lambda s: (not s.is_default, -(s.share or 0), s.unit.sort_key))


def _joined(seen: Successor | None, other: Successor) -> Successor:
    if seen is None:
        return other
    share = None if seen.share is None or other.share is None else seen.share + other.share
    return Successor(seen.unit, share, seen.is_default or other.is_default, seen.instruments)
