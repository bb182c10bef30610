"""Small forms of the officer's page: each parses what one act needs; nothing is saved here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.engines.eforms.rules import MAX_FILES_PER_PART, TOO_MANY_FILES
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions import ItemAsked, PartIn
from tinhso.government.dossiers.models import Channel, Delivery, Dossier, Outcome
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.counter import officials_in
from tinhso.ground.people.models import Agency
from tinhso.ground.people.queries import agencies_on

LINES = {"rows": 3}


class Text(forms.CharField):
    """A field for sentences."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=forms.Textarea(attrs=LINES),
            error_messages={"required": _("Hãy điền mục này.")},
        )


class ActForm(forms.Form):
    """What every act may need: the version that the page showed, so that nobody undoes another's work."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, dossier: Dossier, now: datetime, data: Any = None, files: Any = None) -> None:
        super().__init__(
            data, files, initial={"expected_version": dossier.version}, auto_id="%s-" + self.__class__.__name__
        )
        self.dossier, self.now = dossier, now
        self.on = now.astimezone(VIETNAM).date()
        self.prepare()
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "form-select"
            elif not isinstance(field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect | forms.HiddenInput):
                field.widget.attrs["class"] = "form-control"
            if data is not None and self.errors.get(name):
                field.widget.attrs["aria-invalid"] = "true"

    def prepare(self) -> None:
        """Fill in choices that depend on the dossier."""

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that the page shows one below the other."""
        return list(self)


class Plain(ActForm):
    """Nothing but the button."""


class Reason(ActForm):
    """Every return, refusal and stop carries a reason."""

    reason = Text(_("Lý do"), help_text=_("Người nộp hồ sơ và đồng nghiệp sẽ đọc câu này."))


class ReasonAndBasis(Reason):
    """A refusal names its legal basis, too."""

    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=500)


OTHER_LINES = 3


@dataclass(frozen=True)
class AskedLine:
    """One line of a request: its paper (or the field in which an unlisted one is named), what is wrong, how to mend."""

    part_code: str
    title: str
    name: forms.BoundField | None
    wrong: forms.BoundField
    how: forms.BoundField

    @property
    def errors(self) -> list[str]:
        """What is not right in this line, one sentence a fault."""
        fields = [field for field in (self.name, self.wrong, self.how) if field is not None]
        return [str(error) for field in fields for error in field.errors]


