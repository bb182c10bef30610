"""What officials type about plans; no saving here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.models import Agency
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.web.reading import reading
from tinhso.insight.plans.lifecycle import CommitteeKind, DirectiveKind, Seat, Tie
from tinhso.insight.plans.models import Committee, Directive, Measure
from tinhso.insight.plans.rules.targets import Operator
from tinhso.insight.warehouse.rules import number

Choices = Mapping[str, Sequence[tuple[Any, Any]]]
NOBODY = [("", _("Chưa giao"))]
DEPARTMENTS = "SO"
COMMUNES = "XA"


DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


class Plain(forms.Form):
    """The look of every form of the room. asks: choices that depend on who asks, by field."""

    def __init__(self, data: Any = None, *, asks: Choices | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name, choices in (asks or {}).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["required"] = _("Hãy điền mục này.")
            if isinstance(field, forms.ChoiceField):
                read = [(value, reading(label)) for value, label in field.choices]  # type: ignore[misc,union-attr]
                field.choices = read
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
                field.widget.attrs["class"] = kind
        for name in self.errors:  # asked once all fields have their words: whoever asks earlier gets Django's
            if name in self.fields:
                self.fields[name].widget.attrs["aria-invalid"] = "true"

    def refuse(self, refused: Refused) -> None:
        """A rule's no, beside the field that it speaks of, or above all of them."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)


class Figure(forms.CharField):
    """A number as Vietnamese write it: 1.234.567 or 12,5."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more)

    def clean(self, value: Any) -> Any:
        """A Decimal, None for nothing; what can be read in two ways is asked again."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return number(text, is_ratio=True)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


def _day(label: Any, **more: Any) -> forms.DateField:
    """Typed, not picked: a browser writes its own picker in the order of its own language."""
    widget = forms.DateInput(format=DAYS[0], attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy"})
    invalid = {"invalid": _("Ngày phải có dạng ngày/tháng/năm, ví dụ 01/12/2026.")}
    return forms.DateField(label=label, widget=widget, input_formats=DAYS, error_messages=invalid, **more)


def _text(label: Any, most: int, rows: int = 0, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "lang": "vi"}) if rows else forms.TextInput(attrs={"lang": "vi"})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


def _vietnamese() -> forms.Select:
    """A list of names that stay Vietnamese in every language."""
    return forms.Select(attrs={"lang": "vi"})


def bodies(agencies: Iterable[Agency]) -> list[tuple[str, str]]:
    """Agencies as choices, by their slugs."""
    return [(one.slug, one.name) for one in agencies]


