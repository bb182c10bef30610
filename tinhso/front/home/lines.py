"""One dossier as a line of the citizen's list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.rules import timeliness
from tinhso.government.public_services.rules import PLAIN_WORDS
from tinhso.ground.base.vietnamese import format_date, format_moment

NEEDED = {
    "SUPPLEMENT_BEFORE_ACCEPTANCE": gettext_noop("Cần bạn bổ sung"),
    "AWAITING_SUPPLEMENT": gettext_noop("Cần bạn bổ sung"),
    "AWAITING_PAYMENT": gettext_noop("Cần bạn nộp tiền"),
}


@dataclass(frozen=True)
class Line:
    """A dossier with its sentence, its promise and what is needed from the reader."""

    dossier: Dossier
    words: str
    tone: str
    promise: str
    todo: str


def line_of(dossier: Dossier) -> Line:
    """The dossier in plain words; reads only its own row."""
    words, tone = PLAIN_WORDS[dossier.state]
    todo = _(NEEDED[dossier.state]) if dossier.state in NEEDED else ""
    if not todo and dossier.is_open and dossier.owes_fee:
        todo = _("Cần bạn nộp phí")
    if dossier.returned_at:
        promise = _("trả ngày %(day)s") % {"day": format_date(dossier.returned_at)}
    elif dossier.is_open and not dossier.is_paused:
        promised = _("hẹn trả %(at)s") if dossier.received_at else _("trả lời tiếp nhận trước %(at)s")
        promise = promised % {"at": format_moment(dossier.due_at)}
    else:
        promise = _("nộp ngày %(day)s") % {"day": format_date(dossier.filed_at)}
    return Line(dossier, _(words), tone, promise, todo)


@dataclass(frozen=True)
class Row:
    """A dossier as an officer's desk shows it: how it stands against its promise, in a word and a tone."""

    dossier: Dossier
    standing: str
    tone: str


TONES = {"LATE": "bad", "DUE_TODAY": "warn", "DUE_SOON": "warn", "WAITING": "quiet", "IN_TIME": "good"}


def row_of(dossier: Dossier, *, now: datetime) -> Row:
    """The dossier against its promise at a moment."""
    standing = timeliness(due_at=dossier.due_at, now=now, finished_at=dossier.finished_at, paused=dossier.is_paused)
    return Row(dossier, standing.label, TONES.get(standing.value, "quiet"))
