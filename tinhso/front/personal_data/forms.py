"""What people type about their data, and what the data officer answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.front.personal_data.lifecycle import Decision, RequestKind

REQUIRED = {"required": _("Hãy điền ô này.")}
MOMENT = {"required": _("Hãy điền ô này."), "invalid": _("Hãy nhập ngày giờ, ví dụ 21/11/2026 08:30.")}
MOMENTS = ["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"]


class Ask(forms.Form):
    """A request: which right, and in the person's own words what for. Nothing is chosen beforehand."""

    kind = forms.ChoiceField(choices=RequestKind.choices(), error_messages={"required": _("Hãy chọn một yêu cầu.")})
    words = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)


class Answer(forms.Form):
    """The officer's answer."""

    decision = forms.ChoiceField(choices=Decision.choices(), error_messages={"required": _("Hãy chọn câu trả lời.")})
    words = forms.CharField(required=False, max_length=4000)
    legal_basis = forms.CharField(required=False, max_length=500)
    involves_others = forms.BooleanField(required=False)


class Extend(forms.Form):
    """The one extension."""

    days = forms.IntegerField(error_messages={"required": _("Hãy điền ô này."), "invalid": _("Hãy nhập số ngày.")})
    reason = forms.CharField(max_length=500, error_messages=REQUIRED)


class Complete(forms.Form):
    """What was done."""

    outcome = forms.CharField(required=False, max_length=4000)


class Reason(forms.Form):
    """Why everything must be seen."""

    reason = forms.CharField(max_length=200, error_messages=REQUIRED)


class BreachIn(forms.Form):
    """A breach as it is entered."""

    found_at = forms.DateTimeField(input_formats=MOMENTS, error_messages=MOMENT)
    happened_at = forms.DateTimeField(required=False, input_formats=MOMENTS, error_messages=MOMENT)
    what = forms.CharField(max_length=4000, error_messages=REQUIRED)
    categories = forms.CharField(max_length=500, error_messages=REQUIRED)
    people = forms.IntegerField(required=False, min_value=0, error_messages={"invalid": _("Hãy nhập một số.")})
    consequences = forms.CharField(max_length=4000, error_messages=REQUIRED)
    measures = forms.CharField(max_length=4000, error_messages=REQUIRED)
    contact = forms.CharField(max_length=300, error_messages=REQUIRED)


class Report(forms.Form):
    """The notice as it went out."""

    number = forms.CharField(max_length=60, error_messages=REQUIRED)
    why_late = forms.CharField(required=False, max_length=500)
