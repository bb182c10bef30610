"""The page on which a citizen chooses how to be reached, and reads what was sent; the same for his organisations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.engines.notifications import actions, forms, queries
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.actions import save_organisation_contact
from tinhso.ground.people.doors import Request, citizens_only
from tinhso.ground.people.models import Citizen, Organisation
from tinhso.ground.people.rules import masked_email
from tinhso.ground.web.pages import keyset_page


@citizens_only
@require_http_methods(["GET", "POST"])
def preferences(request: Request, organisation: int | None = None) -> HttpResponse:
    """Choose channels and language, for oneself or an organisation that one represents; below, the messages of late."""
    citizen, organisations, of = _asked_for(request, organisation)
    ref = f"organisation:{of.pk}" if of else request.person.ref
    form = forms.Preferences(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_channels(request.person, ref, now=request.now, **form.cleaned_data)
        messages.success(request, _("Đã lưu cách nhận thông báo."), extra_tags="good")
        return redirect(request.path)
    return _page(request, form, citizen, organisations, of)


@citizens_only
@require_POST
def contact(request: Request, organisation: int) -> HttpResponse:
    """Keep the telephone and e-mail of an organisation that one represents; what is wrong comes back."""
    citizen, organisations, of = _asked_for(request, organisation)
    typed = forms.Contact(request.POST)
    if typed.is_valid():
        try:
            save_organisation_contact(request.person, organisation, now=request.now, **typed.cleaned_data)
        except Refused as refused:
            if refused.field not in typed.fields:
                raise
            typed.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, _("Đã lưu thông tin liên hệ."), extra_tags="good")
            return redirect("notifications:preferences_of", organisation)
    return _page(request, forms.Preferences(), citizen, organisations, of, contact=typed)


def _asked_for(request: Request, organisation: int | None) -> tuple[Citizen, list[Organisation], Organisation | None]:
    """Who asks, the organisations that he represents today, and that of the page; NotVisible for any other."""
    citizen = people.citizen(request.person.citizen_id or 0)
    organisations = [mandate.organisation for mandate in people.mandates_of(citizen, on=request.now)]
    of = next((one for one in organisations if one.pk == organisation), None)
    if organisation is not None and of is None:
        raise NotVisible("no-organisation", "Không tìm thấy tổ chức này trong các tổ chức mà bạn đại diện.")
    return citizen, organisations, of


def _page(
    request: Request,
    form: forms.Preferences,
    citizen: Citizen,
    organisations: list[Organisation],
    of: Organisation | None,
    *,
    contact: forms.Contact | None = None,
) -> HttpResponse:
    ref = f"organisation:{of.pk}" if of else request.person.ref
    reached: Citizen | Organisation = of or citizen
    context = {
        "chosen": queries.preference_of(ref),
        "form": form,
        "page": keyset_page(queries.messages_to(ref), by="-created_at", after=request.GET.get("after", ""), size=10),
        "email": masked_email(reached.email) if reached.email else "",
        "phone": reached.phone,
        "organisation": of,
        "organisations": organisations,
        "contact": contact or forms.Contact({"phone": of.phone, "email": of.email} if of else None),
        "editing": contact is not None or request.GET.get("sua") == "1",
    }
    wrong = form.errors or (contact and contact.errors)
    return render(request, "notifications/preferences.html", context, status=422 if wrong else 200)
