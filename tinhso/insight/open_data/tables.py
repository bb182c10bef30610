"""The rows of a dataset as they stand now, out of the room that keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tinhso.engines.registers import queries as registers
from tinhso.engines.registers.rules import fields_in_order
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.reference.queries import unit_history
from tinhso.insight.open_data.lifecycle import DatasetKind
from tinhso.insight.open_data.models import Dataset
from tinhso.insight.open_data.rules import withheld_over
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.models import Metric
from tinhso.insight.warehouse.periods import Period, months_back, period
from tinhso.insight.warehouse.queries import PROVINCE
from tinhso.insight.warehouse.rules import plain

PUBLISHER = System("phát hành dữ liệu mở")
MOST_ROWS = 100_000
TEXT, WHOLE, NUMBER, DAY = "text", "integer", "number", "date"
Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """One column. name: for machines, ASCII; title: for people; type: text, integer, number or date."""

    name: str
    title: str
    type: str = TEXT


@dataclass(frozen=True)
class Table:
    """What is published. hidden: how many values were left out because they count too few."""

    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    first: date | None = None
    last: date | None = None
    hidden: int = 0


def table_of(dataset: Dataset, *, now: datetime) -> Table:
    """The dataset as it would be published now. NotVisible, Refused where its source died or may not be published."""
    match DatasetKind(dataset.kind):
        case DatasetKind.METRICS:
            return _metrics(dataset.terms, now)
        case DatasetKind.STATISTICS:
            return _statistics(now)
        case DatasetKind.PUBLISHED:
            return _published()
        case DatasetKind.UNITS:
            return _units(str(dataset.terms["province"]))
        case DatasetKind.REGISTER:
            return _register(str(dataset.terms["register"]), now)


FIGURES = (
    Column("ky", "Kỳ"), Column("tu_ngay", "Từ ngày", DAY), Column("den_ngay", "Đến ngày", DAY),
    Column("ma_chi_tieu", "Mã chỉ tiêu"), Column("chi_tieu", "Chỉ tiêu"), Column("ma_co_quan", "Mã cơ quan"),
    Column("co_quan", "Cơ quan"), Column("tu_so", "Tử số", WHOLE), Column("mau_so", "Mẫu số", WHOLE),
    Column("gia_tri", "Giá trị", NUMBER), Column("don_vi_tinh", "Đơn vị tính"), Column("ghi_chu", "Ghi chú"),
)  # fmt: skip
TOO_FEW = "Không công bố: số đếm nhỏ"


def _metrics(terms: Mapping[str, Any], now: datetime) -> Table:
    """Months that are over, agency by agency: what is not over yet would be published again each hour."""
    today = timezone.localdate(now)
    known = [one for one in warehouse.metrics(today) if one.code in terms["codes"]]
    if missing := set(terms["codes"]) - {one.code for one in known}:
        raise Refused("source-died", f"Chỉ tiêu {', '.join(sorted(missing))} không còn hiệu lực.")
    rows: list[tuple[Cell, ...]] = []
    count = 0
    months = [of for of in months_back(now, int(terms["months"]) + 1)[:-1] if _tells(known, of)]
    each = [warehouse.counts([one.code for one in known], of) for of in months]
    for of, told, few in zip(months, each, _few(known, each, terms), strict=True):
        rows += [row for one in known for row in _month(one, of, told[one.code], few)]
        count += len(few)
    return Table(FIGURES, rows, months[0].first if months else None, months[-1].last if months else None, count)


def _tells(known: Sequence[Metric], of: Period) -> bool:
    counted = warehouse.counts([one.code for one in known], of)
    return any(by_unit[PROVINCE] not in {(0, None), (0, 0)} for by_unit in counted.values())


Told = Mapping[int, tuple[int, int | None]]


def _few(
    known: Sequence[Metric], each: Sequence[Mapping[str, Told]], terms: Mapping[str, Any]
) -> list[frozenset[tuple[str, int]]]:  # fmt: skip
    """What is not told of each month, as (code, unit): small counts and what would give them away."""
    months = [
        {
            one.code: {
                unit: (d or 0) if one.denominator else n for unit, (n, d) in told[one.code].items() if unit != PROVINCE
            }
            for one in known
        }
        for told in each
    ]
    few = withheld_over(
        months, int(terms["least"]), tied=terms.get("tied", ()), same=terms.get("same"), carried=terms.get("carried")
    )
    # Where one agency alone has anything, the whole says what it does.
    return [
        out | {(code, PROVINCE) for code, _unit in out if sum(1 for count in counted[code].values() if count) == 1}
        for out, counted in zip(few, months, strict=True)
    ]


def _month(one: Metric, of: Period, told: Told, few: Collection[tuple[str, int]]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    units = [unit for unit, (n, d) in told.items() if n or d]
    for unit, code, name in sorted(map(_named, units), key=lambda named: (named[0] != PROVINCE, named[2])):
        n, d = told[unit]
        denominator = (d or 0) if one.denominator else None
        is_few = (one.code, unit) in few
        says = (None, None, None) if is_few else (n, denominator, _value(one, n, denominator))
        note = TOO_FEW if is_few else ""
        rows.append((of.code, of.first, of.last, one.code, one.name, code, name, *says, one.unit, note))
    return rows


def _named(unit: int) -> tuple[int, str, str]:
    """A unit with its code and its name."""
    if unit == PROVINCE:
        return unit, "", "Toàn tỉnh"
    agency = people.agency_by_id(unit)
    return unit, agency.code or agency.slug, agency.name


def _value(one: Metric, numerator: int, denominator: int | None) -> Decimal | None:
    if denominator is None:
        return Decimal(numerator)
    whole = 100 if one.is_share else 1
    return (Decimal(numerator * whole) / denominator).quantize(Decimal("0.01")) if denominator else None


def _statistics(now: datetime) -> Table:
    """The newest locked version of each figure: what is not locked is not published."""
    columns = (
        Column("ma_chi_tieu", "Mã chỉ tiêu"), Column("chi_tieu", "Chỉ tiêu"), Column("ky", "Kỳ"),
        Column("den_ngay", "Đến ngày", DAY), Column("ma_don_vi", "Mã đơn vị hành chính"),
        Column("don_vi", "Đơn vị hành chính"),
        Column("tu_so", "Tử số", NUMBER), Column("mau_so", "Mẫu số", NUMBER), Column("gia_tri", "Giá trị", NUMBER),
        Column("don_vi_tinh", "Đơn vị tính"), Column("ban", "Bản"), Column("lan", "Lần đính chính", WHOLE),
        Column("cach_lam", "Cách thu thập, tính"), Column("can_cu", "Căn cứ"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (one.statistic.code, one.statistic.name, one.period, one.last, one.unit_code, one.unit_name,
         _plain(one.numerator), _plain(one.denominator), _plain(one.value), one.statistic.unit,
         one.get_vintage_display(), one.revision, one.method, one.basis)
        for statistic in warehouse.statistics(timezone.localdate(now))
        for one in warehouse.locked_values(statistic.code)
    ]  # fmt: skip
    days = [row[3] for row in rows if isinstance(row[3], date)]
    firsts = [period(str(row[2])).first for row in rows]
    return Table(columns, rows, min(firsts, default=None), max(days, default=None))


def _published() -> Table:
    columns = (
        Column("ma", "Mã chỉ tiêu"), Column("ten", "Tên"), Column("don_vi_tinh", "Đơn vị tính"),
        Column("ma_noi", "Mã nơi"), Column("noi", "Nơi"), Column("ky", "Kỳ"), Column("gia_tri", "Giá trị", NUMBER),
        Column("hang", "Hạng", WHOLE), Column("trong_so", "Trong số", WHOLE), Column("loai", "Loại"),
        Column("cach_lam", "Cách làm"), Column("ban", "Bản"), Column("nguon", "Nguồn"),
        Column("do_tin_cay", "Độ tin cậy"),
        Column("ghi_chu", "Ghi chú"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (one.indicator, one.name, one.unit, one.about_code, one.about, one.period, one.figure, one.rank, one.rank_of,
         one.kind_label, one.method, one.vintage, one.source, one.confidence, one.note)
        for one in warehouse.published_figures()
    ]  # fmt: skip
    years = sorted(str(row[5])[:4] for row in rows)
    ends = (date(int(years[0]), 1, 1), date(int(years[-1]), 12, 31)) if years else (None, None)
    return Table(columns, rows, *ends)


def _units(province: str) -> Table:
    columns = (
        Column("ma", "Mã"), Column("ten", "Tên"), Column("cap", "Cấp"), Column("ma_cap_tren", "Mã cấp trên"),
        Column("ma_tinh", "Mã tỉnh"), Column("tu_ngay", "Từ ngày", DAY), Column("den_ngay", "Đến ngày", DAY),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            one.code,
            one.full_name,
            one.get_level_display(),
            one.parent_code,
            one.province_code,
            one.valid_from,
            one.valid_to,
        )
        for one in unit_history().filter(province_code=province).order_by("level", "code", "valid_from")
    ]
    return Table(columns, rows)


def _register(code: str, now: datetime) -> Table:
    """A register as everybody may have it. Refused for one that speaks of people: it is never published."""
    register = registers.register_for(PUBLISHER, code)
    if register.is_personal:
        raise Refused("register-of-people", "Cơ sở dữ liệu có dữ liệu cá nhân không được công bố.")
    shape = registers.schemas_visible_to(PUBLISHER).filter(register=register).last()
    if shape is None:
        raise NotVisible("no-register", "Cơ sở dữ liệu này không còn cấu trúc nào đang dùng.")
    fields = fields_in_order(shape.schema, register.key_field)
    columns = tuple(Column(name, facts.get("title") or name, _type(facts)) for name, facts in fields.items())
    found, _many = registers.search(
        PUBLISHER, register, registers.Wanted(by=register.key_field, size=MOST_ROWS), now=now
    )
    return Table(columns, [tuple(_cell(row.content.get(one.name), one) for one in columns) for row in found])


def _type(facts: Mapping[str, Any]) -> str:
    kinds = facts.get("type")
    kind = next((one for one in _listed(kinds) if one != "null"), "string")
    return {"integer": WHOLE, "number": NUMBER}.get(str(kind), DAY if facts.get("format") == "date" else TEXT)


def _listed(kinds: Any) -> Iterable[Any]:
    return kinds if isinstance(kinds, list) else [kinds]


def _cell(value: Any, column: Column) -> Cell:
    if value is None or value == "":
        return None
    if column.type == DAY:
        return date.fromisoformat(str(value)[:10])
    if column.type == WHOLE:
        return int(value)
    return Decimal(str(value)) if column.type == NUMBER else str(value)


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)