class Give(Plain):
    """A task as it is given. groups: all departments, all communes, beside those named one by one."""

    title = _text(_("Nhiệm vụ"), 300)
    detail = _text(_("Yêu cầu, sản phẩm"), 4000, 4, required=False)
    groups = forms.MultipleChoiceField(
        label=_("Chủ trì: theo nhóm"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(DEPARTMENTS, _("Các sở, ban, ngành của tỉnh")), (COMMUNES, _("Ủy ban nhân dân các xã, phường"))],
    )  # fmt: skip
    leads = forms.MultipleChoiceField(
        label=_("Chủ trì: từng cơ quan"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Mỗi cơ quan được chọn có một nhiệm vụ riêng. Giữ Ctrl để chọn nhiều."),
    )  # fmt: skip
    coordinating = forms.MultipleChoiceField(
        label=_("Phối hợp"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    working_days = forms.IntegerField(label=_("Thời hạn, số ngày làm việc"), required=False, min_value=1)
    due_date = _day(_("hoặc hạn vào ngày"), required=False)
    giver = forms.ChoiceField(label=_("Cơ quan giao"))
    directive = forms.ChoiceField(label=_("Theo văn bản chỉ đạo"), required=False, widget=_vietnamese())
    target = forms.ChoiceField(label=_("Để đạt chỉ tiêu"), required=False)


class Part(Plain):
    """A part of a task, given on: the paper and the target are those of the whole."""

    title = _text(_("Phần việc"), 300)
    detail = _text(_("Yêu cầu, sản phẩm"), 4000, 3, required=False)
    groups = Give.declared_fields["groups"]
    leads = Give.declared_fields["leads"]
    working_days = Give.declared_fields["working_days"]
    due_date = Give.declared_fields["due_date"]
    giver = Give.declared_fields["giver"]


class AddDirective(Plain):
    """A directive as its keeper writes it down."""

    number = _text(_("Số, ký hiệu"), 40)
    issued_on = _day(_("Ngày ban hành"))
    issuer = _text(_("Cơ quan ban hành"), 200)
    title = _text(_("Tên, trích yếu"), 500)
    kind = forms.TypedChoiceField(label=_("Loại"), choices=DirectiveKind.choices(), coerce=DirectiveKind)
    owner = forms.ChoiceField(label=_("Cơ quan theo dõi"))
    source = _text(_("Nguồn"), 400, help_text=_("Văn bản đã ký, địa chỉ công báo hoặc nơi đọc được."))


class TieTo(Plain):
    """What this paper does to an earlier one."""

    tie = forms.TypedChoiceField(label=_("Văn bản này"), choices=Tie.choices(), coerce=Tie)
    upper = forms.ChoiceField(label=_("Văn bản trước"), widget=_vietnamese())
    on = _day(
        _("Từ ngày"),
        help_text=_("Nếu thay thế: văn bản trước và chỉ tiêu của nó hết hiệu lực ngày hôm trước; nhiệm vụ đang mở "
                    "chuyển sang văn bản này, giữ nguyên hạn."),
    )  # fmt: skip


class AddTarget(Plain):
    """A target as the paper has it."""

    name = _text(_("Chỉ tiêu"), 300)
    operator = forms.TypedChoiceField(label=_("Mức"), choices=Operator.choices(), coerce=Operator)
    value = Figure(label=_("Giá trị"))
    unit = _text(_("Đơn vị tính"), 30)
    due_on = _day(_("Hạn"))
    level = forms.ChoiceField(
        label=_("Giao cho cấp"), required=False, choices=[("", _("Tất cả")), *UnitLevel.choices()]
    )
    owner = forms.ChoiceField(label=_("Cơ quan phụ trách"), required=False)
    source = _text(_("Điều, khoản, phụ lục"), 400, required=False)


class SetBasis(Plain):
    """Where a target starts and what measures it."""

    owner = forms.ChoiceField(label=_("Cơ quan phụ trách"), required=False)
    baseline = Figure(
        label=_("Mốc xuất phát"), required=False,
        help_text=_("Chỉ ghi khi có nguồn; không có mốc thì không vẽ đường tiến độ."),
    )  # fmt: skip
    baseline_on = _day(_("Mốc của ngày"), required=False)
    baseline_source = _text(_("Nguồn của mốc"), 400, required=False)
    measure = forms.TypedChoiceField(label=_("Đo bằng"), choices=Measure.choices(), coerce=Measure)
    measured_by = _text(
        _("Mã chỉ tiêu đo"), 40, required=False,
        help_text=_("Mã trong kho số liệu, ví dụ ADM.ONLINE, hoặc tên bộ số đã công bố."),
    )  # fmt: skip
    measured_of = _text(
        _("Mã địa bàn của số đã công bố"), 5, required=False,
        help_text=_("VN, hoặc mã tỉnh; chỉ dùng cho số đã công bố."),
    )  # fmt: skip


class Result(Plain):
    """What was achieved, with its paper."""

    value = Figure(label=_("Kết quả"))
    on = _day(_("Tính đến ngày"))
    source = _text(_("Căn cứ"), 400, help_text=_("Số, ký hiệu báo cáo."))
    note = _text(_("Ghi chú"), 300, required=False)


class End(Plain):
    """The last day of a target, and why."""

    on = _day(_("Ngày cuối có hiệu lực"))
    reason = _text(_("Văn bản, lý do"), 300)


class Found(Plain):
    """A committee with its decision."""

    kind = forms.TypedChoiceField(label=_("Loại"), choices=CommitteeKind.choices(), coerce=CommitteeKind)
    name = _text(_("Tên"), 200)
    agency = forms.ChoiceField(label=_("Của cơ quan"))
    helps = forms.ChoiceField(label=_("Giúp việc cho"), required=False, widget=_vietnamese())
    decision = _text(_("Quyết định"), 80)
    founded_on = _day(_("Ngày thành lập"))


class SeatIn(Plain):
    """Who joins."""

    name = _text(_("Họ và tên"), 120)
    office = _text(_("Chức vụ, cơ quan"), 200)
    seat = forms.TypedChoiceField(label=_("Vai trò"), choices=Seat.choices(), coerce=Seat)
    decision = _text(_("Quyết định"), 80)
    since = _day(_("Từ ngày"))


class Leave(Plain):
    """Who leaves."""

    on = _day(_("Ngày cuối tham gia"))
    decision = _text(_("Quyết định"), 80)


class Words(Plain):
    """The words of a briefing around its figures."""

    opening = _text(_("Phần mở đầu"), 4000, 8)
    closing = _text(_("Phương hướng, nhiệm vụ tiếp theo"), 4000, 6, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)


class Step(Plain):
    """What is said with a move of a task."""

    text = _text(_("Nội dung"), 2000, 3, required=False)
    percent = forms.IntegerField(label=_("Tiến độ, %"), required=False, min_value=0, max_value=99)
    due_date = _day(_("Hạn mới"), required=False)


def papers(directives: Iterable[Directive], *, empty: Any = "") -> list[tuple[str, Any]]:
    """Directives as choices, by their codes."""
    first = [("", empty)] if empty else []
    return [
        *first,
        *((one.code, f"{one} – {one.title}"[:120] if one.number else one.title[:120]) for one in directives),
    ]


def groups(committees: Iterable[Committee]) -> list[tuple[str, Any]]:
    """Steering committees as choices."""
    return [("", _("Không")), *((str(one.pk), one.name) for one in committees if one.kind == CommitteeKind.STEERING)]


def day_of(text: str, otherwise: date) -> date:
    """A day of an address, 23/11/2026 or 2026-11-23; the other where it is none."""
    try:
        return forms.DateField(input_formats=DAYS, required=False).clean(text) or otherwise
    except forms.ValidationError:
        return otherwise
