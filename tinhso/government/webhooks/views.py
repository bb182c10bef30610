"""Who hears of dossiers: entered, activated, suspended and ended by those who run the exchange; the events' schema."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.government.webhooks import actions, forms, queries
from tinhso.government.webhooks.models import Subscription
from tinhso.government.webhooks.rules import EventKind, schema_of
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway.queries import count_of, partner_counts
from tinhso.ground.people.doors import Request, holders_of, open_to_all
from tinhso.ground.people.queries import agencies_on, programs_open_at

READERS = ("CONTROLLER", "AUDITOR")


@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: Request) -> HttpResponse:
    """Every subscription and how it stands; making one shows its secret on the answer and nowhere else."""
    agencies = {agency.slug: agency for agency in agencies_on(timezone.localdate(request.now))}
    programs = {client.pk: client for client in programs_open_at(request.now)}
    form = forms.NewSubscription(request.POST if request.method == "POST" else None)
    form.fields["agencies"].choices = [(slug, agency.name) for slug, agency in agencies.items()]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data
        try:
            if facts["client"] not in programs:
                raise Refused("client-closed", "Mã truy cập của ứng dụng này đã hết hiệu lực.", field="client")
            made, secret = actions.subscribe(
                request.person,
                programs[facts["client"]],
                address=facts["address"],
                kinds=facts["kinds"],
                agencies=[agencies[slug] for slug in facts["agencies"]],
                now=request.now,
            )
            return _secret(request, made, secret, status=201)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    counts = {count.partner: count for count in partner_counts()}
    context = {
        "rows": [(one, counts.get(one.endpoint.partner)) for one in queries.visible_to(request.person)],
        "form": form,
        "programs": programs.values(),
        "agencies": agencies.values(),
        "kinds": EventKind.choices(),
        "chosen": {
            "kinds": request.POST.getlist("kinds") if form.is_bound else list(EventKind),
            "agencies": request.POST.getlist("agencies"),
        },
        "may_run": "CONTROLLER" in request.person.roles,
    }  # fmt: skip
    return render(request, "webhooks/list.html", context, status=422 if form.is_bound else 200)


@holders_of(*READERS)
@require_safe
def subscription(request: Request, pk: int) -> HttpResponse:
    """One subscription with all that may be done to it."""
    found = queries.subscription_for(request.person, pk)
    context = {
        "subscription": found,
        "agencies": queries.agencies_of(found),
        "count": count_of(found.endpoint.partner),
        "verbs": queries.verbs_for(request.person, found),
    }
    return render(request, "webhooks/subscription.html", context)


@holders_of("CONTROLLER")
@never_cache
@require_POST
def rotate(request: Request, pk: int) -> HttpResponse:
    """A new secret, shown here and nowhere else."""
    found = queries.subscription_for(request.person, pk)
    return _secret(request, found, actions.rotate(request.person, found, now=request.now), status=200)


@holders_of("CONTROLLER")
@require_POST
def move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Activate (the handshake), suspend or end."""
    found, reason = queries.subscription_for(request.person, pk), request.POST.get("reason", "")
    try:
        match verb:
            case "activate":
                actions.activate(request.person, found, now=request.now)
            case "suspend":
                actions.suspend(request.person, found, reason=reason, now=request.now)
            case "end":
                actions.end(request.person, found, reason=reason, now=request.now)
            case _:
                raise Http404
        messages.success(request, _("Đã ghi nhận."), extra_tags="good")
    except Refused as refused:
        messages.error(request, refused.sentence, extra_tags="bad")
    return redirect("webhooks:show", pk)


@open_to_all
@require_safe
def schema(request: Request, kind: str) -> HttpResponse:
    """The JSON Schema (2020-12) of what events of a kind carry: their `dataschema`."""
    if kind not in {one.value for one in EventKind}:
        raise Http404
    said = schema_of(queries.schema_address(EventKind(kind)))
    return JsonResponse(said, content_type="application/schema+json", json_dumps_params={"ensure_ascii": False})


def _secret(request: Request, found: Subscription, secret: str, *, status: int) -> HttpResponse:
    return render(request, "webhooks/secret.html", {"subscription": found, "secret": secret}, status=status)
