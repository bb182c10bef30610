"""Parses what people type into score sheets; saves nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.insight.scorecards.models import IndexVersion, Node
from tinhso.insight.scorecards.rules.patterns import Given, Pattern

NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,4})?")
UNCLEAR = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
CHOICES = [
    ("SECRETARY", _("Bí thư")), ("CHAIRMAN", _("Chủ tịch")), ("DEPUTY_SECRETARY", _("Phó Bí thư")),
    ("DEPUTY_CHAIRMAN", _("Phó Chủ tịch")), ("OTHER", _("Người khác, hoặc chưa có")),
]  # fmt: skip
YES_NO = [("1", _("Có")), ("0", _("Không"))]
A_OVER_B = {Pattern.RATIO, Pattern.RATIO_TO_TARGET}


def decimal_of(text: str) -> Decimal | None:
    """0,8575 or 0.8575; None for anything else. 1.761 may be a number or a thousand: it is nobody's to guess."""
    said = text.strip()
    if UNCLEAR.fullmatch(said) or not NUMBER.fullmatch(said):
        return None
    return Decimal(said.replace(",", "."))


class Number(forms.CharField):
    """A number as Vietnamese write it."""

    def __init__(self, label: Any, hint: Any = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control"})
        super().__init__(label=label, help_text=hint, max_length=20, widget=widget)

    def clean(self, value: Any) -> Any:
        """A Decimal; what can be read in two ways is refused."""
        found = decimal_of(super().clean(value))
        if found is None:
            raise forms.ValidationError(
                _("Hãy viết số như 1761 hoặc 0,8575; không viết dấu chấm ngăn hàng nghìn."), code="unclear"
            )
        return found


class Entry(forms.Form):
    """One score: the fields that its pattern needs, its evidence, a note."""

    def __init__(self, version: IndexVersion, node: Node, data: Any = None) -> None:
        super().__init__(data)
        self.pattern = node.pattern
        own: dict[str, forms.Field] = {}
        if node.pattern in A_OVER_B:
            own = {"numerator": Number(_("Tử số (a)")), "denominator": Number(_("Mẫu số (b)"))}
        elif node.pattern == Pattern.LEADER_GRADE:
            own = {"choice": forms.ChoiceField(label=_("Trưởng ban chỉ đạo"), choices=CHOICES)}
        elif node.pattern == Pattern.BINARY:
            own = {"first": forms.ChoiceField(label=_("Đã có"), choices=YES_NO)}
        elif node.pattern == Pattern.SPLIT_HALVES:
            own = {"first": forms.ChoiceField(label=_("Điều kiện thứ nhất"), choices=YES_NO),
                   "second": forms.ChoiceField(label=_("Điều kiện thứ hai"), choices=YES_NO)}  # fmt: skip
        elif node.pattern == Pattern.TIERED_COUNT:
            own = {"numerator": Number(_("Số lần"))}
        elif node.pattern == Pattern.RELATIVE_TO_MAX:
            own = {"numerator": Number(_("Giá trị")), "best": Number(_("Giá trị của đơn vị cao nhất"))}
        else:
            own = {"numerator": Number(_("Giá trị chỉ số chính"), _("Từ 0 đến 1, ví dụ 0,8575."))}
        self.fields |= own
        self.fields["evidence"] = forms.CharField(
            label=_("Tài liệu kiểm chứng"), max_length=300, help_text=_("Số, ký hiệu văn bản hoặc địa chỉ."),
            error_messages={"required": _("Hãy ghi tài liệu kiểm chứng: số, ký hiệu văn bản hoặc địa chỉ.")},
        )  # fmt: skip
        self.fields["note"] = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    @property
    def given(self) -> Given:
        """What was entered, as the rules take it."""
        said = self.cleaned_data
        met = tuple(said[name] == "1" for name in ("first", "second") if name in said)
        return Given(said.get("numerator"), said.get("denominator"), said.get("choice", ""), met, said.get("best"))


class Annex(forms.Form):
    """A signed annex as CSV."""

    file = forms.FileField(
        label=_("Phụ lục đã ký, dạng CSV"),
        help_text=_("Cột: code, name, unit, pattern, params, max_points, evidence, owner; thêm due_date nếu có hạn."),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv"}),
    )

    def clean_file(self) -> Any:
        """No larger than an annex can be."""
        file = self.cleaned_data["file"]
        if file.size > 1024 * 1024:
            raise forms.ValidationError(_("Tệp lớn hơn 1 MB."))
        return file
