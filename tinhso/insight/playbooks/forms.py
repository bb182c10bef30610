"""Parses what people type about playbooks; saves nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.web.reading import reading
from tinhso.insight.ioc import queries as ioc
from tinhso.insight.playbooks.lifecycle import PlaybookKind
from tinhso.insight.playbooks.models import Playbook
from tinhso.insight.playbooks.rules import LONGEST_H

MOMENTS = ["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]


def _line(label: Any, longest: int, hint: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "lang": "vi", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, help_text=hint, widget=widget)


def _text(label: Any, longest: int, rows: int, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "form-control", "lang": "vi", "rows": rows})
    return forms.CharField(label=label, max_length=longest, help_text=hint, widget=widget)


class Head(forms.Form):
    """What a playbook is called, what it follows, what hangs on the wall meanwhile."""

    kind = forms.ChoiceField(label=_("Loại tình huống"), widget=forms.Select(attrs={"class": "form-select"}))
    name = _line(_("Tên kịch bản"), 200)
    source = _text(_("Căn cứ"), 500, 3, _("Các văn bản mà kịch bản làm theo: số, ký hiệu, điều."))
    watched = forms.MultipleChoiceField(
        label=_("Chỉ tiêu theo dõi"), required=False,
        help_text=_("Ghim lên màn hình khi kích hoạt. Giữ Ctrl để chọn nhiều."),
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 8}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, of: Playbook | None = None, now: datetime) -> None:
        names = ("kind", "name", "source", "watched")
        super().__init__(data, initial={name: getattr(of, name) for name in names} if of else None)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(code, reading(label)) for code, label in PlaybookKind.choices()]
        watched: Any = self.fields["watched"]
        watched.choices = [(one.code, reading(one.name)) for one in ioc.indicators(timezone.localdate(now))]


class AddStep(forms.Form):
    """One thing to do."""

    text = _text(_("Việc phải làm"), 300, 2)
    lead = forms.ChoiceField(
        label=_("Cơ quan chủ trì"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    hours = forms.IntegerField(
        label=_("Hạn, số giờ từ lúc bắt đầu"), min_value=0, max_value=LONGEST_H,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    contact = _line(_("Đầu mối liên hệ"), 200, _("Chức danh, không ghi tên người."))
    source = _line(_("Căn cứ"), 300, _("Văn bản, điều, khoản."))

    def __init__(self, data: Any = None, *, now: datetime) -> None:
        super().__init__(data)
        lead: Any = self.fields["lead"]
        agencies = people.agencies_on(timezone.localdate(now)).exclude(kind=AgencyKind.COMMUNE)
        lead.choices = [("", _("Từng xã, phường được chọn"))] + [(one.slug, one.name) for one in agencies]


class Begin(forms.Form):
    """What happens, since when, where."""

    words = _line(_("Tình huống"), 200, _("Ví dụ tên cơn bão, nơi cháy, tên dịch bệnh."))
    began_at = forms.DateTimeField(
        label=_("Bắt đầu lúc"), input_formats=MOMENTS, help_text=_("Ngày rồi giờ, ví dụ 01/12/2026 07:30."),
        error_messages={"invalid": _("Hãy viết ngày rồi giờ, ví dụ 01/12/2026 07:30.")},
        widget=forms.DateTimeInput(attrs={"class": "form-control", "autocomplete": "off"}, format=MOMENTS[0]),
    )  # fmt: skip
    everywhere = forms.MultipleChoiceField(
        label=_("Phạm vi"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("all", _("Mọi xã, phường của tỉnh"))],
    )
    communes = forms.MultipleChoiceField(
        label=_("hoặc từng xã, phường"), required=False, help_text=_("Giữ Ctrl để chọn nhiều."),
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 10, "lang": "vi"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, now: datetime) -> None:
        super().__init__(data, initial={"began_at": timezone.localtime(now)})
        self.there = list(people.agencies_on(timezone.localdate(now)).filter(kind=AgencyKind.COMMUNE))
        communes: Any = self.fields["communes"]
        communes.choices = [(one.slug, one.short_name) for one in self.there]

    @property
    def chosen(self) -> list[Agency]:
        """The communes that are meant."""
        if self.cleaned_data["everywhere"]:
            return self.there
        return [one for one in self.there if one.slug in self.cleaned_data["communes"]]
