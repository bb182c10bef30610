"""What officials type about committees; no saving here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.web.filling import Plain, day_field, names_select, text_field
from tinhso.insight.committees.lifecycle import CommitteeKind, Seat
from tinhso.insight.committees.models import Committee


class Found(Plain):
    """A committee with its decision."""

    kind = forms.TypedChoiceField(label=_("Loại"), choices=CommitteeKind.choices(), coerce=CommitteeKind)
    name = text_field(_("Tên"), 200)
    agency = forms.ChoiceField(label=_("Của cơ quan"))
    helps = forms.ChoiceField(label=_("Giúp việc cho"), required=False, widget=names_select())
    decision = text_field(_("Quyết định"), 80)
    founded_on = day_field(_("Ngày thành lập"))


class SeatIn(Plain):
    """Who joins."""

    name = text_field(_("Họ và tên"), 120)
    office = text_field(_("Chức vụ, cơ quan"), 200)
    seat = forms.TypedChoiceField(label=_("Vai trò"), choices=Seat.choices(), coerce=Seat)
    decision = text_field(_("Quyết định"), 80)
    since = day_field(_("Từ ngày"))


class Leave(Plain):
    """Who leaves."""

    on = day_field(_("Ngày cuối tham gia"))
    decision = text_field(_("Quyết định"), 80)


def groups(committees: Iterable[Committee]) -> list[tuple[str, Any]]:
    """Steering committees as choices."""
    return [("", _("Không")), *((str(one.pk), one.name) for one in committees if one.kind == CommitteeKind.STEERING)]
