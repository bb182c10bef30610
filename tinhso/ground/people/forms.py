"""What people type about themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.people.models import ROLES_OF_PROGRAMS

REQUIRED = {"required": _("Hãy điền ô này.")}


class Password(forms.Form):
    """The first step of an official."""

    username = forms.CharField(max_length=80, error_messages=REQUIRED)
    password = forms.CharField(max_length=200, strip=False, error_messages=REQUIRED)


class Code(forms.Form):
    """Six digits of an app, or a recovery code."""

    code = forms.CharField(max_length=20, error_messages=REQUIRED)


class NewClient(forms.Form):
    """A program that is to get a token; the last day may stay empty: no end."""

    name = forms.CharField(max_length=120, error_messages=REQUIRED)
    agency = forms.CharField(max_length=40, error_messages={"required": _("Hãy chọn cơ quan.")})
    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.label) for role in ROLES_OF_PROGRAMS],
        error_messages={"required": _("Hãy chọn ít nhất một vai trò.")},
    )
    last_day = forms.DateField(required=False, error_messages={"invalid": _("Ngày này không có trong lịch.")})


class Contact(forms.Form):
    """Contact details; what they must look like is the action's to say."""

    phone = forms.CharField(required=False, max_length=20)
    email = forms.CharField(required=False, max_length=254)
    address = forms.CharField(required=False, max_length=300)
