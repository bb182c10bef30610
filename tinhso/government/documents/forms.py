"""What officials type about documents; no saving here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.government.documents.models import Annex, DocumentKind
from tinhso.government.documents.rules import URGENCIES, CopyForm, CopyMedium, Group, Mends, outside_recipients
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Agency, Official
from tinhso.ground.web.reading import reading

FILL = _("Hãy điền mục này.")


DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


class Plain(forms.Form):
    """The look of every form of the room. lacks: what the check of form says of a field, shown beside it.

    NEEDED: fields that may be empty while one writes, and not when it is submitted.
    """

    NEEDED: frozenset[str] = frozenset()

    def __init__(self, *args: Any, lacks: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.prepare()
        for name, field in self.fields.items():
            field.error_messages["required"] = FILL
            field.lack = (lacks or {}).get(name, "")  # type: ignore[attr-defined]
            field.is_needed = name in self.NEEDED  # type: ignore[attr-defined]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(value, reading(label)) for value, label in field.choices]  # type: ignore[misc,union-attr]
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "form-select"
            elif not isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.HiddenInput):
                field.widget.attrs["class"] = "form-control"
        for name in self.errors:  # asked once all fields have their words: whoever asks earlier gets Django's
            if name in self.fields:
                self.fields[name].widget.attrs["aria-invalid"] = "true"

    def prepare(self) -> None:
        """Choices that depend on who asks."""


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": "vi"})


def _day(label: Any, **more: Any) -> forms.DateField:
    """Typed, not picked: a browser writes its own picker in the order of its own language."""
    widget = forms.DateInput(format=DAYS[0], attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy"})
    invalid = {"invalid": _("Ngày phải có dạng ngày/tháng/năm, ví dụ 01/12/2026.")}
    return forms.DateField(label=label, widget=widget, input_formats=DAYS, error_messages=invalid, **more)


class ManyFiles(forms.FileInput):
    """A field for files of which several may be chosen."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files; a list of uploads, [] for none."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them is a file with a name and a content."""
        return [super(Files, self).clean(one) for one in data or ()]


LAST = ("annexes", "reply_to", "expected_version")


def place_of(annex: Annex) -> str:
    """The field in which the writer orders one of what goes with a draft."""
    return f"place-{annex.pk}"


class Draft(Plain):
    """A document as its writer enters it."""

    NEEDED = frozenset({"kind", "body", "signer"})
    agency = forms.ChoiceField(label=_("Cơ quan ban hành"))
    kind = forms.ChoiceField(label=_("Tên loại văn bản"), required=False)
    is_internal = forms.BooleanField(label=_("Văn bản nội bộ, không gửi ra ngoài cơ quan"), required=False)
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=500, help_text=_("Một câu ngắn gọn phản ánh nội dung, không có dấu chấm cuối.")
    )
    unit_mark = forms.CharField(
        label=_("Chữ viết tắt đơn vị soạn thảo"), max_length=20, required=False,
        help_text=_("Cho ký hiệu công văn và dòng “Lưu: VT”, ví dụ KT, VP1."),
    )  # fmt: skip
    urgency = forms.TypedChoiceField(label=_("Mức độ khẩn"), coerce=int, choices=list(URGENCIES.items()), initial=0)
    addressees = forms.CharField(label=_("Kính gửi"), max_length=500, required=False)
    body = forms.CharField(
        label=_("Nội dung"), widget=_lines(14), required=False,
        help_text=_("Mỗi đoạn một dòng; dòng “Căn cứ …” in nghiêng, “Điều 1.” in đậm."),
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=_("Gửi theo nhóm"), choices=Group.choices(), required=False, widget=forms.CheckboxSelectMultiple
    )
    agencies = forms.MultipleChoiceField(label=_("Gửi từng cơ quan trong tỉnh"), required=False)
    outside = forms.CharField(
        label=_("Gửi cơ quan ngoài tỉnh"), widget=_lines(2), required=False,
        help_text=_("Mỗi dòng một cơ quan: mã định danh rồi tên, ví dụ G22 Văn phòng Chính phủ."),
    )  # fmt: skip
    also_to = forms.CharField(
        label=_("Dòng khác trong “Nơi nhận”"), widget=_lines(2), required=False,
        help_text=_("Mỗi dòng một nơi; dòng “Lưu: VT” được thêm sẵn."),
    )  # fmt: skip
    signer = forms.ChoiceField(label=_("Người ký"), required=False)
    for_body = forms.BooleanField(
        label=_("Ký thay mặt tập thể Ủy ban nhân dân (TM.)"), required=False, initial=True
    )  # fmt: skip
    answer_by = _day(_("Đề nghị trả lời trước ngày"), required=False)
    mends_how = forms.ChoiceField(label=_("Quan hệ với văn bản trước"), required=False)
    mends = forms.CharField(label=_("Số, ký hiệu văn bản trước"), max_length=80, required=False)
    file = forms.FileField(
        label=_("Tệp kèm dự thảo"), required=False,
        help_text=_("ODT, DOCX hoặc PDF để đồng nghiệp đọc và góp ý; bản ký do hệ thống trình bày, PDF/A."),
    )  # fmt: skip
    take_text = forms.BooleanField(
        label=_("Lấy nội dung từ tệp ODT, DOCX này thay cho mục Nội dung"), required=False
    )  # fmt: skip
    annexes = Files(
        label=_("Thêm văn bản kèm theo"), required=False, widget=ManyFiles(attrs={"accept": ".pdf"}),
        help_text=_("Một hoặc nhiều tệp PDF chưa ký, cộng lại không quá 20 MB; cơ quan ký số từng tệp khi phát hành."),
    )  # fmt: skip
    reply_to = forms.CharField(widget=forms.HiddenInput, required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, working: Sequence[Agency], bodies: Sequence[Agency], kinds: Sequence[DocumentKind],
        leaders: Sequence[Official], annexed: Sequence[Annex] = (), **more: Any,
    ) -> None:  # fmt: skip
        self.annexed = annexed
        self.given: dict[str, list[tuple[Any, Any]]] = {
            "agency": [(one.pk, one.name) for one in working],
            "kind": [("", _("Chọn tên loại")), *((one.code, one.name) for one in kinds)],
            "agencies": [(one.pk, one.name) for one in bodies],
            "signer": [("", _("Chọn người ký")), *((one.pk, one.full_name) for one in leaders)],
            "mends_how": [("", _("Không có")), *Mends.choices()],
        }
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """Agencies, kinds and leaders of today."""
        for name, choices in self.given.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["agencies"].widget.attrs["size"] = 6
        if len(self.given["agency"]) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.fields["agency"].initial = self.given["agency"][0][0]
        for one in self.annexed:
            label = _("Thứ tự của văn bản kèm theo “%(name)s”") % {"name": one.file.name}
            self.fields[place_of(one)] = forms.IntegerField(
                label=label, initial=one.place, min_value=1, max_value=999, required=False,
                help_text=_("Xóa số này để bỏ tệp."),
            )  # fmt: skip
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])

    def kept_annexes(self) -> list[StoredFile]:
        """The files that went with the draft and still do, in their new order."""
        kept = [(self.cleaned_data.get(place_of(one)), one) for one in self.annexed]
        return [one.file for place, one in sorted(kept, key=lambda pair: (pair[0] or 0, pair[1].place)) if place]

    def clean_outside(self) -> list[tuple[str, str]]:
        """Code and name of each body elsewhere."""
        try:
            return outside_recipients(self.cleaned_data["outside"])
        except ValueError as wrong:
            raise forms.ValidationError(
                _("Dòng “%(line)s” chưa đúng: hãy ghi mã định danh rồi tên cơ quan, không quá 300 ký tự.")
                % {"line": str(wrong)[:80]}
            ) from wrong

    def clean(self) -> dict[str, Any]:
        """What replaces or corrects another names it."""
        cleaned = super().clean() or {}
        if cleaned.get("mends_how") and not cleaned.get("mends") and "mends" not in self.errors:
            self.add_error("mends", _("Hãy ghi số, ký hiệu văn bản được thay thế, đính chính."))
        return cleaned


class Arrival(Plain):
    """What the clerk reads from a document that came on paper or by mail."""

    agency = forms.ChoiceField(label=_("Cơ quan nhận"))
    sender_name = forms.CharField(label=_("Nơi gửi"), max_length=300)
    sender_code = forms.CharField(label=_("Mã định danh nơi gửi"), max_length=35, required=False)
    notation = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    issued_on = _day(_("Ngày văn bản"))
    kind = forms.ChoiceField(label=_("Tên loại văn bản"), required=False)
    subject = forms.CharField(label=_("Trích yếu"), max_length=500)
    signer_name = forms.CharField(label=_("Người ký"), max_length=200, required=False)
    urgency = forms.TypedChoiceField(label=_("Mức độ khẩn"), coerce=int, choices=list(URGENCIES.items()), initial=0)
    answer_by = _day(_("Hạn trả lời"), required=False)
    pages = forms.IntegerField(label=_("Số trang"), required=False, min_value=1, max_value=9999)
    file = forms.FileField(label=_("Bản quét hoặc tệp PDF"), required=False)

    def __init__(self, *args: Any, working: Sequence[Agency], kinds: Sequence[DocumentKind], **more: Any) -> None:
        self.given: dict[str, list[tuple[Any, Any]]] = {
            "agency": [(one.pk, one.name) for one in working],
            "kind": [("", _("Không rõ")), *((one.code, one.name) for one in kinds)],
        }
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """Agencies of the clerk, kinds of the decree."""
        for name, choices in self.given.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class Assignment(Plain):
    """Who does what by when."""

    lead = forms.ChoiceField(label=_("Người chủ trì"))
    helpers = forms.MultipleChoiceField(label=_("Người phối hợp"), required=False)
    content = forms.CharField(label=_("Việc cần làm"), max_length=500, widget=_lines(2))
    working_days = forms.IntegerField(label=_("Thời hạn (ngày làm việc)"), min_value=1, max_value=250, initial=5)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, colleagues: Sequence[Official], **more: Any) -> None:
        self.colleagues = [(one.pk, one.full_name) for one in colleagues]
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """Colleagues of today."""
        self.fields["lead"].choices = [("", _("Chọn người")), *self.colleagues]  # type: ignore[attr-defined]
        self.fields["helpers"].choices = self.colleagues  # type: ignore[attr-defined]


class Copy(Plain):
    """Which copy is made."""

    form = forms.ChoiceField(label=_("Hình thức sao"), choices=CopyForm.choices())
    medium = forms.ChoiceField(label=_("Định dạng bản sao"), choices=CopyMedium.choices())
    excerpt = forms.CharField(
        label=_("Nội dung trích"), widget=_lines(4), max_length=50_000, required=False,
        help_text=_("Chỉ cho trích sao: phần nội dung được sao, mỗi đoạn một dòng."),
    )  # fmt: skip
    signer = forms.ChoiceField(
        label=_("Người ký bản sao giấy"), required=False,
        help_text=_("Chỉ cho bản giấy: người này ký tay trên bản in có thể thức sao."),
    )  # fmt: skip

    def __init__(self, *args: Any, leaders: Sequence[Official], **more: Any) -> None:
        self.leaders = [("", _("Chọn người ký")), *((one.pk, one.full_name) for one in leaders)]
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """Leaders of today."""
        self.fields["signer"].choices = self.leaders  # type: ignore[attr-defined]


class Book(Plain):
    """Which book, and from which day to which."""

    co_quan = forms.ChoiceField(label=_("Cơ quan"))
    so = forms.ChoiceField(label=_("Sổ"), choices=[("OUT", "Văn bản đi"), ("IN", "Văn bản đến")])
    tu = _day(_("Từ ngày"))
    den = _day(_("Đến ngày"))

    def __init__(self, *args: Any, working: Sequence[Agency], **more: Any) -> None:
        self.working = [(one.pk, one.name) for one in working]
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """Agencies of the official."""
        self.fields["co_quan"].choices = self.working  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and both lie within a year."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and not first <= last <= first + timedelta(days=366):
            self.add_error("den", _("Ngày cuối phải không sớm hơn ngày đầu và trong vòng một năm."))
        return cleaned


class Year(forms.Form):
    """A year of figures."""

    nam = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)

    @classmethod
    def of(cls, asked: Any, today: date) -> int:
        """The year that an address names; this one where it names none."""
        form = cls(asked)
        return int(form.cleaned_data["nam"]) if form.is_valid() else today.year
