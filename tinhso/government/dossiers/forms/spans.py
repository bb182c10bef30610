"""Spans of days: the register and the votes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.people.models import Agency


class Span(forms.Form):
    """Days of the register; the last day is included."""

    agency = forms.ChoiceField(label=_("Đơn vị tiếp nhận"), widget=forms.Select(attrs={"class": "form-select"}))
    first = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}))
    last = forms.DateField(label=_("Đến ngày"), widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}))

    def __init__(self, agencies: list[Agency], today: date, data: Any = None) -> None:
        super().__init__(data or None, initial={"first": today.isoformat(), "last": today.isoformat()})
        self.fields["agency"].choices = [(a.pk, a.name) for a in agencies]  # type: ignore[attr-defined]


class Period(forms.Form):
    """Days of a report; the last day is included."""

    tu = forms.DateField(
        label=_("Từ ngày"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    )
    den = forms.DateField(
        label=_("Đến ngày"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        if cleaned.get("tu") and cleaned.get("den") and cleaned["den"] < cleaned["tu"]:
            self.add_error("den", _("Ngày cuối phải không sớm hơn ngày đầu."))
        return cleaned
