"""The acts of those who decide: assign, verify, consult, propose, a new day, hand over."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.government.dossiers.forms.base import ActForm, Files, Reason, Text
from tinhso.government.dossiers.models import Delivery, Outcome
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.counter import officials_in
from tinhso.ground.people.models import Agency
from tinhso.ground.people.queries import agencies_on


class Assign(ActForm):
    """Who handles the dossier."""

    official = forms.ChoiceField(label=_("Chuyên viên thụ lý"))
    note = forms.CharField(label=_("Ý kiến chỉ đạo"), required=False, max_length=500)

    def prepare(self) -> None:
        """Case officers of the deciding agency today."""
        officers = officials_in("CASE_OFFICER", agency_id=self.dossier.resolving_agency_id, on=self.on)
        self.fields["official"].choices = [(o.pk, o.full_name) for o in officers]  # type: ignore[attr-defined]


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
