"""What dossiers do when something happens below; each is safe to hear twice."""

from __future__ import annotations

from datetime import date

from procrastinate.contrib.django import app

from tinhso.government.dossiers import actions
from tinhso.ground.base.vietnamese import format_date, weekday
from tinhso.ground.journal.models import Entry


def hear_payment(entry: Entry) -> None:
    """Money came, or was waived: note it; go on, or hand the electronic result over, if only that was waited for."""
    about, _, dossier_id = str(entry.facts["subject"]).partition(":")
    if about == "dossier":
        actions.hear_payment(int(dossier_id), now=entry.at)


def hear_calendar_decision(entry: Entry) -> None:
    """A decision about days off was entered, perhaps late: move every open promise, in the background."""
    facts = entry.facts
    app.configure_task("dossiers.move_due_dates").defer(
        reason=told(facts["instrument"], facts["days"]), scope=facts["scope"]
    )


def told(instrument: str, days: list[str]) -> str:
    """The decision in words that follow "vì": văn bản 12729/VPCP-KGVX cho nghỉ Thứ Sáu 02/01/2026."""
    off: list[str] = []
    worked: list[str] = []
    for written in days:
        iso, _, kind = written.partition(" ")
        day = date.fromisoformat(iso)
        (worked if kind == "MAKEUP_WORK" else off).append(f"{weekday(day)} {format_date(day)}")
    parts = [f"cho nghỉ {', '.join(off)}"] if off else []
    parts += [f"làm bù {', '.join(worked)}"] if worked else []
    return f"văn bản {instrument} {' và '.join(parts)}"
