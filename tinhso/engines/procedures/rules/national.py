"""Reads and writes the procedure object of the national portal's LayThuTuc (upper-case keys), without a database.

Known traps of the national catalogue are kept visible, never repaired in silence: a limit without its unit, three
channel rows that hold three different limits, "0" beside "HĐND quy định", amounts in thousands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tinhso.engines.procedures.rules.facts import ChannelFacts, FeeFacts, PartFacts, VersionFacts
from tinhso.ground.base.vietnamese import fold, nfc

CHANNELS = {"1": "COUNTER", "2": "ONLINE", "3": "POST"}
UNITS = {
    "ngay lam viec": "WORKING_DAY",
    "gio lam viec": "WORKING_HOUR",
    "gio": "WORKING_HOUR",
    "ngay": "CALENDAR_DAY",
    "thang": "MONTH",
}
UNIT_WORDS = {
    "WORKING_DAY": "Ngày làm việc",
    "WORKING_HOUR": "Giờ làm việc",
    "CALENDAR_DAY": "Ngày",
    "MONTH": "Tháng",
    "SAME_DAY": "Trong ngày",
}


class NotReadable(ValueError):
    """The text is no answer of LayThuTuc; the message is a Vietnamese sentence."""


def read_answer(text: bytes | str) -> list[VersionFacts]:
    """Every procedure of an answer: one object, a list, or a list under `result` or `data`. NotReadable otherwise."""
    try:
        answer = json.loads(text)
    except ValueError as broken:
        raise NotReadable("Tệp không phải JSON đọc được.") from broken
    if isinstance(answer, Mapping) and "MATTHC" not in answer:
        answer = answer.get("result", answer.get("data"))
    rows = [answer] if isinstance(answer, Mapping) else answer
    if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
        raise NotReadable("Tệp không có thủ tục nào theo cấu trúc của dịch vụ LayThuTuc.")
    if len({_text(row, "MATTHC") for row in rows}) < len(rows):
        raise NotReadable("Tệp có mã thủ tục (MATTHC) lặp lại.")
    return [facts_of_national(row) for row in rows]


def facts_of_national(row: Mapping[str, Any]) -> VersionFacts:
    """One LayThuTuc object as facts; what it does not say stays unknown. NotReadable without MATTHC."""
    code = _text(row, "MATTHC")
    if not code or len(code) > 20:
        raise NotReadable("Có thủ tục thiếu mã (MATTHC).")
    fields, results = _list(row, "LINHVUCTHUCHIEN"), _list(row, "KETQUATHUCHIEN")
    channels = [one for one in _list(row, "CACHTHUCTHUCHIEN") if _text(one, "KENH") in CHANNELS]
    kinds = list(dict.fromkeys(CHANNELS[_text(one, "KENH")] for one in channels))
    basis, note, fees = _fees(channels)
    return VersionFacts(
        code=code,
        name=_text(row, "TENTTHC"),
        field_code=_text(fields[0], "MALINHVUC") if fields else "",
        field_name=_text(fields[0], "TENLINHVUC") if fields else "",
        level=_level(_text(row, "CAPTHUCHIEN")),
        subject_text=_text(row, "MOTADOITUONGTHUCHIEN"),
        agency_text="; ".join(_texts(_list(row, "COQUANTHUCHIEN"), "TENDONVI")),
        order_text="\n".join(
            step for case in _list(row, "TRINHTUTHUCHIEN") for step in _texts(_list(case, "TRINHTU"), "TENTRINHTU")
        ),
        requirements=_text(row, "YEUCAU"),
        **_limit(channels),
        fee_basis=basis,
        fee_note=note,
        fees=fees,
        result_name="; ".join(_texts(results, "TENKETQUA")),
        result_code=_text(results[0], "MAKETQUA") if results else "",
        legal_basis="; ".join(
            nfc(f"{_text(law, 'SOVANBAN')} {_text(law, 'TENVANBAN')}") for law in _list(row, "CANCUPHAPLY")
        ),
        parts=_parts(_list(row, "THANHPHANHOSO")),
        channels=tuple(ChannelFacts(kind) for kind in kinds),
        source="Cổng Dịch vụ công quốc gia, LayThuTuc",
        confidence="" if _text(row, "TRANGTHAI") in {"", "1"} else "Cổng ghi không còn hiệu lực",
    )


def national_of(facts: VersionFacts) -> dict[str, Any]:
    """The LayThuTuc object of a version; all values are strings, unknown ones empty. Level goes by its label."""
    levels = {"PROVINCE": "Cấp Tỉnh", "COMMUNE": "Cấp Xã", "BOTH": "Cấp Tỉnh, Cấp Xã"}
    return {
        "MATTHC": facts.code,
        "TENTTHC": facts.name,
        "LINHVUCTHUCHIEN": [{"MALINHVUC": facts.field_code, "TENLINHVUC": facts.field_name}],
        "CAPTHUCHIEN": levels.get(facts.level, ""),
        "TRINHTUTHUCHIEN": [
            {"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": step} for step in facts.order_text.splitlines()]}
        ],
        "CACHTHUCTHUCHIEN": [_channel_out(channel.kind, facts) for channel in facts.channels],
        "THANHPHANHOSO": [
            {
                "TRUONGHOP": "",
                "GIAYTO": [
                    {"MAGIAYTO": part.code, "TENGIAYTO": part.name, "TENMAUDON": part.form_name, "URL": ""}
                    for part in facts.parts
                ],
            }
        ],
        "YEUCAU": facts.requirements,
        "MOTADOITUONGTHUCHIEN": facts.subject_text,
        "KETQUATHUCHIEN": [{"MAKETQUA": facts.result_code, "TENKETQUA": facts.result_name}],
        "CANCUPHAPLY": [{"SOVANBAN": law, "TENVANBAN": ""} for law in facts.legal_basis.split("; ") if law],
        "COQUANTHUCHIEN": [{"MADONVI": "", "TENDONVI": name} for name in facts.agency_text.split("; ") if name],
        "TRANGTHAI": "1",
    }


def _channel_out(kind: str, facts: VersionFacts) -> dict[str, Any]:
    number = next(key for key, value in CHANNELS.items() if value == kind)
    fees = [
        {
            "MAPHILEPHI": fee.code,
            "SOTIEN": str(fee.channel_prices.get(kind, fee.amount_vnd)),
            "DONVI": "Đồng",
            "MOTA": fee.name,
        }
        for fee in facts.fees
        if not fee.tiers  # a price by tiers has no single amount; its text goes along in MOTA of the time row
    ]
    value = "" if facts.limit_value is None else str(facts.limit_value)
    unit = UNIT_WORDS.get(facts.limit_unit, "")
    time = {"THOIGIANGIAIQUYET": value, "DONVITINH": unit, "MOTA": facts.limit_note, "PHILEPHI": fees}
    return {"KENH": number, "THOIGIAN": [time]}


def _limit(channels: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The limit when every row says the same with a unit; otherwise the rows as text, and not verified."""
    rows = [time for channel in channels for time in _list(channel, "THOIGIAN")]
    said = list(dict.fromkeys((_text(row, "THOIGIANGIAIQUYET"), _text(row, "DONVITINH")) for row in rows))
    notes = [f"{value} {unit}".strip() for value, unit in said] if len(said) > 1 else []
    note = "; ".join([*notes, *dict.fromkeys(_texts(rows, "MOTA"))])
    if not said:
        return {"limit_note": note}
    value, words = said[0]
    if fold(words) == "trong ngay":
        return {"limit_value": 0, "limit_unit": "SAME_DAY", "limit_note": note, "limit_verified": len(said) == 1}
    unit = UNITS.get(fold(words), "")
    known = value.isdecimal() and 0 < int(value) < 1000
    return {
        "limit_value": int(value) if known and unit else None,
        "limit_unit": unit if known else "",
        "limit_note": note,
        "limit_verified": len(said) == 1,
    }


