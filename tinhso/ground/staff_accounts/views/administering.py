"""The accounts of officials, for the administrator of their agency."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.ground.people import staff
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.people.failures import failed_sign_ins_of
from tinhso.ground.people.queries import posts_of
from tinhso.ground.staff_accounts import actions, queries

PER_PAGE, SHOWN = 50, 50


@holders_of("ADMIN")
@never_cache
@require_safe
def everyone(request: Request) -> HttpResponse:
    """Accounts by name, found by a word; where each is signed in."""
    words = request.GET.get("tim", "").strip()[:80]
    rows = queries.visible_to(request.person, now=request.now)
    found = staff.with_sessions(staff.called(rows, words) if words else rows, now=request.now)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "staff_accounts/all.html", {"page": page, "words": words})


@holders_of("ADMIN")
@never_cache
@require_safe
def show(request: Request, account_id: int) -> HttpResponse:
    """One account: posts, sessions, failures, the link that is open."""
    account = queries.account_for(request.person, account_id, now=request.now)
    context = {
        "account": account,
        "posts": posts_of(account.official_id or 0, on=timezone.localdate(request.now)),
        "sessions": list(staff.sessions_of(account, now=request.now)),
        "failures": list(failed_sign_ins_of(account.pk)[:SHOWN]),
        "invitation": queries.invitation_of(account, now=request.now),
        "has_password": account.has_usable_password(),
        "is_own": account.pk == request.person.account_id,
    }
    return render(request, "staff_accounts/account.html", context)


@holders_of("ADMIN")
@never_cache
@require_POST
def invite(request: Request, account_id: int) -> HttpResponse:
    """Make a link; the answer shows it, and nothing else ever does."""
    account = queries.account_for(request.person, account_id, now=request.now)
    invitation, token = actions.invite(request.person, account, now=request.now)
    link = request.build_absolute_uri(reverse("staff_accounts:follow", args=[token]))
    context = {"account": account, "invitation": invitation, "link": link}
    return render(request, "staff_accounts/invited.html", context, status=201)


@holders_of("ADMIN")
@require_POST
def end_sessions(request: Request, account_id: int) -> HttpResponse:
    """End every session of an official."""
    account = queries.account_for(request.person, account_id, now=request.now)
    ended = actions.end_sessions(request.person, account, now=request.now)
    messages.success(request, _("Đã kết thúc %(n)d phiên đăng nhập.") % {"n": ended}, extra_tags="good")
    return redirect("staff_accounts:account", account_id)
