"""Input of the payment pages."""

from __future__ import annotations

from django import forms


class Resolve(forms.Form):
    """What was done with money that did not fit."""

    note = forms.CharField(
        max_length=500,
        strip=True,
        error_messages={"required": "Hãy ghi rõ đã xử lý khoản tiền này như thế nào."},
    )
