"""Parses what people type into score sheets; saves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tinhso.ground.people.models import Agency
from tinhso.insight.scorecards.models import EvidenceFile, IndexVersion, Node
from tinhso.insight.scoring.rules.patterns import Given, Pattern
from tinhso.insight.warehouse.queries import Figure

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


class ManyFiles(forms.FileInput):
    """A chooser of several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class Files(forms.Field):
    """Files as they came; what they are is judged by who stores them."""

    widget = ManyFiles

    def clean(self, value: Any) -> list[UploadedFile[bytes]]:
        """A list, empty only where none is wanted."""
        found = [one for one in value or [] if isinstance(one, UploadedFile)]
        if self.required and not found:
            raise forms.ValidationError(
                _("Chỉ số này bắt buộc kèm ít nhất một tệp minh chứng (PDF hoặc ảnh)."), code="required"
            )
        return found


class Entry(forms.Form):
    """One score: the fields that its pattern needs, its evidence with files, a note.

    kept: files of the revision before, each of which may go on to this one. figure: what the warehouse counts of the
    leaf, offered as the numbers and as their source.
    """

    def __init__(
        self, version: IndexVersion, node: Node, data: Any = None, files: Any = None, *,
        kept: Sequence[EvidenceFile] = (), needs_file: bool = False, figure: Figure | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, files)
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
        if figure is not None and node.pattern in A_OVER_B:
            said = _("Kho dữ liệu dùng chung: %(metric)s, kỳ %(period)s")
            self.initial = {
                "numerator": figure.numerator, "denominator": figure.denominator,
                "evidence": said % {"metric": figure.metric.code, "period": figure.period.code},
            }  # fmt: skip
        self.fields["evidence"] = forms.CharField(
            label=_("Tài liệu kiểm chứng"), max_length=300, help_text=_("Số, ký hiệu văn bản hoặc địa chỉ."),
            error_messages={"required": _("Hãy ghi tài liệu kiểm chứng: số, ký hiệu văn bản hoặc địa chỉ.")},
        )  # fmt: skip
        if kept:
            names = [(str(one.key), one.file.name) for one in kept]
            self.fields["keep"] = forms.MultipleChoiceField(
                label=_("Tệp đã nộp, giữ lại"), choices=names, initial=[key for key, _name in names], required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.fields["files"] = Files(
            label=_("Tệp minh chứng"), required=needs_file and not kept,
            widget=ManyFiles(attrs={"multiple": True, "accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
            help_text=_("PDF hoặc ảnh, mỗi tệp tối đa 20 MB, tối đa 10 tệp."),
        )  # fmt: skip
        self.fields["note"] = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
        for name, field in self.fields.items():
            is_choice = isinstance(field, forms.ChoiceField)
            if name != "keep":
                field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    @property
    def given(self) -> Given:
        """What was entered, as the rules take it."""
        said = self.cleaned_data
        met = tuple(said[name] == "1" for name in ("first", "second") if name in said)
        return Given(said.get("numerator"), said.get("denominator"), said.get("choice", ""), met, said.get("best"))


class Assign(forms.Form):
    """Who answers for the leaves that were ticked, until when, and what they must bring."""

    agency = forms.ChoiceField(label=_("Cơ quan phụ trách"), required=False)
    due_date = forms.DateField(
        label=_("Hạn chấm"), required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Ngày/tháng/năm, ví dụ 31/01/2027."),
        error_messages={"invalid": _("Hãy viết ngày như 31/01/2027.")},
    )  # fmt: skip
    needs_file = forms.ChoiceField(
        label=_("Tệp minh chứng"), choices=[("0", _("Không bắt buộc")), ("1", _("Bắt buộc"))], initial="0"
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, required=False, help_text=_("Bắt buộc khi thay đổi phân công trước.")
    )

    def __init__(self, agencies: Iterable[Agency], data: Any = None, *, itself: Any = "") -> None:
        super().__init__(data)
        choices = [("", itself or _("Chính đơn vị được chấm")), *((one.slug, one.name) for one in agencies)]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, which mypy forgets
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"


class Annex(forms.Form):
    """A signed annex as CSV."""

    file = forms.FileField(
        label=_("Phụ lục đã ký, dạng CSV"),
        help_text=_(
            "Cột: code, name, unit, pattern, params, max_points, evidence, owner; thêm due_date nếu có hạn, needs_file "
            "(ghi x) nếu bắt buộc kèm tệp."
        ),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv"}),
    )

    def clean_file(self) -> Any:
        """No larger than an annex can be."""
        file = self.cleaned_data["file"]
        if file.size > 1024 * 1024:
            raise forms.ValidationError(_("Tệp lớn hơn 1 MB."))
        return file
