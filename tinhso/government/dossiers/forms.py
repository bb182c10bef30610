"""Small forms of the officer's page: each parses what one act needs; nothing is saved here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions import ItemAsked
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


class Plain(ActForm):
    """Nothing but the button."""


class Reason(ActForm):
    """Every return, refusal and stop carries a reason."""

    reason = Text(_("Lý do"), help_text=_("Người nộp hồ sơ và đồng nghiệp sẽ đọc câu này."))


class ReasonAndBasis(Reason):
    """A refusal names its legal basis, too."""

    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=500)


class Supplement(ReasonAndBasis):
    """What is missing, said once and completely."""

    missing = forms.MultipleChoiceField(
        label=_("Giấy tờ thiếu hoặc chưa đúng"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(label=_("Giấy tờ, nội dung khác"), required=False, max_length=300)
    wrong = Text(_("Nội dung thiếu hoặc chưa đúng"), required=False)
    how = Text(_("Cách bổ sung, sửa đổi"), help_text=_("Ghi đủ trong một lần; pháp luật chỉ cho yêu cầu một lần."))
    field_order = ("expected_version", "missing", "other", "wrong", "how", "reason", "legal_basis")

    def prepare(self) -> None:
        """The parts of the procedure."""
        self.names = {rule.code: rule.name for rule in queries.part_rules(self.dossier.procedure_version)}
        self.fields["missing"].choices = list(self.names.items())  # type: ignore[attr-defined]

    def items(self) -> list[ItemAsked]:
        """What was ticked and typed."""
        given = self.cleaned_data
        how, wrong = given["how"], given["wrong"]
        items = [ItemAsked(code, self.names[code], how, wrong) for code in given["missing"]]
        return items + ([ItemAsked("", given["other"], how, wrong)] if given["other"] else [])


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
        self.fields["brought"].choices = [  # type: ignore[attr-defined]
            (item["part_code"] or f"BS{place}", item["name"]) for place, item in enumerate(items, start=1)
        ]


class Assign(ActForm):
    """Who handles the dossier."""

    official = forms.ChoiceField(label=_("Chuyên viên thụ lý"))
    note = forms.CharField(label=_("Ý kiến chỉ đạo"), required=False, max_length=500)

    def prepare(self) -> None:
        """Case officers of the deciding agency today."""
        officers = officials_in("CASE_OFFICER", agency_id=self.dossier.resolving_agency_id, on=self.on)
        self.fields["official"].choices = [(o.pk, o.full_name) for o in officers]  # type: ignore[attr-defined]


class Verification(ActForm):
    """When, where and with whom it was verified, and what was found."""

    verified_at = forms.DateTimeField(
        label=_("Thời điểm"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=300)
    participants = forms.CharField(label=_("Thành phần tham gia"), max_length=500)
    minutes = Text(_("Kết quả xác minh"))

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
