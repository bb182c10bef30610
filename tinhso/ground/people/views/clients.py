"""The tokens of programs: an administrator issues, lists and revokes them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people import actions, forms, queries
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.people.models import Role


@holders_of("ADMIN")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_clients(request: Request) -> HttpResponse:
    """Every program with its agency, roles and end; issuing one shows its token on the answer and nowhere else."""
    if request.method != "POST":
        return _page(request, forms.NewClient())
    form = forms.NewClient(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    facts = form.cleaned_data
    last_day = facts["last_day"]
    try:
        client, token = actions.make_api_client(
            request.person,
            name=facts["name"],
            agency=queries.agency(facts["agency"]),
            roles=[Role(role) for role in facts["roles"]],
            valid_to=datetime.combine(last_day + timedelta(days=1), time(), VIETNAM) if last_day else None,
            now=request.now,
        )
    except Refused as refused:
        field = {"valid_to": "last_day"}.get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, refused.sentence)
        return _page(request, form, status=422)
    return render(request, "people/api_client_made.html", {"client": client, "token": token}, status=201)


@holders_of("ADMIN")
@require_POST
def revoke_api_client(request: Request, client_id: int) -> HttpResponse:
    """Close a token at once, with the reason."""
    client = queries.api_client_for(request.person, client_id)
    actions.revoke_api_client(request.person, client, reason=request.POST.get("reason", ""), now=request.now)
    messages.success(request, _("Đã thu hồi mã truy cập của %(name)s.") % {"name": client.name}, extra_tags="good")
    return redirect("people:api_clients")


def _page(request: Request, form: forms.NewClient, *, status: int = 200) -> HttpResponse:
    clients = queries.api_clients_visible_to(request.person)
    context = {
        "clients": [(client, client.opens_at(request.now)) for client in clients],
        "form": form,
        "agencies": queries.agencies_on(timezone.localdate(request.now)),
        "chosen_roles": form.data.getlist("roles") if form.is_bound else [],  # type: ignore[attr-defined]
    }
    return render(request, "people/api_clients.html", context, status=status)
