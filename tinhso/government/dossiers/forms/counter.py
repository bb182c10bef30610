"""What is settled at the counter before a dossier is entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.government.dossiers.forms.base import Text
from tinhso.government.dossiers.models import Channel
from tinhso.ground.people.models import Agency
from tinhso.ground.web.reading import reading


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
        label=_("Cách nộp"),
        choices=lambda: [(value, reading(label)) for value, label in Channel.choices() if value != "ONLINE"],
        initial="COUNTER",
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
