"""Parses and words the announcement of days off and make-up days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.reference.kinds import DayKind

KINDS = (DayKind.SWAP_OFF, DayKind.MAKEUP_WORK, DayKind.LOCAL_OFF)
# What is entered most often: one day off against one Saturday worked; two rows stay free.
SWAP = [{"kind": DayKind.SWAP_OFF.value}, {"kind": DayKind.MAKEUP_WORK.value}]
FREE_ROWS = 2
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})


class Announcement(forms.Form):
    """The instrument, its date and whom it binds."""

    instrument = forms.CharField(
        label=_("Số, ký hiệu văn bản"), max_length=60, widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Hãy ghi số, ký hiệu của văn bản.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Trích yếu"), max_length=300, widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Hãy ghi trích yếu nội dung văn bản.")},
    )  # fmt: skip
    announced_at = forms.DateField(
        label=_("Ngày công bố"), widget=DATE,
        error_messages={"required": _("Hãy chọn ngày công bố."), "invalid": _("Ngày này không có trong lịch.")},
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_("Phạm vi áp dụng"), widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": _("Hãy chọn một phạm vi trong danh sách.")},
    )  # fmt: skip

    def __init__(self, *args: Any, scopes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"loi-{name}"}


TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "form-control"})
WEEK = [(0, _("Thứ Hai")), (1, _("Thứ Ba")), (2, _("Thứ Tư")), (3, _("Thứ Năm")), (4, _("Thứ Sáu")), (5, _("Thứ Bảy"))]
NO_TIME = {"invalid": _("Hãy ghi giờ và phút, ví dụ 07:30.")}


class Hours(Announcement):
    """The hours of one agency from a day on, as a decision names them; the last day may stay empty."""

    field_order = ("instrument", "title", "scope", "valid_from", "valid_to")
    announced_at = None  # type: ignore[assignment]
    valid_from = forms.DateField(
        label=_("Áp dụng từ ngày"), widget=DATE,
        error_messages={"required": _("Hãy chọn ngày bắt đầu áp dụng."), "invalid": _("Ngày này không có trong lịch.")},
    )  # fmt: skip
    valid_to = forms.DateField(
        label=_("Đến hết ngày"), required=False, widget=DATE,
        error_messages={"invalid": _("Ngày này không có trong lịch.")},
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Các ngày trong tuần"), choices=WEEK, coerce=int, initial=[0, 1, 2, 3, 4],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Hãy chọn ít nhất một ngày trong tuần.")},
    )  # fmt: skip
    morning_from = forms.TimeField(label=_("Sáng, từ"), required=False, widget=TIME, error_messages=NO_TIME)
    morning_to = forms.TimeField(label=_("Sáng, đến"), required=False, widget=TIME, error_messages=NO_TIME)
    afternoon_from = forms.TimeField(label=_("Chiều, từ"), required=False, widget=TIME, error_messages=NO_TIME)
    afternoon_to = forms.TimeField(label=_("Chiều, đến"), required=False, widget=TIME, error_messages=NO_TIME)

    @property
    def times(self) -> list[Any]:
        """The four times in order; None where nothing was given."""
        return [self.cleaned_data.get(name) for name in TIMES]

    @property
    def time_fields(self) -> list[forms.BoundField]:
        """The four times as they are drawn, side by side."""
        return [self[name] for name in TIMES]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """What is drawn one below the other."""
        return [field for field in self if field.name not in {*TIMES, "weekdays"}]


TIMES = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")


class Day(forms.Form):
    """One row: a date, what becomes of it, and why. An empty row is left out."""

    date = forms.DateField(
        label=_("Ngày"), required=False, widget=DATE, error_messages={"invalid": _("Ngày này không có trong lịch.")}
    )
    kind = forms.ChoiceField(
        label=_("Là"), required=False, choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Lý do"), required=False, max_length=120, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def clean(self) -> dict[str, Any]:
        """A row with a reason needs its date."""
        cleaned = super().clean() or {}
        if cleaned.get("name") and not cleaned.get("date") and "date" not in self.errors:
            self.add_error("date", _("Hãy chọn ngày cho dòng này."))
        return cleaned


Days = forms.formset_factory(Day, extra=FREE_ROWS, max_num=20)


def day_changes(rows: list[dict[str, Any]]) -> list[tuple[date, DayKind, str]]:
    """The filled rows as the action wants them; a row without a reason takes the name of its kind."""
    return [
        (row["date"], DayKind(row["kind"]), nfc(row["name"]) or DayKind(row["kind"]).label)
        for row in rows
        if row.get("date") and row.get("kind")
    ]
