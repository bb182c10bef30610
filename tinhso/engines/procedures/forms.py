"""Parses and words the staff's input on the catalogue; saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.engines.procedures.lifecycle import VersionState
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.rules import words
from tinhso.engines.workflow.limits import Cutoff, LimitUnit
from tinhso.ground.base.vietnamese import nfc

EMPTY = [("", "—")]
ALL = [("", _("Tất cả"))]
DAY = {"required": _("Hãy nhập ngày."), "invalid": _("Ngày phải có dạng ngày/tháng/năm, ví dụ 01/12/2026.")}
DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


def _day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=DAY_FORMATS,
        error_messages=DAY,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy"}),
    )


class Styled(forms.Form):
    """A form whose inputs carry the design system's classes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = "form-check-input ms-0 flex-shrink-0"
            elif isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "form-select"
            else:
                field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """Texts in NFC with single spaces."""
        cleaned = super().clean() or {}
        return {key: nfc(value) if isinstance(value, str) else value for key, value in cleaned.items()}


class CatalogueFilter(Styled):
    """What the list shows; nonsense is as good as nothing."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[*ALL, *VersionState.choices()])
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)

    def __init__(self, *args: Any, fields: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["field"].choices = [*ALL, *fields]  # type: ignore[attr-defined]


class EditDraft(Styled):
    """The plain fields of a draft."""

    name = forms.CharField(
        label=_("Tên thủ tục"), max_length=1500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy nhập tên thủ tục.")},
    )  # fmt: skip
    limit_value = forms.IntegerField(
        label=_("Thời hạn: số"), required=False, min_value=0, max_value=999,
        help_text=_("Để trống khi chưa biết. Trong ngày: nhập 0."),
        error_messages={"invalid": _("Thời hạn là một số nguyên, ví dụ 3."), "min_value": _("Thời hạn không thể âm."),
                        "max_value": _("Thời hạn dài quá 999; hãy kiểm tra lại đơn vị.")},
    )  # fmt: skip
    limit_unit = forms.ChoiceField(label=_("Thời hạn: đơn vị"), required=False, choices=[*EMPTY, *LimitUnit.choices()])
    limit_verified = forms.BooleanField(label=_("Thời hạn đã đối chiếu với quyết định công bố"), required=False)
    cutoff = forms.ChoiceField(label=_("Mốc 15 giờ"), choices=Cutoff.choices())
    fee_basis = forms.ChoiceField(label=_("Phí, lệ phí"), choices=words.FeeBasis.choices())
    fee_text = forms.CharField(
        label=_("Lời ghi về phí, lệ phí"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    partial_reason = forms.ChoiceField(
        label=_("Lý do chưa trực tuyến toàn trình"), required=False, choices=[*EMPTY, *words.PartialReason.choices()]
    )
    partial_reason_note = forms.CharField(label=_("Giải thích lý do"), required=False, max_length=500)
    route_code = forms.CharField(
        label=_("Mã quy trình nội bộ"), required=False, max_length=60,
        help_text=_("Ví dụ: chung-3-ngay. Quy trình phải vừa với thời hạn."),
    )  # fmt: skip
    form_code = forms.ChoiceField(label=_("Biểu mẫu điện tử"), required=False)
    result_name = forms.CharField(label=_("Kết quả thực hiện"), required=False, max_length=500)
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    decision = forms.CharField(
        label=_("Số quyết định công bố"), required=False, max_length=200, help_text=_("Ví dụ: QĐ 163/QĐ-BTP")
    )
    decision_date = _day(_("Ngày quyết định công bố"))
    valid_from = _day(_("Có hiệu lực từ ngày"))
    valid_to = _day(_("Hết hiệu lực sau ngày"), hint=_("Để trống khi chưa biết."))

    def clean(self) -> dict[str, Any]:
        """A number needs its unit; a validity must hold at least one day."""
        cleaned = super().clean()
        unit, value = cleaned.get("limit_unit"), cleaned.get("limit_value")
        if unit and unit != LimitUnit.SAME_DAY and not value and "limit_value" not in self.errors:
            self.add_error("limit_value", _("Đã chọn đơn vị thì phải có số lớn hơn 0."))
        if value and not unit:
            self.add_error("limit_unit", _("Đã có số thì phải chọn đơn vị."))
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begin and end and end < begin:
            self.add_error("valid_to", _("Ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực."))
        return cleaned

    def __init__(self, *args: Any, form_codes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["form_code"].choices = [*EMPTY, *form_codes]  # type: ignore[attr-defined]

    @classmethod
    def filled(cls, version: ProcedureVersion, *, form_codes: list[tuple[str, str]]) -> EditDraft:
        """The form as the draft stands."""
        return cls(initial={name: getattr(version, name) for name in cls.base_fields}, form_codes=form_codes)


class Retire(Styled):
    """The end of a public version."""

    last_day = _day(_("Ngày cuối cùng còn hiệu lực"), required=True)
    reason = forms.CharField(
        label=_("Căn cứ bãi bỏ"), max_length=500, help_text=_("Số, ngày của văn bản bãi bỏ hoặc thay thế."),
        error_messages={"required": _("Hãy ghi căn cứ bãi bỏ.")},
    )  # fmt: skip


class Import(Styled):
    """An answer of LayThuTuc, as the national portal gives it."""

    file = forms.FileField(
        label=_("Tệp JSON của dịch vụ LayThuTuc"), help_text=_("Một thủ tục hoặc một danh sách; tối đa 2 MB."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp này trống.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """At most 2 MB, as the hint says."""
        upload = self.cleaned_data["file"]
        if upload.size > 2 * 1024 * 1024:
            raise forms.ValidationError(_("Tệp lớn hơn 2 MB; hãy chia nhỏ danh sách."))
        return upload
