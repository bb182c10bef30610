"""Reading what an officer is entering at the counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from tinhso.engines.eforms.queries import has_published_form
from tinhso.engines.eforms.rules import computed, problems, step_with
from tinhso.engines.payments.rules import Exemption, counted_words
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import FeeChoices, Price, counted_in, price_of
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.queries import offers
from tinhso.government.dossiers.models import CounterEntry
from tinhso.government.dossiers.queries.rules_of import PartRule, part_rules
from tinhso.government.dossiers.queries.stored import owner_for, parts_asked
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import files_by_keys
from tinhso.ground.people.counter import known_at_counter
from tinhso.ground.people.persons import Person


def has_form(version: ProcedureVersion, at: datetime) -> bool:
    """Whether the procedure has an electronic form that the officer fills in."""
    return bool(version.form_code) and has_published_form(version.form_code, at)


def being_entered(person: Person) -> QuerySet[CounterEntry]:
    """What this officer has begun and not yet filed, newest first."""
    mine = CounterEntry.objects.filter(officer_ref=person.ref, dossier__isnull=True)
    return mine.select_related("version__procedure").order_by("-updated_at")


def counter_entry_for(person: Person, key: UUID, *, lock: bool = False) -> CounterEntry:
    """The officer's own entry, locked if asked. NotVisible for another's, or one that was given up."""
    mine = CounterEntry.objects.filter(officer_ref=person.ref, key=key)
    mine = mine.select_for_update(of=("self",)) if lock else mine
    found = mine.select_related("version__procedure", "draft__form_version__form", "agency", "dossier").first()
    if found is None:
        raise NotVisible("no-entry", "Không tìm thấy hồ sơ đang nhập này. Có thể bạn đã xoá, hoặc đã quá hạn lưu.")
    return found


@dataclass(frozen=True)
class PaperRow:
    """One paper that the procedure asks for, and what the visitor brought of it."""

    rule: PartRule
    on_paper: bool
    file: StoredFile | None
    stored: str = ""
    offered: tuple[StoredPaper, ...] = ()

    @property
    def used(self) -> StoredPaper | None:
        """The paper of the visitor's store that is used for it, while it counts."""
        return next((paper for paper in self.offered if str(paper.key) == self.stored), None)

    @property
    def is_missing(self) -> bool:
        """True when it is required and neither brought nor found in a database."""
        return self.rule.is_required and not (self.on_paper or self.file or self.used or self.rule.replaced_by)


def paper_rows(officer: Person, entry: CounterEntry, *, on: date) -> list[PaperRow]:
    """The papers of the procedure in order; the electronic form stands for its own sheet.

    offered: what the visitor's store has for each of them on that day.
    """
    keys = [given["file"] for given in entry.papers.values() if given["file"]]
    files = {str(file.key): file for file in files_by_keys(keys)}
    rules = [rule for rule in part_rules(entry.version) if not (rule.is_form and entry.draft)]
    none = {"on_paper": False, "file": "", "stored": ""}
    given = [(rule, none | entry.papers.get(rule.code, {})) for rule in rules]
    store = _store_of_visitor(officer, entry, on=on)
    return [
        PaperRow(
            rule, brought["on_paper"], files.get(brought["file"]), brought["stored"], tuple(store.get(rule.code, ()))
        )
        for rule, brought in given
    ]


def _store_of_visitor(officer: Person, entry: CounterEntry, *, on: date) -> Mapping[str, Sequence[StoredPaper]]:
    """By code of the part, what the visitor's store has for it; nothing for somebody who is not known yet."""
    if not entry.visitor:
        return {}
    known = known_at_counter(personal_number=entry.visitor["number"], full_name=entry.visitor["full_name"])
    if known is None:
        return {}
    subject = f"procedure:{entry.version.procedure.code}"
    return offers(officer, owner_for(known), parts_asked(entry.version), subject=subject, on=on)


@dataclass(frozen=True)
class Costs:
    """What is owed with the choices made; what the officer still counts: (name, its words, number); the groups."""

    price: Price
    counted: list[tuple[str, str, int]]
    exemptions: list[tuple[Exemption, bool]]


def costs_of(entry: CounterEntry, *, on: date) -> Costs:
    """Fees of this filing on a day; what the form counts is not asked again."""
    form, answers = (entry.draft.form_version, entry.draft.answers) if entry.draft else (None, {})
    counted = counted_in(entry.version, form, answers, on=on)
    choices = replace(FeeChoices.of_json(entry.fee_choices), counted=counted)
    price = price_of(entry.version, choices, channel=entry.channel, on=on)
    return Costs(
        price,
        [(name, counted_words(name), choices.quantities.get(name, 1)) for name in price.by_hand],
        [(one, one.code in choices.exemptions) for one in price.offered],
    )


def faults_of(entry: CounterEntry, *, today: date) -> list[tuple[str, str]]:
    """What is still wrong in the form: pairs (code of the step to go back to, sentence)."""
    if entry.draft is None:
        return []
    schema = entry.draft.form_version.spoken
    wrong = problems(schema, entry.draft.answers, today=today)
    return [(step_with(schema, path), sentence) for path, sentence in wrong.items()]


def answers_of(entry: CounterEntry) -> dict[str, object]:
    """What will be filed: the form's answers as they count, or the sentence that stands for them."""
    if entry.draft:
        return dict(computed(entry.draft.form_version.schema, entry.draft.answers))
    return {"Nội dung yêu cầu": entry.summary} if entry.summary else {}


def files_at_counters() -> set[str]:
    """Keys of files in entries that are not filed yet: no row points at them."""
    found = CounterEntry.objects.filter(dossier__isnull=True).exclude(papers={}).values_list("papers", flat=True)
    return {str(one["file"]) for papers in found.iterator() for one in papers.values() if one.get("file")}
