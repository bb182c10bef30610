"""Parses and words the announcement of planned work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.base.vietnamese import VIETNAM

# The browser's own field would show the day in the order of its language.
MOMENT = forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"class": "form-control"})
HINT = _("Ngày/tháng/năm giờ:phút, ví dụ 28/11/2026 22:00")
TEXT = forms.TextInput(attrs={"class": "form-control"})
NO_MOMENT = {"required": _("Hãy chọn ngày và giờ."), "invalid": _("Ngày giờ này không có trong lịch.")}
FORMATS = ["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]


class Moment(forms.DateTimeField):
    """A moment of Vietnam's clock."""

    def clean(self, value: Any) -> datetime | None:
        """The aware moment."""
        found: datetime | None = super().clean(value)
        return found.astimezone(VIETNAM) if found else None


class Planned(forms.Form):
    """When, and what people are told."""

    starts_at = Moment(
        label=_("Bắt đầu"), widget=MOMENT, help_text=HINT, input_formats=FORMATS, error_messages=NO_MOMENT
    )
    ends_at = Moment(
        label=_("Kết thúc (dự kiến)"), widget=MOMENT, help_text=HINT, input_formats=FORMATS, error_messages=NO_MOMENT
    )
    words = forms.CharField(
        label=_("Nội dung báo cho người dân"), max_length=300, widget=TEXT,
        error_messages={"required": _("Hãy ghi việc gì sẽ tạm dừng và trong bao lâu.")},
    )  # fmt: skip
    words_en = forms.CharField(label=_("Nội dung bằng tiếng Anh"), max_length=300, required=False, widget=TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"loi-{name}"}
