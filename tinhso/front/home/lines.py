"""One dossier as a line of the first pages: a citizen's own, and the most urgent ones of an officer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tinhso.government.dossiers.queries import Listed
from tinhso.government.dossiers.rules import timeliness
from tinhso.government.public_services.rules import PLAIN_WORDS
from tinhso.ground.base.vietnamese import format_date, format_moment, format_number

NEEDED = {
    "SUPPLEMENT_BEFORE_ACCEPTANCE": gettext_noop("Cần bạn bổ sung"),
    "AWAITING_SUPPLEMENT": gettext_noop("Cần bạn bổ sung"),
    "AWAITING_PAYMENT": gettext_noop("Cần bạn nộp tiền"),
}
TONES = {"LATE": "bad", "DUE_TODAY": "warn", "DUE_SOON": "warn", "WAITING": "quiet", "IN_TIME": "good"}


@dataclass(frozen=True)
class Line:
    """What a line says: the title, a sentence, the code with what goes beside it, and a mark in a colour."""

    address: str
    title: str
    words: str
    code: str
    beside: str
    mark: SafeString


def lines_of(dossiers: Sequence[Listed], *, own: int | None) -> list[Line]:
    """A citizen's dossiers in plain words, each with its promise and what is needed from the reader.

    own: the citizen's id; what is not his own says whose it is.
    """
    address = reverse("public_services:dossier", args=["CODE"])
    return [_own(dossier, address.replace("CODE", dossier.code), own) for dossier in dossiers]


def _own(dossier: Listed, address: str, own: int | None) -> Line:
    is_own = dossier.applicant_citizen_id == own and not dossier.applicant_organisation_id
    words, tone = PLAIN_WORDS[dossier.state]
    todo = NEEDED.get(dossier.state, "")
    if not todo and dossier.is_open and dossier.owes_fee:
        todo = gettext_noop("Cần bạn nộp phí")
    return Line(
        address=address,
        title=dossier.title,
        words=_(words),
        code=dossier.code,
        beside=_promise(dossier) if is_own else f"{_promise(dossier)} · {dossier.applicant_name}",
        mark=_mark(_(todo), "warn", "exclamation-circle") if todo else _mark(_(dossier.state_label), tone or "quiet"),
    )


def _promise(dossier: Listed) -> str:
    if dossier.returned_at:
        return _("trả ngày %(day)s") % {"day": format_date(dossier.returned_at)}
    if dossier.is_open and not dossier.is_paused:
        promised = _("hẹn trả %(at)s") if dossier.received_at else _("trả lời tiếp nhận trước %(at)s")
        return promised % {"at": format_moment(dossier.due_at)}
    return _("nộp ngày %(day)s") % {"day": format_date(dossier.filed_at)}


def desk_lines(dossiers: Sequence[Listed], *, now: datetime) -> list[Line]:
    """An officer's dossiers: whose they are, where they stand, and how they stand against their promise now."""
    address, nobody = reverse("dossiers:show", args=["CODE"]), _("chưa có người nhận")
    return [
        Line(
            address=address.replace("CODE", dossier.code),
            title=dossier.title,
            words=" · ".join(
                [dossier.applicant_name, _(dossier.state_label), *([] if dossier.holder_id else [nobody])]
            ),
            code=dossier.code,
            beside=f"{_('hạn')} {format_moment(dossier.due_at)}",
            mark=_standing(dossier, now),
        )
        for dossier in dossiers
    ]


def _standing(dossier: Listed, now: datetime) -> SafeString:
    standing = timeliness(due_at=dossier.due_at, now=now, finished_at=dossier.finished_at, paused=dossier.is_paused)
    return _mark(_(standing.label), TONES.get(standing.value, "quiet"))


class StateLine(NamedTuple):
    """How many dossiers of the agency stand in a state, and where they are listed."""

    label: str
    number: str
    address: str


def state_lines(by_state: Iterable[tuple[str, str, int]]) -> list[StateLine]:
    """The figures by state (code, label, number), each leading to its rows."""
    address = reverse("dossiers:queue")
    return [
        StateLine(_(label), format_number(count), f"{address}?hien=agency&trang-thai={state}")
        for state, label, count in by_state
    ]


@lru_cache(maxsize=500)
def _mark(text: str, tone: str, icon: str = "") -> SafeString:
    return render_to_string("home/_mark.html", {"text": text, "tone": tone, "icon_name": icon})
