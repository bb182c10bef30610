"""Input of the payment pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class Resolve(forms.Form):
    """What was done with money that did not fit."""

    note = forms.CharField(
        max_length=500,
        strip=True,
        error_messages={"required": _("Hãy ghi rõ đã xử lý khoản tiền này như thế nào.")},
    )


class Reason(forms.Form):
    """Why money goes back."""

    reason = forms.CharField(
        label=_("Lý do hoàn"),
        max_length=500,
        strip=True,
        error_messages={"required": _("Hãy ghi rõ lý do hoàn.")},
    )


class AskRefund(Reason):
    """Which payment goes back, and how much of it."""

    receipt = forms.CharField(
        label=_("Số biên lai"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số biên lai của khoản đã nộp.")},
    )
    amount_vnd = forms.IntegerField(
        label=_("Số tiền hoàn (đồng)"),
        min_value=1,
        error_messages={
            "required": _("Hãy ghi số tiền hoàn."),
            "invalid": _("Số tiền viết bằng chữ số, không có dấu chấm."),
            "min_value": _("Số tiền hoàn phải lớn hơn 0."),
        },
    )
    field_order = ["receipt", "amount_vnd", "reason"]


class Decide(forms.Form):
    """The decision by which money goes back."""

    decision = forms.CharField(
        label=_("Số, ngày của quyết định hoàn"),
        max_length=300,
        strip=True,
        error_messages={"required": _("Hãy ghi số, ngày của quyết định hoàn.")},
    )


class HandBack(Decide):
    """The decision, and the voucher of what was paid back outside the platform."""

    voucher = forms.CharField(
        label=_("Số chứng từ chi"),
        max_length=80,
        strip=True,
        error_messages={"required": _("Hãy ghi số chứng từ chi.")},
    )


class Reject(forms.Form):
    """Why nothing goes back."""

    decision = forms.CharField(
        label=_("Lý do không hoàn"),
        max_length=300,
        strip=True,
        error_messages={"required": _("Hãy ghi rõ lý do không hoàn.")},
    )


REFUND_FORMS: dict[str, type[forms.Form]] = {"approve": Decide, "hand_back": HandBack, "reject": Reject}
