"""Parses what people type in the centre; saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import queries as people
from tinhso.ground.web.reading import reading
from tinhso.insight.ioc import queries
from tinhso.insight.ioc.models import Feed
from tinhso.insight.warehouse.models import Direction
from tinhso.insight.warehouse.rules import number

MOMENTS = ["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]
WRONG_DAY = "Ngày phải có dạng ngày/tháng/năm, ví dụ 01/12/2026."


def day_of(words: str) -> date:
    """A day as people write it: 01/12/2026. Refused `bad-day`."""
    try:
        day: date = forms.DateField(input_formats=DAYS).clean(words)
    except forms.ValidationError:
        raise Refused("bad-day", WRONG_DAY, field="ngay") from None
    return day


def _moment(label: Any) -> forms.DateTimeField:
    """Typed, not picked: a browser writes its own picker in the order of its own language."""
    return forms.DateTimeField(
        label=label, input_formats=MOMENTS, help_text=_("Ngày rồi giờ, ví dụ 01/12/2026 07:30."),
        error_messages={"invalid": _("Hãy viết ngày rồi giờ, ví dụ 01/12/2026 07:30.")},
        widget=forms.DateTimeInput(attrs={"class": "form-control", "autocomplete": "off"}, format=MOMENTS[0]),
    )  # fmt: skip


class Number(forms.CharField):
    """A number as Vietnamese write it: 12,5."""

    def __init__(self, label: Any, hint: Any = "", *, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control", "autocomplete": "off"})
        super().__init__(label=label, help_text=hint, max_length=20, widget=widget, required=required)

    def clean(self, value: Any) -> Any:
        """A Decimal; what can be read in two ways is refused beside the field."""
        typed = super().clean(value)
        try:
            return number(typed or "0", is_ratio=True)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence, code=refused.code) from None


class Propose(forms.Form):
    """A threshold."""

    code = forms.ChoiceField(label=_("Chỉ tiêu"), widget=forms.Select(attrs={"class": "form-select"}))
    green = Number(_("Ngưỡng xanh"), _("Từ đây là đạt."))
    red = Number(_("Ngưỡng đỏ"), _("Quá đây là cảnh báo."))
    margin = Number(_("Khoảng trễ"), _("Phải trở lại quá ngưỡng đỏ chừng này thì cảnh báo mới hết."), required=False)
    least = forms.IntegerField(
        label=_("Số tối thiểu để xét"), min_value=0, required=False,
        help_text=_("Tỷ lệ của ít hơn chừng này không xét."),
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Số, ký hiệu văn bản đặt ngưỡng."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("Áp dụng từ ngày"), input_formats=DAYS,
        error_messages={"invalid": _(WRONG_DAY)},
        widget=forms.DateInput(attrs={"class": "form-control", "inputmode": "numeric", "placeholder": "dd/mm/yyyy"},
                               format=DAYS[0]),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, now: datetime) -> None:
        today = timezone.localdate(now)
        super().__init__(data, initial={"valid_from": today})
        known = [one for one in queries.indicators(today) if one.feed != Feed.NONE]
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            (one.code, reading(one.name)) for one in known if one.direction != Direction.NONE
        ]

    def clean_least(self) -> int:
        """Nothing typed: everything is judged."""
        return self.cleaned_data["least"] or 0


class Plan(forms.Form):
    """A shift: who, from, to."""

    staff_number = forms.CharField(
        label=_("Số hiệu cán bộ"), max_length=20, help_text=_("Ví dụ CB0049."),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )  # fmt: skip
    begins_at = _moment(_("Từ"))
    ends_at = _moment(_("Đến"))


class Task(forms.Form):
    """A task that an alert makes necessary."""

    title = forms.CharField(
        label=_("Nhiệm vụ"), max_length=300,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2, "lang": "vi"}),
    )  # fmt: skip
    lead = forms.ChoiceField(label=_("Cơ quan chủ trì"), widget=forms.Select(attrs={"class": "form-select"}))
    working_days = forms.IntegerField(
        label=_("Số ngày làm việc"), min_value=1, max_value=250,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any], now: datetime) -> None:
        super().__init__(data, initial=dict(initial))
        agencies = people.agencies_on(timezone.localdate(now))
        self.fields["lead"].choices = [(one.slug, one.name) for one in agencies]  # type: ignore[attr-defined]


class Line(forms.Form):
    """A line of the log."""

    words = forms.CharField(
        label=_("Nội dung"), max_length=2000, widget=forms.Textarea(attrs={"class": "form-control", "rows": 3})
    )
