"""One form to fill: shown, refused beside its field with everything typed kept, or carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.doors import Request
from tinhso.insight.plans.forms import Plain

Act = Callable[[dict[str, Any]], str]


def filled(
    request: Request,
    form: Plain,
    *,
    title: Any,
    about: str = "",
    hint: Any = "",
    back: str,
    act: Act,
) -> HttpResponse:
    """The page of a form. about: of what, as it is called.

    act: carries it out and says where to go then; what it refuses stands beside the field.
    """
    if request.method == "POST" and form.is_valid():
        try:
            there = act(form.cleaned_data)
        except Refused as refused:
            if type(refused) is not Refused:
                raise
            form.refuse(refused)
        else:
            messages.success(request, _("Đã ghi nhận."))
            return redirect(there)
    context = {"form": form, "title": title, "about": about, "hint": hint, "back": back}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)
