"""The page on which a citizen chooses how to be reached, and reads what was sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.engines.notifications import actions, forms, queries
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, citizens_only
from tinhso.ground.people.rules import masked_email
from tinhso.ground.web.pages import keyset_page


@citizens_only
@require_http_methods(["GET", "POST"])
def preferences(request: Request) -> HttpResponse:
    """Choose channels and language; below, the messages of late, newest first."""
    chosen = queries.preference_of(request.person.ref)
    form = forms.Preferences(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_channels(request.person, now=request.now, **form.cleaned_data)
        messages.success(request, _("Đã lưu cách bạn muốn nhận thông báo."), extra_tags="good")
        return redirect("notifications:preferences")
    page = keyset_page(
        queries.messages_to(request.person.ref), by="-created_at", after=request.GET.get("after", ""), size=10
    )
    citizen = people.citizen(request.person.citizen_id or 0)
    context = {
        "chosen": chosen,
        "form": form,
        "page": page,
        "email": masked_email(citizen.email) if citizen.email else "",
        "phone": citizen.phone,
    }
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)
