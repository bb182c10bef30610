"""One's own account: facts, where one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import actions, forms, passkeys, queries, rules
from tinhso.ground.people.doors import Request, signed_in
from tinhso.ground.people.failures import failed_sign_ins_of
from tinhso.ground.web.reading import reading


@signed_in
@never_cache
def profile(request: Request) -> HttpResponse:
    """One's own facts, hidden until asked for; a citizen may change how to reach him."""
    if request.person.citizen_id is None:
        today = timezone.localdate(request.now)
        posts = queries.posts_of(request.person.official_id or 0, on=today)
        mine = queries.passkeys_of(request.person.account_id or 0)
        context = {
            "posts": posts,
            "substitutions": queries.substitutions_of(request.person.official_id or 0, on=today),
            "passkeys": mine,
            "offered": passkeys.offered_on(request.get_host()),
        }
        return render(request, "people/official.html", context)
    citizen = queries.citizen(request.person.citizen_id)
    problems: dict[str, str] = {}
    form = forms.Contact(request.POST or {"phone": citizen.phone, "email": citizen.email, "address": citizen.address})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_contact_details(request.person, now=request.now, **form.cleaned_data)
        except Refused as refused:
            problems[refused.field] = refused.sentence
        else:
            messages.success(request, _("Đã lưu thông tin liên hệ."), extra_tags="good")
            return redirect("people:profile")
    context = {
        "citizen": citizen,
        "masked_email": rules.masked_email(citizen.email),
        "mandates": queries.mandates_of(citizen, on=request.now),
        "form": form,
        "problems": problems,
        "revealed": request.GET.get("hien") == "1",
        "editing": request.method == "POST" or request.GET.get("sua") == "1",
        "missing": [reading(fact) for fact in queries.missing_facts(citizen)],
    }
    return render(request, "people/profile.html", context, status=422 if problems else 200)


@signed_in
@never_cache
def sign_ins(request: Request) -> HttpResponse:
    """Where I am signed in now."""
    is_official = request.person.official_id is not None
    context = {
        "sign_ins": queries.sign_ins_of(request.person, now=request.now),
        "here": request.session.session_key,
        "failures": list(failed_sign_ins_of(request.person.account_id or 0)[:50]) if is_official else None,
    }
    return render(request, "people/sign_ins.html", context)


@signed_in
@require_POST
def end_sign_ins(request: Request) -> HttpResponse:
    """End one session by its handle, or all but this one."""
    handle = request.POST.get("handle", "")
    if handle:
        actions.end_sign_in(request.person, handle=handle, now=request.now)
        messages.success(request, _("Đã kết thúc phiên đăng nhập."), extra_tags="good")
    else:
        ended = actions.end_other_sign_ins(request.person, but=str(request.session.session_key), now=request.now)
        messages.success(request, _("Đã kết thúc %(n)d phiên đăng nhập khác.") % {"n": ended}, extra_tags="good")
    return redirect("people:sign_ins")
