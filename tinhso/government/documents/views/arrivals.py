"""What came on paper or by mail, entered by the clerk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.government.documents import actions, forms, queries
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, what_was_typed
from tinhso.ground.people.queries import agency_by_id


@keeping_what_was_typed
@holders_of("CLERK")
def take_in(request: Request) -> HttpResponse:
    """Enter one document; it waits to be registered."""
    on = timezone.localdate(request.now)
    working = [
        one for one in queries.working_agencies(request.person, on=on) if "CLERK" in request.person.roles_at(one.pk)
    ]
    posted = request.POST if request.method == "POST" else what_was_typed(request)
    form = forms.Arrival(posted, request.FILES or None, working=working, kinds=queries.drafted_kinds())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        agency, kind = agency_by_id(int(given.pop("agency"))), queries.kind_by_code(given.pop("kind"))
        upload = given.pop("file")
        try:
            file = store_upload(request.person, upload, now=request.now) if upload else None
            made = actions.arrive(request.person, agency, kind=kind, file=file, now=request.now, **given)
            messages.success(request, _("Đã tiếp nhận văn bản đến."))
            return redirect("documents:show", made.key)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return render(request, "documents/take_in.html", {"form": form}, status=422 if form.errors else 200)