class Supplement(ReasonAndBasis):
    """What is missing or wrong, a line a paper, said once and completely."""

    others = tuple(f"khac{place}" for place in range(1, OTHER_LINES + 1))

    def prepare(self) -> None:
        """A line for each part of the procedure, and some for what is no listed part."""
        rules = queries.part_rules(self.dossier.procedure_version)
        self.codes = {rule.code: rule.name for rule in rules}
        for code in (*self.codes, *self.others):
            if code in self.others:
                self.fields[f"name-{code}"] = forms.CharField(
                    label=_("Giấy tờ, nội dung khác"), required=False, max_length=300
                )
            self.fields[f"wrong-{code}"] = self._sentence(_("Nội dung thiếu hoặc chưa đúng"))
            self.fields[f"how-{code}"] = self._sentence(_("Cách bổ sung, sửa đổi"))

    def _sentence(self, label: Any) -> forms.CharField:
        return forms.CharField(
            label=label, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500})
        )

    @property
    def lines(self) -> list[AskedLine]:
        """The lines as the page shows them: listed papers first."""
        listed = [AskedLine(code, name, None, *self._pair(code)) for code, name in self.codes.items()]
        return listed + [AskedLine("", "", self[f"name-{code}"], *self._pair(code)) for code in self.others]

    def _pair(self, code: str) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"wrong-{code}"], self[f"how-{code}"]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that stand below the lines."""
        return [field for field in self if "-" not in field.name]

    def clean(self) -> dict[str, Any]:
        """A line is whole or empty, and at least one is written."""
        given = super().clean() or {}
        for line in self.lines:
            fields = [field for field in (line.name, line.wrong, line.how) if field is not None]
            empty = [field for field in fields if not given.get(field.name)]
            if len(empty) < len(fields):
                for field in empty:
                    self.add_error(field.name, self._asks(field, line))
        if not self.errors and not self.items():
            self.add_error(None, _("Hãy nêu đủ từng giấy tờ, nội dung cần bổ sung."))
        return given

    def _asks(self, field: forms.BoundField, line: AskedLine) -> Any:
        if field is line.name:
            return _("Hãy ghi tên giấy tờ, nội dung.")
        return _("Hãy ghi nội dung thiếu hoặc chưa đúng.") if field is line.wrong else _("Hãy ghi cách bổ sung.")

    def items(self) -> list[ItemAsked]:
        """The lines that were written."""
        given = self.cleaned_data
        return [
            ItemAsked(
                line.part_code, given[line.name.name] if line.name else line.title,
                how=given[line.how.name], wrong=given[line.wrong.name],
            )
            for line in self.lines
            if given.get(line.wrong.name) and given.get(line.how.name)
        ]  # fmt: skip


class Answer(ActForm):
    """What the applicant brings to the counter."""

    brought = forms.MultipleChoiceField(
        label=_("Giấy tờ đã nhận bản giấy"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = Text(_("Ghi chú"), required=False)

    def prepare(self) -> None:
        """The parts that were asked for."""
        request = queries.open_supplement(self.dossier)
        items = request.items if request else []
        self.listed = {item["part_code"] for item in items}
        self.names = {item["part_code"] or f"BS{place}": item["name"] for place, item in enumerate(items, start=1)}
        self.fields["brought"].choices = list(self.names.items())  # type: ignore[attr-defined]

    def parts(self) -> list[PartIn]:
        """What was ticked; what is no listed part keeps the name under which it was asked for."""
        return [
            PartIn(code, on_paper=True, note="" if code in self.listed else self.names[code])
            for code in self.cleaned_data["brought"]
        ]


class Assign(ActForm):
    """Who handles the dossier."""

    official = forms.ChoiceField(label=_("Chuyên viên thụ lý"))
    note = forms.CharField(label=_("Ý kiến chỉ đạo"), required=False, max_length=500)

    def prepare(self) -> None:
        """Case officers of the deciding agency today."""
        officers = officials_in("CASE_OFFICER", agency_id=self.dossier.resolving_agency_id, on=self.on)
        self.fields["official"].choices = [(o.pk, o.full_name) for o in officers]  # type: ignore[attr-defined]


class SeveralFiles(forms.ClearableFileInput):
    """A chooser of several files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files at once; cleans to a list, empty when none was chosen."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file as Django checks one; too many are refused beside the field."""
        chosen = [super(Files, self).clean(one, initial) for one in (data or []) if one]
        if len(chosen) > MAX_FILES_PER_PART:
            raise forms.ValidationError(TOO_MANY_FILES)
        return chosen


class Verification(ActForm):
    """When, where and with whom it was verified, what was found, and the signed minutes or pictures of it."""

    verified_at = forms.DateTimeField(
        label=_("Thời điểm"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=300)
    participants = forms.CharField(label=_("Thành phần tham gia"), max_length=500)
    minutes = Text(_("Kết quả xác minh"))
    attached = Files(
        label=_("Biên bản, ảnh chụp kèm theo"), required=False, help_text=_("Tệp PDF, Word hoặc ảnh; tối đa 10 tệp.")
    )

    def prepare(self) -> None:
        """Now is the likeliest answer."""
        self.fields["verified_at"].initial = self.now.astimezone(VIETNAM)


class Consult(ActForm):
    """Whom to ask, what, and by when."""

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(label=_("Cơ quan được hỏi"), queryset=None)
    question = Text(_("Nội dung cần ý kiến"))
    working_days = forms.IntegerField(label=_("Trả lời trong (ngày làm việc)"), min_value=1, max_value=30, initial=3)

    def prepare(self) -> None:
        """Agencies that stand today, the deciding one left out."""
        self.fields["agency"].queryset = agencies_on(self.on).exclude(  # type: ignore[attr-defined]
            pk=self.dossier.resolving_agency_id
        )


class Opinion(ActForm):
    """The opinion of one's agency."""

    opinion = Text(_("Ý kiến của cơ quan"))
    file = forms.FileField(label=_("Văn bản kèm theo"), required=False, help_text=_("Tệp PDF, Word hoặc ảnh."))


class Proposal(ActForm):
    """The draft result."""

    outcome = forms.ChoiceField(
        label=_("Đề xuất"), choices=Outcome.choices(), widget=forms.RadioSelect, initial="GRANTED"
    )
    content = Text(_("Nội dung kết quả"), help_text=_("Mỗi dòng là một đoạn của văn bản."))
    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), required=False, max_length=1000)


