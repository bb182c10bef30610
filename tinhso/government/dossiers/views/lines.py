"""One dossier as a line of a work list: plain words made once, because a list is opened all day long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language

from tinhso.government.dossiers.lifecycle import Desk, DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import Listed
from tinhso.government.dossiers.rules import Timeliness, timeliness
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.web.reading import reading

LONGEST_TITLE = 110


@dataclass(frozen=True)
class Line:
    """What a work list says of one dossier; mark: how it stands against its promise, in a word and a colour."""

    address: str
    name: str
    title: str
    code: str
    state: str
    owner: str
    mark: SafeString
    due: str


def lines_of(dossiers: Iterable[Listed], *, now: datetime) -> list[Line]:
    """The lines of a page."""
    address, language = reverse("dossiers:show", args=["CODE"]), get_language()
    return [
        Line(
            address=address.replace("CODE", dossier.code),
            name=dossier.applicant_name,
            title=dossier.title
            if len(dossier.title) <= LONGEST_TITLE
            else Truncator(dossier.title).chars(LONGEST_TITLE),
            code=dossier.code,
            state=_label(DossierState, dossier.state, language),
            owner=(dossier.desk == Desk.CASE_OFFICER and dossier.holder_name) or _label(Desk, dossier.desk, language),
            mark=_mark(standing_of(dossier, now=now), language),
            due=format_moment(dossier.due_at),
        )
        for dossier in dossiers
    ]


def standing_of(dossier: Dossier | Listed, *, now: datetime) -> Timeliness:
    """How a dossier stands against its promise at a moment."""
    return timeliness(due_at=dossier.due_at, now=now, finished_at=dossier.finished_at, paused=dossier.is_paused)


@cache
def _label(words: type[DossierState] | type[Desk], code: str, language: str) -> str:
    """A code in the words of the reader's language, which is asked once a page: to ask costs more than to look up."""
    return reading(words(code).label)


@cache
def _mark(standing: Timeliness, language: str) -> SafeString:
    return render_to_string("dossiers/_standing.html", {"standing": standing})


def state_options(chosen: str) -> SafeString:
    """The states as options of a select, one of them chosen when it is one of ours."""
    return _options(chosen if chosen in set(DossierState) else "", get_language())


@cache
def _options(chosen: str, language: str) -> SafeString:
    options = (
        (state.value, " selected" if state.value == chosen else "", reading(state.label)) for state in DossierState
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', options)
