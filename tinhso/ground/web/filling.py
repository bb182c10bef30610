"""One form to fill on a page of its own: the look of its fields, days as people type them, what a rule refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from tinhso.ground.base.refused import Refused
from tinhso.ground.web.reading import reading

Choices = Mapping[str, Sequence[tuple[Any, Any]]]
Act = Callable[[dict[str, Any]], str]
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


class Plain(forms.Form):
    """The look of a form that is filled on a page of its own. asks: choices that depend on who asks, by field."""

    def __init__(self, data: Any = None, *, asks: Choices | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name, choices in (asks or {}).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["required"] = _t("Hãy điền mục này.")
            if isinstance(field, forms.ChoiceField):
                read = [(value, reading(label)) for value, label in field.choices]  # type: ignore[misc,union-attr]
                field.choices = read
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
                field.widget.attrs["class"] = kind
        for name in self.errors:  # asked once all fields have their words: whoever asks earlier gets Django's
            if name in self.fields:
                self.fields[name].widget.attrs["aria-invalid"] = "true"

    def refuse(self, refused: Refused) -> None:
        """A rule's no, beside the field that it speaks of, or above all of them."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Typed, not picked: a browser writes its own picker in the order of its own language."""
    widget = forms.DateInput(format=DAYS[0], attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy"})
    invalid = {"invalid": _t("Ngày phải có dạng ngày/tháng/năm, ví dụ 01/12/2026.")}
    return forms.DateField(label=label, widget=widget, input_formats=DAYS, error_messages=invalid, **more)


def text_field(label: Any, most: int, rows: int = 0, **more: Any) -> forms.CharField:
    """Vietnamese words up to a length; rows: 0 for one line."""
    widget = forms.Textarea(attrs={"rows": rows, "lang": "vi"}) if rows else forms.TextInput(attrs={"lang": "vi"})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


def names_select() -> forms.Select:
    """A list of names that stay Vietnamese in every language."""
    return forms.Select(attrs={"lang": "vi"})


def day_of(text: str, otherwise: date) -> date:
    """A day of an address, 23/11/2026 or 2026-11-23; the other where it is none."""
    try:
        return forms.DateField(input_formats=DAYS, required=False).clean(text) or otherwise
    except forms.ValidationError:
        return otherwise


def typed(request: HttpRequest) -> Any:
    """What was sent, None where the form is only shown."""
    return request.POST if request.method == "POST" else None


def filled(
    request: HttpRequest,
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
    return render(request, "web/form.html", context, status=422 if form.errors else 200)
