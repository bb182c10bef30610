"""What people type about themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

REQUIRED = {"required": _("Hãy điền ô này.")}


class Password(forms.Form):
    """The first step of an official."""

    username = forms.CharField(max_length=80, error_messages=REQUIRED)
    password = forms.CharField(max_length=200, strip=False, error_messages=REQUIRED)


class Code(forms.Form):
    """Six digits of an app, or a recovery code."""

    code = forms.CharField(max_length=20, error_messages=REQUIRED)


class Contact(forms.Form):
    """Contact details; what they must look like is the action's to say."""

    phone = forms.CharField(required=False, max_length=20)
    email = forms.CharField(required=False, max_length=254)
    address = forms.CharField(required=False, max_length=300)
