"""Input of the pages of preferences."""

from __future__ import annotations

from django import forms


class Contact(forms.Form):
    """Where an organisation is reached; what the two must look like is the action's to say."""

    phone = forms.CharField(required=False, max_length=20)
    email = forms.CharField(required=False, max_length=254)


class Preferences(forms.Form):
    """The channels and the language of a person; an unticked box is a no."""

    email = forms.BooleanField(required=False)
    sms = forms.BooleanField(required=False)
    zalo = forms.BooleanField(required=False)
    language = forms.ChoiceField(
        choices=[("vi", "Tiếng Việt"), ("en", "English")],
        error_messages={"required": "Hãy chọn ngôn ngữ.", "invalid_choice": "Hãy chọn một ngôn ngữ trong danh sách."},
    )