def _fees(channels: Iterable[Mapping[str, Any]]) -> tuple[str, str, tuple[FeeFacts, ...]]:
    """Basis, the source's own words, and the prices; nothing is charged where the words contradict the number."""
    found: dict[str, dict[str, int | None]] = {}
    words: dict[str, str] = {}
    for channel in channels:
        for time in _list(channel, "THOIGIAN"):
            for fee in _list(time, "PHILEPHI"):
                code = _text(fee, "MAPHILEPHI") or "PHI"
                amount = _text(fee, "SOTIEN").replace(".", "")
                found.setdefault(code, {})[CHANNELS[_text(channel, "KENH")]] = (
                    int(amount) if amount.isdecimal() else None
                )
                words[code] = words.get(code) or _text(fee, "MOTA")
    note = "; ".join(dict.fromkeys(text for text in words.values() if text))
    said, amounts = fold(note), [vnd for prices in found.values() for vnd in prices.values()]
    if not amounts or None in amounts:
        return "UNKNOWN", note, ()
    if "hdnd" in said or "hoi dong nhan dan" in said:
        return "SET_ELSEWHERE", note, ()
    if not any(amounts):
        return "FREE", note, ()
    if any(0 < vnd < 1000 for vnd in amounts if vnd is not None):
        return "UNKNOWN", note, ()
    return "LISTED", note, tuple(_fee(code, words[code], prices) for code, prices in found.items())


def _fee(code: str, name: str, prices: Mapping[str, int | None]) -> FeeFacts:
    known = {channel: vnd for channel, vnd in prices.items() if vnd is not None}
    base = known.get("COUNTER", max(known.values()))
    return FeeFacts(
        code=code,
        name=name or code,
        kind="FEE" if fold(name).startswith("phi") else "LEVY",
        amount_vnd=base,
        channel_prices={channel: vnd for channel, vnd in known.items() if vnd != base},
    )


def _parts(cases: list[Mapping[str, Any]]) -> tuple[PartFacts, ...]:
    """Papers of every case; those of one case among several are not required of everyone."""
    parts: dict[str, PartFacts] = {}
    for case in cases:
        for paper in _list(case, "GIAYTO"):
            place = len(parts) + 1
            code = _text(paper, "MAGIAYTO")[:40]
            code = code if code and code not in parts else f"TP{place:02d}"
            form, of_case = _text(paper, "TENMAUDON"), _text(case, "TRUONGHOP")
            name = _text(paper, "TENGIAYTO")
            parts[code] = PartFacts(
                code=code,
                name=f"{name} ({of_case})" if of_case and len(cases) > 1 else name,
                required=len(cases) == 1,
                kind="FORM" if form else "DOCUMENT",
                form_name=form[:200],
            )
    return tuple(parts.values())


def _level(text: str) -> str:
    said = fold(text)
    province, commune = "tinh" in said, "xa" in said.split() or "cap xa" in said
    return "BOTH" if province and commune else "PROVINCE" if province else "COMMUNE" if commune else ""


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return nfc(str(value)) if isinstance(value, str | int) else ""


def _texts(rows: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    return [text for row in rows if (text := _text(row, key))]


def _list(row: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = row.get(key)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
