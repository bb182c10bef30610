"""What those who run the exchange type about a subscription."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.government.webhooks.rules import EventKind


class NewSubscription(forms.Form):
    """client: number of a program; address: '' when it collects its events; agencies: slugs, none = all it may see."""

    client = forms.IntegerField(
        error_messages={"required": _("Hãy chọn ứng dụng."), "invalid": _("Hãy chọn ứng dụng.")}
    )
    address = forms.CharField(required=False, max_length=500)
    kinds = forms.TypedMultipleChoiceField(
        choices=EventKind.choices(),
        coerce=EventKind,
        error_messages={"required": _("Hãy chọn ít nhất một loại sự kiện.")},
    )
    agencies = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": _("Hãy chọn cơ quan.")})
