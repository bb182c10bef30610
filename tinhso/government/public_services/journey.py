"""The stops of filing: the steps of the form, then papers, fees, and a last look."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.engines.eforms.rules import steps
from tinhso.government.public_services.models import Application


@dataclass(frozen=True)
class Stop:
    """One stop: its address, what it is called, whether it lies behind or is the current one."""

    code: str
    title: str | Promise
    url: str
    done: bool = False
    current: bool = False


def stops(application: Application, now_at: str) -> list[Stop]:
    """All stops in order; those before `now_at` count as done. Papers and fees are left out when there are none."""
    if application.draft is None:
        return []
    key = application.key
    found: list[tuple[str, str | Promise, str]] = [
        (step.code, step.title, reverse("public_services:apply", args=[key, step.code]))
        for step in steps(application.draft.form_version.spoken, application.draft.answers)
    ]
    if application.version.parts.filter(kind="DOCUMENT").exists():
        found.append(("dinh-kem", _("Giấy tờ kèm theo"), reverse("public_services:parts", args=[key])))
    found.append(("le-phi", _("Lệ phí và nhận kết quả"), reverse("public_services:fees", args=[key])))
    found.append(("xem-lai", _("Xem lại và nộp"), reverse("public_services:review", args=[key])))
    codes = [code for code, _title, _url in found]
    place = codes.index(now_at) if now_at in codes else 0
    return [
        Stop(code, title, url, done=number < place, current=number == place)
        for number, (code, title, url) in enumerate(found)
    ]


def stop_after(application: Application, now_at: str) -> Stop:
    """Where to go on to; the last stop leads to itself."""
    all_stops = stops(application, now_at)
    place = next((number for number, stop in enumerate(all_stops) if stop.current), 0)
    return all_stops[min(place + 1, len(all_stops) - 1)]


def stop_before(application: Application, now_at: str) -> Stop | None:
    """Where one came from; None at the first stop."""
    all_stops = stops(application, now_at)
    place = next((number for number, stop in enumerate(all_stops) if stop.current), 0)
    return all_stops[place - 1] if place else None
