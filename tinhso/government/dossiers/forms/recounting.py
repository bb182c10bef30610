"""What an officer counts anew, on which the fee depends."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.engines.payments.rules import counted_words
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.forms.base import Reason


class Recount(Reason):
    """Every number on which the fee depends, as it stands until the officer writes another."""

    def prepare(self) -> None:
        """A field a number; the papers keep the names that the applicant gave them."""
        self.keys: dict[str, str] = {}
        for place, one in enumerate(queries.countables_of(self.dossier)):
            words = counted_words(one.name)
            self.keys[f"number{place}"] = one.key
            self.fields[f"number{place}"] = forms.IntegerField(
                label=f"{one.of}: {words[:1].lower()}{words[1:]}" if one.of else words,
                initial=one.number,
                min_value=int(one.name == "pages"),
                max_value=9999,
                error_messages={"required": _("Hãy điền mục này.")},
            )
        self.order_fields([*self.keys, "reason"])

    def numbers(self) -> dict[str, int]:
        """Key of a countable -> what was found."""
        return {key: self.cleaned_data[field] for field, key in self.keys.items()}
