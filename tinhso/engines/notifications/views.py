"""The page on which a citizen chooses how to be reached, and reads what was sent; the same for his organisations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.engines.notifications import actions, forms, queries
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, citizens_only
from tinhso.ground.people.models import Citizen, Organisation
from tinhso.ground.people.rules import masked_email
from tinhso.ground.web.pages import keyset_page


@citizens_only
@require_http_methods(["GET", "POST"])
def preferences(request: Request, organisation: int | None = None) -> HttpResponse:
    """Choose channels and language, for oneself or an organisation that one represents; below, the messages of late."""
    citizen = people.citizen(request.person.citizen_id or 0)
    organisations = [mandate.organisation for mandate in people.mandates_of(citizen, on=request.now)]
    of: Organisation | None = next((one for one in organisations if one.pk == organisation), None)
    if organisation is not None and of is None:
        raise NotVisible("no-organisation", "Không tìm thấy tổ chức này trong các tổ chức mà bạn đại diện.")
    ref = f"organisation:{of.pk}" if of else request.person.ref
    form = forms.Preferences(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_channels(request.person, ref, now=request.now, **form.cleaned_data)
        messages.success(request, _("Đã lưu cách nhận thông báo."), extra_tags="good")
        return redirect(request.path)
    reached: Citizen | Organisation = of or citizen
    context = {
        "chosen": queries.preference_of(ref),
        "form": form,
        "page": keyset_page(queries.messages_to(ref), by="-created_at", after=request.GET.get("after", ""), size=10),
        "email": masked_email(reached.email) if reached.email else "",
        "phone": reached.phone,
        "organisation": of,
        "organisations": organisations,
    }
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)
