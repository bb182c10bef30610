"""What a helper types before he files for somebody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.base.refused import Refused
from tinhso.ground.mandates.actions import Stated
from tinhso.ground.mandates.rules import Way

FIELDS = {"personal_number": "number"}  # as rules of people name it -> as it is named here
REQUIRED = {"required": _("Hãy điền ô này.")}
DAY = {"invalid": _("Ngày này không có trong lịch. Viết ngày/tháng/năm.")}


class Helped(forms.Form):
    """Who is helped, with which procedure, and how he consents."""

    procedure = forms.CharField(max_length=20, error_messages=REQUIRED)
    full_name = forms.CharField(max_length=120, error_messages=REQUIRED)
    number = forms.CharField(max_length=20, error_messages=REQUIRED)
    birth_date = forms.DateField(required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"], error_messages=REQUIRED | DAY)
    way = forms.ChoiceField(choices=[(way.value, way.label) for way in (Way.WORD, Way.CODE)], error_messages=REQUIRED)
    witness_name = forms.CharField(required=False, max_length=120)

    def person(self) -> Stated:
        """The person as named."""
        told = self.cleaned_data
        return Stated(told["number"], told["full_name"], told["birth_date"])

    def said(self, refused: Refused | None) -> dict[str, str]:
        """Field -> its first problem, the one for which an action refused included."""
        found = {name: str(problems[0]) for name, problems in self.errors.items()} if self.is_bound else {}
        if refused and refused.field:
            found[FIELDS.get(refused.field, refused.field)] = refused.sentence
        return found
