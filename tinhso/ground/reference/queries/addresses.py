"""Old address to new address: forgiving names in, the units of today out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tinhso.ground.reference import names
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.reference.models import Unit
from tinhso.ground.reference.queries.units import Successor, _followed, standing


@dataclass(frozen=True)
class AddressMatch:
    """One commune that the words may mean, and what stands there on the asked day.

    context: names of the district and province in which the old commune lay.
    """

    old: Unit
    context: tuple[str, ...]
    successors: tuple[Successor, ...]

    @property
    def default(self) -> Unit | None:
        """The successor to take when nothing more is known."""
        return self.successors[0].unit if self.successors else None


def new_address(commune: str, district: str = "", province: str = "", *, at: date) -> list[AddressMatch]:
    """Communes, old or present, that the words may mean, each with its successors on `at`; best match first.

    Forgives missing marks, level words (Xã, P., TT., …), tone position and apostrophes. `commune` may hold
    the whole address with commas. Where the marks typed fit some candidates exactly, only these are given.
    """
    parts = [part.strip() for part in commune.split(",") if part.strip()]
    if len(parts) > 1:
        commune, district, province = _places(parts, district, province)
    found = _communes(commune)
    for wanted, level in ((province, UnitLevel.PROVINCE), (district, UnitLevel.DISTRICT)):
        if wanted:
            found = [unit for unit in found if _lies_in(unit, wanted, level, at)]
    exact = [unit for unit in found if names.toned(commune).endswith(names.toned(unit.name))]
    if exact and names.has_marks(commune):
        found = exact
    matches = [AddressMatch(unit, _context(unit), tuple(_followed(unit, at))) for unit in found]
    return [m for m in matches if m.successors]


def _places(parts: list[str], district: str, province: str) -> tuple[str, str, str]:
    """Commune, district and province from the right end of an address; a house and street may stand before."""
    if not province and _named(parts[-1], UnitLevel.PROVINCE):
        province, parts = parts[-1], parts[:-1]
    if not district and len(parts) > 1 and _named(parts[-1], UnitLevel.DISTRICT):
        district, parts = parts[-1], parts[:-1]
    return parts[-1], district, province


def _named(text: str, level: UnitLevel) -> bool:
    return Unit.objects.filter(folded_name__in=names.keys(text), level=level).exists()


def _communes(text: str) -> list[Unit]:
    """Commune versions by name; of versions that differ only in their district, the last one."""
    for key in names.keys(text):
        last: dict[tuple[str, str, str], Unit] = {}
        units = Unit.objects.filter(folded_name=key, level=UnitLevel.COMMUNE).order_by("valid_from", "sort_key")
        for unit in units:
            last[unit.code, unit.name, unit.kind] = unit
        if last:
            return sorted(last.values(), key=lambda u: (u.valid_to is not None, u.sort_key, u.code))
    return []


def _lies_in(unit: Unit, wanted: str, level: UnitLevel, at: date) -> bool:
    """True when the unit lay in a district or province of that name at any time up to `at`."""
    if level == UnitLevel.PROVINCE:
        codes = {unit.province_code} | {s.unit.province_code for s in _followed(unit, at)}
    else:
        codes = set(Unit.objects.filter(code=unit.code, name=unit.name).values_list("parent_code", flat=True))
    return Unit.objects.filter(code__in=codes, folded_name__in=names.keys(wanted), level=level).exists()


def _context(unit: Unit) -> tuple[str, ...]:
    day = unit.valid_to or unit.valid_from
    above = Unit.objects.filter(standing(day), code__in={unit.parent_code, unit.province_code})
    return tuple(u.full_name for u in sorted(above, key=lambda u: -len(u.code)))
