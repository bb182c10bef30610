"""What officials type about plans; no saving here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.models import Agency
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.web.filling import Plain, day_field, names_select, text_field
from tinhso.insight.plans.lifecycle import DirectiveKind, Tie
from tinhso.insight.plans.models import Directive, Measure
from tinhso.insight.plans.rules.targets import Operator
from tinhso.insight.warehouse.rules import number

NOBODY = [("", _("Chưa giao"))]
DEPARTMENTS = "SO"
COMMUNES = "XA"


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


def bodies(agencies: Iterable[Agency]) -> list[tuple[str, str]]:
    """Agencies as choices, by their slugs."""
    return [(one.slug, one.name) for one in agencies]


class Give(Plain):
    """A task as it is given. groups: all departments, all communes, beside those named one by one."""

    title = text_field(_("Nhiệm vụ"), 300)
    detail = text_field(_("Yêu cầu, sản phẩm"), 4000, 4, required=False)
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
    due_date = day_field(_("hoặc hạn vào ngày"), required=False)
    giver = forms.ChoiceField(label=_("Cơ quan giao"))
    directive = forms.ChoiceField(label=_("Theo văn bản chỉ đạo"), required=False, widget=names_select())
    target = forms.ChoiceField(label=_("Để đạt chỉ tiêu"), required=False)


class Part(Plain):
    """A part of a task, given on: the paper and the target are those of the whole."""

    title = text_field(_("Phần việc"), 300)
    detail = text_field(_("Yêu cầu, sản phẩm"), 4000, 3, required=False)
    groups = Give.declared_fields["groups"]
    leads = Give.declared_fields["leads"]
    working_days = Give.declared_fields["working_days"]
    due_date = Give.declared_fields["due_date"]
    giver = Give.declared_fields["giver"]


class AddDirective(Plain):
    """A directive as its keeper writes it down."""

    number = text_field(_("Số, ký hiệu"), 40)
    issued_on = day_field(_("Ngày ban hành"))
    issuer = text_field(_("Cơ quan ban hành"), 200)
    title = text_field(_("Tên, trích yếu"), 500)
    kind = forms.TypedChoiceField(label=_("Loại"), choices=DirectiveKind.choices(), coerce=DirectiveKind)
    owner = forms.ChoiceField(label=_("Cơ quan theo dõi"))
    source = text_field(_("Nguồn"), 400, help_text=_("Văn bản đã ký, địa chỉ công báo hoặc nơi đọc được."))


class TieTo(Plain):
    """What this paper does to an earlier one."""

    tie = forms.TypedChoiceField(label=_("Văn bản này"), choices=Tie.choices(), coerce=Tie)
    upper = forms.ChoiceField(label=_("Văn bản trước"), widget=names_select())
    on = day_field(
        _("Từ ngày"),
        help_text=_("Nếu thay thế: văn bản trước và chỉ tiêu của nó hết hiệu lực ngày hôm trước; nhiệm vụ đang mở "
                    "chuyển sang văn bản này, giữ nguyên hạn."),
    )  # fmt: skip


class AddTarget(Plain):
    """A target as the paper has it."""

    name = text_field(_("Chỉ tiêu"), 300)
    operator = forms.TypedChoiceField(label=_("Mức"), choices=Operator.choices(), coerce=Operator)
    value = Figure(label=_("Giá trị"))
    unit = text_field(_("Đơn vị tính"), 30)
    due_on = day_field(_("Hạn"))
    level = forms.ChoiceField(
        label=_("Giao cho cấp"), required=False, choices=[("", _("Tất cả")), *UnitLevel.choices()]
    )
    owner = forms.ChoiceField(label=_("Cơ quan phụ trách"), required=False)
    source = text_field(_("Điều, khoản, phụ lục"), 400, required=False)


class SetBasis(Plain):
    """Where a target starts and what measures it."""

    owner = forms.ChoiceField(label=_("Cơ quan phụ trách"), required=False)
    baseline = Figure(
        label=_("Mốc xuất phát"), required=False,
        help_text=_("Chỉ ghi khi có nguồn; không có mốc thì không vẽ đường tiến độ."),
    )  # fmt: skip
    baseline_on = day_field(_("Mốc của ngày"), required=False)
    baseline_source = text_field(_("Nguồn của mốc"), 400, required=False)
    measure = forms.TypedChoiceField(label=_("Đo bằng"), choices=Measure.choices(), coerce=Measure)
    measured_by = text_field(
        _("Mã chỉ tiêu đo"), 40, required=False,
        help_text=_("Mã trong kho số liệu, ví dụ ADM.ONLINE, hoặc tên bộ số đã công bố."),
    )  # fmt: skip
    measured_of = text_field(
        _("Mã địa bàn của số đã công bố"), 5, required=False,
        help_text=_("VN, hoặc mã tỉnh; chỉ dùng cho số đã công bố."),
    )  # fmt: skip


class Result(Plain):
    """What was achieved, with its paper."""

    value = Figure(label=_("Kết quả"))
    on = day_field(_("Tính đến ngày"))
    source = text_field(_("Căn cứ"), 400, help_text=_("Số, ký hiệu báo cáo."))
    note = text_field(_("Ghi chú"), 300, required=False)


class End(Plain):
    """The last day of a target, and why."""

    on = day_field(_("Ngày cuối có hiệu lực"))
    reason = text_field(_("Văn bản, lý do"), 300)


class Step(Plain):
    """What is said with a move of a task."""

    text = text_field(_("Nội dung"), 2000, 3, required=False)
    percent = forms.IntegerField(label=_("Tiến độ, %"), required=False, min_value=0, max_value=99)
    due_date = day_field(_("Hạn mới"), required=False)


def papers(directives: Iterable[Directive], *, empty: Any = "") -> list[tuple[str, Any]]:
    """Directives as choices, by their codes."""
    first = [("", empty)] if empty else []
    return [
        *first,
        *((one.code, f"{one} – {one.title}"[:120] if one.number else one.title[:120]) for one in directives),
    ]
