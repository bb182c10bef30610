"""What the officer reads from a sheet and answers for; and the days of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.engines.store.models import DocumentType
from tinhso.ground.web.reading import reading

CHECKS = [
    ("legible", _("Rõ ràng, đọc được mọi chữ, số, con dấu")),
    ("complete", _("Đầy đủ các trang, cả mặt sau nếu có chữ")),
    ("conforms", _("Đúng với bản giấy người nộp đưa")),
]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}), **more)


class Sheet(forms.Form):
    """One sheet: what it is, and the three things that the officer compared."""

    type_code = forms.ChoiceField(label=_("Loại giấy tờ"), required=False)
    title = forms.CharField(label=_("Tên giấy tờ"), max_length=300)
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, required=False,
        help_text=_("Như in trên giấy; nhờ số này mà lần sau tìm thấy ngay."),
    )  # fmt: skip
    issuer = forms.CharField(label=_("Nơi cấp"), max_length=300, required=False)
    issued_on = _day(_("Ngày cấp"))
    valid_to = _day(_("Có giá trị đến"), help_text=_("Để trống nếu giấy không ghi thời hạn."))
    checks = forms.MultipleChoiceField(
        label=_("Tôi đã đối chiếu"), choices=CHECKS, widget=forms.CheckboxSelectMultiple, required=True
    )

    def __init__(self, types: Sequence[DocumentType], today: date, data: Any = None, *, title: str) -> None:
        super().__init__(data, initial={"title": title, "type_code": types[0].code if len(types) == 1 else ""})
        self.today = today
        choices = [(one.code, reading(one.name)) for one in types]
        self.fields["type_code"].choices = [*choices, ("", _("Loại khác"))]  # type: ignore[attr-defined]
        if not types:
            del self.fields["type_code"]
        self.fields["checks"].error_messages["required"] = _("Hãy đối chiếu và đánh dấu đủ ba điều trước khi ký.")
        self.fields["title"].error_messages["required"] = _("Hãy điền mục này.")
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs["class"] = "form-select" if name == "type_code" else "form-control"
            if data is not None and self.errors.get(name):
                field.widget.attrs["aria-invalid"] = "true"

    def clean_issued_on(self) -> date | None:
        """Nothing was issued tomorrow."""
        day: date | None = self.cleaned_data["issued_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("Ngày cấp không thể sau hôm nay."))
        return day


class Period(forms.Form):
    """Days of the report; the last day is included."""

    tu = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    den = forms.DateField(label=_("Đến ngày"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        if cleaned.get("tu") and cleaned.get("den") and cleaned["den"] < cleaned["tu"]:
            self.add_error("den", _("Ngày cuối phải không sớm hơn ngày đầu."))
        return cleaned
