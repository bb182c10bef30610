"""Parses what people type about cameras; saves nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinhso.ground.people.models import Agency
from tinhso.ground.web.reading import reading
from tinhso.infrastructure.cameras.lifecycle import Purpose

DAYS, MOMENTS = ["%d/%m/%Y", "%Y-%m-%d"], ["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]


def _line(label: Any, longest: int, hint: Any = "", *, words: bool = True) -> forms.CharField:
    attrs = {"class": "form-control", "autocomplete": "off"} | ({"lang": "vi"} if words else {})
    return forms.CharField(label=label, max_length=longest, help_text=hint, widget=forms.TextInput(attrs=attrs))


def _day(label: Any) -> forms.DateField:
    attrs = {"class": "form-control", "inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
    return forms.DateField(
        label=label, input_formats=DAYS, widget=forms.DateInput(attrs=attrs, format=DAYS[0]),
        error_messages={"invalid": _("Ngày phải có dạng ngày/tháng/năm, ví dụ 01/12/2026.")},
    )  # fmt: skip


def _choice(label: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.Select(attrs={"class": "form-select"}), **more)


def _purposes() -> list[tuple[str, str]]:
    return [(code, reading(label)) for code, label in Purpose.choices()]


class Enter(forms.Form):
    """A camera for the register."""

    owner = _choice(_("Đơn vị quản lý"))
    code = _line(_("Mã camera"), 60, _("Như trong hệ thống quản lý camera."), words=False)
    name = _line(_("Tên camera"), 200)
    address = _line(_("Nơi đặt"), 300)
    unit_code = _line(_("Mã xã, phường"), 5, _("Năm chữ số, ví dụ 13669."), words=False)
    purpose = _choice(_("Mục đích"))
    legal_ground = _line(_("Căn cứ pháp lý"), 300, _("Văn bản cho phép đặt camera: số, ký hiệu, điều."))
    link = _line(_("Địa chỉ trong hệ thống camera"), 500, _("Bắt đầu bằng https://, không chứa mật khẩu."), words=False)

    def __init__(self, data: Any = None, *, owners: list[Agency]) -> None:
        super().__init__(data)
        owner: Any = self.fields["owner"]
        owner.choices = [(one.slug, one.name) for one in owners]
        purpose: Any = self.fields["purpose"]
        purpose.choices = _purposes()


class GiveRight(forms.Form):
    """Who may open, for what, until when."""

    owner = _choice(_("Camera của đơn vị"))
    staff_number = _line(_("Số hiệu cán bộ"), 20, _("Ví dụ CB0049."), words=False)
    purpose = _choice(_("Mục đích của camera"), required=False)
    reason = _line(_("Để làm nhiệm vụ"), 300)
    valid_from = _day(_("Từ ngày"))
    valid_to = _day(_("Đến hết ngày"))

    def __init__(self, data: Any = None, *, owners: list[Agency], now: datetime) -> None:
        super().__init__(data, initial={"valid_from": timezone.localdate(now)})
        owner: Any = self.fields["owner"]
        owner.choices = [(one.slug, one.name) for one in owners]
        purpose: Any = self.fields["purpose"]
        purpose.choices = [("", _("Mọi mục đích")), *_purposes()]


class Tell(forms.Form):
    """What an official says of a camera."""

    is_up = _choice(_("Tình trạng"))
    at = forms.DateTimeField(
        label=_("Lúc"), input_formats=MOMENTS, help_text=_("Ngày rồi giờ, ví dụ 01/12/2026 07:30."),
        error_messages={"invalid": _("Hãy viết ngày rồi giờ, ví dụ 01/12/2026 07:30.")},
        widget=forms.DateTimeInput(attrs={"class": "form-control", "autocomplete": "off"}, format=MOMENTS[0]),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, now: datetime) -> None:
        super().__init__(data, initial={"at": timezone.localtime(now)})
        is_up: Any = self.fields["is_up"]
        is_up.choices = [("1", reading("Hoạt động")), ("0", reading("Không hoạt động"))]
