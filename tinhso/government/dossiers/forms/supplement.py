"""Asking for a supplement, paper by paper, and the answer to it at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions import ItemAsked, PartIn
from tinhso.government.dossiers.forms.base import ActForm, ReasonAndBasis, Text

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
