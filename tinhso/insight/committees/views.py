"""Committees and help groups: who sat where on which day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of, staff_only
from tinhso.ground.web.filling import day_of, filled, typed
from tinhso.insight.committees import actions, queries
from tinhso.insight.committees.forms import Found, Leave, SeatIn, groups
from tinhso.insight.committees.models import Committee
from tinhso.insight.plans.queries import kept_among, may_keep

KEEPERS = ("LEADER", "DIVISION_HEAD", "CONTROLLER")


@staff_only
@require_safe
def index(request: Request) -> HttpResponse:
    """Every committee with its head."""
    heads = queries.heads_on(timezone.localdate(request.now))
    lines = [(one, heads.get(one.pk)) for one in queries.committees()]
    return render(request, "committees/index.html", {"lines": lines, "founds": bool(_own(request))})


@staff_only
@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    """Who sits in one, today or on another day (?ngay=), and who did before."""
    one, today = queries.committee(pk), timezone.localdate(request.now)
    on = day_of(request.GET.get("ngay", ""), today)
    context = {
        "committee": one,
        "on": on,
        "is_today": on == today,
        "members": list(queries.members_on(one, on)),
        "before": list(queries.members_before(one, on)),
        "keeps": may_keep(request.person, one.agency.slug),
    }
    return render(request, "committees/show.html", context)


@holders_of(*KEEPERS)
def found(request: Request) -> HttpResponse:
    """Write a committee down with its decision."""
    own = _own(request)
    standing = queries.committees()
    form = Found(typed(request), asks={"agency": [(each.slug, each.name) for each in own], "helps": groups(standing)})

    def act(said: dict[str, Any]) -> str:
        helps = said.pop("helps")
        made = actions.found_committee(
            request.person, **said | {"agency": people.agency(said["agency"])},
            helps=queries.committee(int(helps)) if helps else None, now=request.now,
        )  # fmt: skip
        return reverse("committees:show", args=[made.pk])

    return filled(request, form, title=_("Thêm ban chỉ đạo, tổ giúp việc"), back=reverse("committees:index"), act=act)


@holders_of(*KEEPERS)
def seat(request: Request, pk: int) -> HttpResponse:
    """Somebody joins."""
    one = _kept(request, pk)

    def act(said: dict[str, Any]) -> str:
        actions.seat_member(request.person, one, **said, now=request.now)
        return reverse("committees:show", args=[pk])

    back = reverse("committees:show", args=[pk])
    return filled(request, SeatIn(typed(request)), title=_("Thêm thành viên"), about=one.name, back=back, act=act)


@holders_of(*KEEPERS)
def unseat(request: Request, pk: int, member: int) -> HttpResponse:
    """Somebody leaves."""
    one = _kept(request, pk)
    leaving = one.members.filter(pk=member, valid_to__isnull=True).first()
    if leaving is None:
        raise NotVisible("no-member", "Không có thành viên này.")

    def act(said: dict[str, Any]) -> str:
        actions.unseat_member(request.person, one, member, **said, now=request.now)
        return reverse("committees:show", args=[pk])

    back = reverse("committees:show", args=[pk])
    about = f"{leaving.name}, {leaving.office}"
    return filled(request, Leave(typed(request)), title=_("Thôi tham gia"), about=about, back=back, act=act)


def _kept(request: Request, pk: int) -> Committee:
    one = queries.committee(pk)
    if not may_keep(request.person, one.agency.slug):
        raise NotAllowed("wrong-role", "Ban chỉ đạo do lãnh đạo hoặc văn phòng của cơ quan cập nhật.")
    return one


def _own(request: Request) -> list[Any]:
    return kept_among(request.person, people.agencies_on(timezone.localdate(request.now)))
