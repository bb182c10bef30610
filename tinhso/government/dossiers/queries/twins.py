"""Open dossiers that ask the same thing, of one applicant or about one birth or death: a warning, never a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tinhso.engines.eforms.models import FormVersion
from tinhso.government.dossiers.models import CounterEntry, Dossier
from tinhso.government.dossiers.queries.access import HEAVY, visible_to
from tinhso.government.dossiers.queries.counter import answers_of
from tinhso.government.dossiers.queries.lists import open_only
from tinhso.government.dossiers.rules import duplicate_key, matter_of
from tinhso.ground.people.counter import known_at_counter
from tinhso.ground.people.persons import Person

MOST = 3


@dataclass(frozen=True)
class Twin:
    """Another open dossier that asks the same thing, as far as its reader may know of it.

    Whoever may not see the dossier learns only the agency at which it lies: code '' and filed_at None then.
    same_matter: it is about the same birth or death, whoever filed it, alone or within a life event.
    """

    agency: str
    code: str = ""
    filed_at: datetime | None = None
    same_matter: bool = False


def duplicates_of(person: Person, dossier: Dossier) -> list[Twin]:
    """Other open dossiers that ask the same thing, newest first, as this person may know them."""
    matter = bool(matter_of(_told_apart_by(dossier.form_version), dossier.answers))
    return _twins(person, dossier.duplicate_key, but=dossier.pk, matter=matter)


def twins_of_entry(person: Person, entry: CounterEntry) -> list[Twin]:
    """The same for what an officer is entering: asked of the visitor before it is filed."""
    visitor, answers, code = entry.visitor, answers_of(entry), entry.version.procedure.code
    told_apart_by = _told_apart_by(entry.draft.form_version if entry.draft else None)
    if matter_of(told_apart_by, answers):
        return _twins(person, duplicate_key("", code, answers, told_apart_by), matter=True)
    known = known_at_counter(personal_number=visitor["number"], full_name=visitor["full_name"])
    if known is None:
        return []
    return _twins(person, duplicate_key(f"citizen:{known.pk}", code, answers))


def is_in_hand(procedure_code: str, form: FormVersion, answers: Mapping[str, Any]) -> bool:
    """Whether an open dossier, whoever filed it, is about the birth or death that these answers name."""
    told_apart_by = _told_apart_by(form)
    if not matter_of(told_apart_by, answers):
        return False
    return _with_key(duplicate_key("", procedure_code, answers, told_apart_by)).exists()


def _told_apart_by(form: FormVersion | None) -> Sequence[str]:
    return form.schema.get("x-told-apart", ()) if form else ()


def _with_key(key: str) -> QuerySet[Dossier]:
    return open_only(Dossier.objects.filter(duplicate_key=key).exclude(duplicate_key=""))


def _twins(person: Person, key: str, *, but: int = 0, matter: bool = False) -> list[Twin]:
    if not key:
        return []
    rows = _with_key(key).exclude(pk=but).defer(*HEAVY).select_related("receiving_agency").order_by("-filed_at")[:MOST]
    found = list(rows)
    seen = set(visible_to(person).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return [
        Twin(one.receiving_agency.name, one.code, one.filed_at, matter)
        if one.pk in seen
        else Twin(one.receiving_agency.name, same_matter=matter)
        for one in found
    ]
