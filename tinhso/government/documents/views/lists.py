"""Shelves of documents with their search, and how many were signed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tinhso.government.documents import actions, queries
from tinhso.government.documents.forms import Book, Year
from tinhso.government.documents.lifecycle import Direction
from tinhso.government.documents.queries.counts import Level
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.doors import Request, holders_of, staff_only
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import keyset_page
from tinhso.ground.web.reading import reading

# Of papers of rooms above (dossier:12), the page of each that this official may see.
PagesOf = Callable[[Person, Collection[str]], Mapping[str, str]]


@staff_only
@require_safe
def shelves(request: Request) -> HttpResponse:
    """One shelf, searched by words; the first that is this official's own unless he asks for another."""
    offered = queries.waiting_counts(request.person)
    asked = request.GET.get("ngan", "")
    names = [one.shelf.value for one in offered]
    name = queries.Shelf(asked) if asked in names else _first(offered)
    text = request.GET.get("tim", "").strip()[:100]
    rows = queries.found_by(request.person, queries.shelf(request.person, name), text)
    context = {
        "offered": offered,
        "shelf": name,
        "text": text,
        "page": keyset_page(rows, by="-moved_at", after=request.GET.get("sau", ""), size=30),
        "signs": name is queries.Shelf.TO_SIGN,
        "may_take_in": "CLERK" in request.person.roles,
    }
    return render(request, "documents/shelves.html", context)


def _first(offered: list[queries.Offered]) -> queries.Shelf:
    """The first shelf on which something waits for him, else what came in."""
    return next((one.shelf for one in offered if one.waiting), queries.Shelf.INCOMING)


@holders_of("LEADER")
@require_POST
def sign_several(request: Request) -> HttpResponse:
    """Sign what was chosen on the shelf; what could not be signed is said one by one."""
    chosen = dict(one.partition("~")[::2] for one in request.POST.getlist("chon")[: actions.MOST_AT_ONCE])
    waiting = queries.shelf(request.person, queries.Shelf.TO_SIGN)
    found = [one for one in waiting.order_by("pk") if str(one.key) in chosen]
    picked = [(one, int(version)) for one in found if (version := chosen[str(one.key)]).isdecimal()]
    refused = actions.sign_several(request.person, picked, now=request.now)
    for document, why in refused:
        messages.error(request, f"{document.subject}: {reading(why.sentence)}", extra_tags="bad")
    signed = len(picked) - len(refused)
    if signed:
        said = ngettext("Đã ký %(count)s văn bản.", "Đã ký %(count)s văn bản.", signed) % {"count": signed}
        messages.success(request, said, extra_tags="good")
    return redirect(f"{reverse('documents:shelves')}?ngan={queries.Shelf.TO_SIGN}")


@staff_only
@require_safe
def books(request: Request, *, pages_of: PagesOf) -> HttpResponse:
    """The book of what went out or came in, to be printed and bound; this month unless asked."""
    today = request.now.astimezone(VIETNAM).date()
    working = queries.agencies_with_books(request.person, on=today)
    initial = {"co_quan": str(working[0].pk), "so": "OUT", "tu": today.replace(day=1), "den": today}
    form = Book(request.GET or None, working=working, initial=initial)
    asked = form.cleaned_data if form.is_valid() else initial
    direction, agency = Direction(asked["so"]), int(str(asked["co_quan"]))
    lines = queries.book_lines(request.person, agency, direction, first=asked["tu"], last=asked["den"])
    origins = {line.document.origin for line in lines if line.document.origin}
    pages = {**pages_of(request.person, origins), **queries.pages_of_copied(request.person, origins)}
    context = {
        "form": form,
        "is_incoming": direction == Direction.IN,
        "agency": next(one for one in working if one.pk == agency),
        "lines": [] if form.errors else [(line, pages.get(line.document.origin, "")) for line in lines],
        "first": asked["tu"],
        "last": asked["den"],
    }
    return render(request, "documents/books.html", context, status=422 if form.errors else 200)


@staff_only
@require_safe
def counts(request: Request) -> HttpResponse:
    """Documents signed electronically in a year, by month and level."""
    year = Year.of(request.GET or None, request.now.astimezone(VIETNAM).date())
    begin, end = (datetime(one, 1, 1, tzinfo=VIETNAM) for one in (year, year + 1))
    found = {(one.month.month, one.level): one for one in queries.signed_counts(begin=begin, end=end)}
    months = sorted({month for month, _level in found})
    signed_at = {level for _month, level in found}
    levels = [level for level in Level if level is not Level.DISTRICT or level in signed_at]
    lines = [(month, [found.get((month, level)) for level in levels]) for month in months]
    whole = [
        (sum(one.signed for one in mine), sum(one.of_dossiers for one in mine))
        for mine in ([one for (_month, level), one in found.items() if level is wanted] for wanted in levels)
    ]
    context = {
        "year": year,
        "levels": levels,
        "lines": lines,
        "whole": whole,
        "all": sum(signed for signed, _ in whole),
        "of_dossiers": sum(part for _, part in whole),
        "at": request.now,
    }
    return render(request, "documents/counts.html", context)
