"""What applicants said, for those who lead: figures with their denominator, and what stands behind them."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.government.dossiers import forms
from tinhso.government.dossiers.queries import ratings as queries
from tinhso.government.dossiers.rules import FEWEST_VOTES_SHOWN, SCORES
from tinhso.ground.people.doors import Request, holders_of

READERS = ("LEADER", "HEAD_OF_ONE_STOP", "CONTROLLER", "AUDITOR")
SHOWN = 200


@holders_of(*READERS)
@require_safe
def counts(request: Request) -> HttpResponse:
    """Votes by agency and procedure in a period; this month unless asked."""
    form, first, last = _period(request)
    lines = queries.vote_counts(request.person, first=first, last=last)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "lines": lines,
        "ended": sum(line.ended for line in lines),
        "votes": sum(line.votes for line in lines),
        "fewest": FEWEST_VOTES_SHOWN,
    }
    return render(request, "dossiers/ratings.html", context, status=422 if form.errors else 200)


@holders_of(*READERS)
@require_safe
def behind(request: Request, agency: int, procedure: str) -> HttpResponse:
    """One line: how the votes fell, their words, and the dossiers that were counted; the two lists do not meet."""
    _form, first, last = _period(request)
    span = {"first": first, "last": last}
    line = queries.vote_count(request.person, agency, procedure, **span)
    words, reasons = queries.voices(request.person, line, **span)
    rows = queries.counted(request.person, line, **span)[:SHOWN]
    context = {
        "line": line,
        "falls": list(zip(SCORES.values(), line.by_score, strict=True)),
        "voices": [(SCORES[voice.score], voice) for voice in words],
        "reasons": reasons.most_common(),
        "rows": rows,
        "shown": SHOWN,
        "fewest": FEWEST_VOTES_SHOWN,
        **span,
    }
    return render(request, "dossiers/ratings_behind.html", context)


def _period(request: Request) -> tuple[forms.Period, date, date]:
    today = timezone.localdate(request.now)
    first = today.replace(day=1)
    form = forms.Period(request.GET or None, initial={"tu": first, "den": today})
    if form.is_bound and form.is_valid():
        return form, form.cleaned_data["tu"], form.cleaned_data["den"]
    return form, first, today