class NewDay(Reason):
    """The later day, and why."""

    new_due_day = forms.DateField(label=_("Ngày hẹn trả mới"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ("expected_version", "new_due_day", "reason")


class HandOver(ActForm):
    """Who received the result, and how."""

    receiver_name = forms.CharField(label=_("Người nhận"), required=False, max_length=200)
    delivery = forms.ChoiceField(label=_("Cách trả"), choices=Delivery.choices())

    def prepare(self) -> None:
        """As the applicant chose."""
        self.fields["receiver_name"].initial = self.dossier.applicant_name
        self.fields["delivery"].initial = self.dossier.delivery


class AtOnce(ActForm):
    """What was given at once."""

    content = Text(_("Kết quả đã trả"))
    receiver_name = forms.CharField(label=_("Người nhận"), required=False, max_length=200)


class Span(forms.Form):
    """Days of the register; the last day is included."""

    agency = forms.ChoiceField(label=_("Đơn vị tiếp nhận"), widget=forms.Select(attrs={"class": "form-select"}))
    first = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}))
    last = forms.DateField(label=_("Đến ngày"), widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}))

    def __init__(self, agencies: list[Agency], today: date, data: Any = None) -> None:
        super().__init__(data or None, initial={"first": today.isoformat(), "last": today.isoformat()})
        self.fields["agency"].choices = [(a.pk, a.name) for a in agencies]  # type: ignore[attr-defined]


class Period(forms.Form):
    """Days of a report; the last day is included."""

    tu = forms.DateField(
        label=_("Từ ngày"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    )
    den = forms.DateField(
        label=_("Đến ngày"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        if cleaned.get("tu") and cleaned.get("den") and cleaned["den"] < cleaned["tu"]:
            self.add_error("den", _("Ngày cuối phải không sớm hơn ngày đầu."))
        return cleaned


class AtCounter(forms.Form):
    """Who stands at the counter, as the card says; what is asked, when no electronic form will say it."""

    number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=15,
        help_text=_("12 chữ số trên thẻ căn cước."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    phone = forms.CharField(
        label=_("Số điện thoại"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    address = forms.CharField(label=_("Nơi cư trú"), required=False, max_length=300)
    summary = Text(_("Nội dung yêu cầu"), required=False)
    channel = forms.ChoiceField(
        label=_("Cách nộp"), choices=[pair for pair in Channel.choices() if pair[0] != "ONLINE"], initial="COUNTER"
    )
    agency = forms.ChoiceField(label=_("Nơi tiếp nhận"))

    def __init__(
        self, agencies: list[Agency], data: Any = None, *, has_form: bool, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["agency"].choices = [(a.pk, a.name) for a in agencies]  # type: ignore[attr-defined]
        if has_form:
            del self.fields["summary"]
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.fields["agency"].initial = agencies[0].pk
        for field in self.fields.values():
            field.error_messages["required"] = _("Hãy điền mục này.")
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            if data is not None and self.errors.get(name):
                field.widget.attrs["aria-invalid"] = "true"


FORM_OF: dict[str, type[ActForm]] = {
    "settle_at_once": AtOnce,
    "request_supplement": Supplement,
    "answer_supplement": Answer,
    "refuse": ReasonAndBasis,
    "assign": Assign,
    "reassign": Assign,
    "finish_verification": Verification,
    "consult": Consult,
    "answer_consultation": Opinion,
    "end_consultation": Reason,
    "pause_for_finance": Reason,
    "propose": Proposal,
    "send_back": Reason,
    "hand_over": HandOver,
    "deny_withdrawal": Reason,
    "propose_stop": Reason,
    "stop": Reason,
    "deny_stop": Reason,
    "extend_with_apology": NewDay,
}


def form_for(verb: str, dossier: Dossier, now: datetime, data: Any = None, files: Any = None) -> ActForm:
    """The form of one act on one dossier."""
    return FORM_OF.get(verb, Plain)(dossier, now, data, files)
