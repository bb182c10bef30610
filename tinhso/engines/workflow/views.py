"""The working calendar of a year, and the announcement of a decision about days off."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.engines.workflow import forms
from tinhso.engines.workflow.year import months_of, week_of
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM, nfc
from tinhso.ground.people.doors import Request, holders_of, staff_only
from tinhso.ground.people.queries import agencies_on
from tinhso.ground.reference.actions import announce_calendar_decision, decide_working_hours
from tinhso.ground.reference.queries import calendar_for, decisions_of, hours_of
from tinhso.ground.reference.rules import checked_sessions, pairs_of, sessions_words

NATION = "VN"
FIRST_YEAR, YEARS_AHEAD = 2020, 2


@staff_only
@require_safe
def calendar(request: Request, year: int = 0) -> HttpResponse:
    """Twelve small months with days off and make-up days, and the decisions behind them."""
    today = timezone.localdate(request.now)
    year = year or today.year
    if not FIRST_YEAR <= year <= today.year + YEARS_AHEAD:
        raise NotVisible("no-such-year", _("Chưa có lịch làm việc của năm này."))
    names = _scopes(today)
    scope = request.GET.get("pham-vi", NATION)
    if scope not in names:
        scope = NATION
    months = months_of(year, calendar_for(scope), today=today)
    context = {
        "year": year,
        "months": months,
        "working_days": sum(month.working_days for month in months),
        "decisions": [
            (decision, names.get(decision.scope, decision.scope)) for decision in decisions_of(year, scope=scope)
        ],
        "scope": scope,
        "scope_name": names[scope],
        "scopes": list(names.items()),
        "previous": year - 1 if year > FIRST_YEAR else None,
        "following": year + 1 if year < today.year + YEARS_AHEAD else None,
        "may_announce": "CONTROLLER" in request.person.roles,
    }
    return render(request, "workflow/calendar.html", context)


@holders_of("CONTROLLER")
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: Request) -> HttpResponse:
    """Enter a decision; open promises are re-derived by those who keep them."""
    scopes = list(_scopes(timezone.localdate(request.now)).items())
    form = forms.Announcement(request.POST or None, scopes=scopes)
    days = forms.Days(request.POST or None, prefix="ngay", initial=forms.SWAP if request.method == "GET" else None)
    if request.method != "POST":
        return _form_page(request, form, days)
    if not (form.is_valid() & days.is_valid()):
        return _form_page(request, form, days, status=422)
    facts = form.cleaned_data
    try:
        decision = announce_calendar_decision(
            request.person,
            instrument=nfc(facts["instrument"]),
            title=nfc(facts["title"]),
            announced_at=_announced(facts["announced_at"], request.now),
            scope=facts["scope"],
            days=forms.day_changes(days.cleaned_data),
            now=request.now,
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _form_page(request, form, days, status=422)
    first = min(row[0] for row in forms.day_changes(days.cleaned_data))
    messages.success(
        request,
        _("Đã công bố %(code)s. Các hồ sơ đang tính thời hạn được tính lại ngay, mỗi hồ sơ kèm lý do.")
        % {"code": decision.instrument.code},
    )
    return redirect("workflow:calendar_year", year=first.year)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: Request) -> HttpResponse:
    """The hours of an agency, of today and of before; a controller enters new ones."""
    names = _scopes(timezone.localdate(request.now))
    scope = request.POST.get("scope") or request.GET.get("pham-vi", "")
    may_enter = "CONTROLLER" in request.person.roles
    if request.method == "POST" and not may_enter:
        raise NotAllowed("wrong-role", "Trang này dành cho cán bộ được giao vai trò phù hợp.")
    agencies = [(code, name) for code, name in names.items() if code != NATION]
    form = forms.Hours(request.POST or None, scopes=agencies, initial={"scope": scope})
    if request.method == "POST" and form.is_valid() and _hours_entered(request, form):
        messages.success(
            request,
            _("Đã ghi giờ làm việc. Hồ sơ đang tính thời hạn của cơ quan được tính lại ngay, mỗi hồ sơ kèm lý do."),
        )
        return redirect(f"{reverse('workflow:hours')}?pham-vi={form.cleaned_data['scope']}")
    context = {
        "form": form,
        "may_enter": may_enter,
        "scope": scope if scope in names else NATION,
        "scope_name": names.get(scope, names[NATION]),
        "scopes": list(names.items()),
        "today": week_of(calendar_for(scope if scope in names else NATION), timezone.localdate(request.now)),
        "rows": [
            (row, sessions_words(pairs_of(row.sessions))) for row in hours_of(scope if scope in names else NATION)
        ],
    }
    return render(request, "workflow/hours.html", context, status=422 if form.errors else 200)


def _hours_entered(request: Request, form: forms.Hours) -> bool:
    facts = form.cleaned_data
    try:
        decide_working_hours(
            request.person,
            instrument=nfc(facts["instrument"]),
            title=nfc(facts["title"]),
            scope=facts["scope"],
            weekdays=facts["weekdays"],
            sessions=checked_sessions(form.times),
            valid_from=facts["valid_from"],
            valid_to=facts["valid_to"],
            now=request.now,
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    return True


def _announced(day: date, now: datetime) -> datetime:
    """An announcement of today is known from now on, one of an earlier day from that day's beginning."""
    return now if day == timezone.localdate(now) else datetime.combine(day, time(), VIETNAM)


def _form_page(request: Request, form: Any, days: Any, *, status: int = 200) -> HttpResponse:
    return render(request, "workflow/announce.html", {"form": form, "days": days}, status=status)


def _scopes(day: date) -> dict[str, str]:
    """Scopes that a decision may have: the country, then every agency of the day by name."""
    agencies = {f"agency:{agency.pk}": agency.name for agency in agencies_on(day)}
    return {NATION: _("Cả nước")} | agencies
