"""What the small forms of acts have in common: one line of text, a reason, files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.engines.eforms.rules import MAX_FILES_PER_PART, TOO_MANY_FILES
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.web.reading import reading

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
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Hãy điền mục này.")
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                field.choices = [(value, reading(label)) for value, label in field.choices]  # type: ignore[misc, union-attr]
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
