"""A briefing as a paper: the words of its writer, the figures of its day, each with its passport."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from tinhso.ground.base.vietnamese import format_moment, format_number
from tinhso.ground.web.paper import typeset
from tinhso.insight.briefings.models import Briefing, BriefingLine

TEMPLATE = Path(__file__).parent / "typ" / "briefing.typ"


def briefing_pdf(one: Briefing, sections: Sequence[tuple[str, Sequence[BriefingLine]]], *, province: str) -> bytes:
    """A published briefing as an accessible PDF. province: who publishes it."""
    on = timezone.localtime(one.published_at)
    return typeset(
        TEMPLATE,
        {
            "title": f"{one.kind_label}, {one.period_words.lower()}",
            "kind": one.kind_label,
            "of": one.period_words.lower(),
            "opening": _paragraphs(one.opening),
            "closing": _paragraphs(one.closing),
            "taken": format_moment(one.taken_at) if one.taken_at else "",
            "writer": one.written_by_name,
            "approver": one.approved_by_name,
            "sections": [{"title": title, "lines": [_row(line) for line in lines]} for title, lines in sections],
            "head": {
                "superior": "", "agency": province, "unit": "", "place": province.rpartition("tỉnh ")[2], "number": "",
                "day": f"{on.day:02d}", "month": f"{on.month:02d}" if on.month <= 2 else str(on.month),
                "year": str(on.year),
            },
        },
    )  # fmt: skip


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _row(line: BriefingLine) -> dict[str, str]:
    value = "chưa có" if line.figure is None else f"{format_number(line.figure)} {line.unit}".strip()
    parts = ""
    if line.above is not None and line.below is not None:
        parts = f"{format_number(line.above)} trên {format_number(line.below)}"
    as_of = f"đến {format_moment(line.as_of)}" if line.as_of else ""
    told = [line.kind_label, line.of, parts, line.issuer, as_of]
    return {"name": line.name, "value": value, "told": "; ".join(word for word in told if word)}
