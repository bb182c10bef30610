"""What people type about mandates; what it must be like is the actions' to say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.base.refused import Refused
from tinhso.ground.mandates.actions import Reach, Stated
from tinhso.ground.mandates.rules import Kind, Way

FIELDS = {"personal_number": "number"}  # as rules of people name it -> as it is named here
REQUIRED = {"required": _("Hãy điền ô này.")}
DAY = {"invalid": _("Ngày này không có trong lịch. Viết ngày/tháng/năm.")}
WRITTEN = ["%d/%m/%Y", "%Y-%m-%d"]
ASKED_FOR = (Kind.PARENT, Kind.GUARDIAN, Kind.AUTHORISED)


class Named(forms.Form):
    """A person by number and name."""

    number = forms.CharField(max_length=20, error_messages=REQUIRED)
    full_name = forms.CharField(max_length=120, error_messages=REQUIRED)

    def person(self) -> Stated:
        """The person as named."""
        told = self.cleaned_data
        return Stated(told["number"], told["full_name"], told.get("birth_date"))

    def said(self, refused: Refused | None) -> dict[str, str]:
        """Field -> its first problem, the one for which an action refused included."""
        found = {name: str(problems[0]) for name, problems in self.errors.items()} if self.is_bound else {}
        if refused and refused.field:
            found[FIELDS.get(refused.field, refused.field)] = refused.sentence
        return found


class Granted(Named):
    """Whom one lets act, for what, until when."""

    procedure = forms.CharField(required=False, max_length=20)
    dossier = forms.CharField(required=False, max_length=50)
    last_day = forms.DateField(required=False, input_formats=WRITTEN, error_messages=DAY)

    def reach(self) -> Reach:
        """How far and how long."""
        told: dict[str, Any] = self.cleaned_data
        last: date | None = told["last_day"]
        return Reach(told["procedure"], told["dossier"], last)


class Asked(Granted):
    """For whom one wants to act, on what ground, and how he will consent."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in ASKED_FOR], error_messages=REQUIRED)
    birth_date = forms.DateField(input_formats=WRITTEN, error_messages=REQUIRED | DAY)
    way = forms.ChoiceField(choices=Way.choices(), error_messages=REQUIRED)
    agency = forms.CharField(required=False, max_length=40)
