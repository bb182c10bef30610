"""Open dossiers of one applicant that ask the same thing: a warning before it is done twice, never a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tinhso.government.dossiers.models import CounterEntry, Dossier
from tinhso.government.dossiers.queries.access import HEAVY, visible_to
from tinhso.government.dossiers.queries.counter import answers_of
from tinhso.government.dossiers.queries.lists import open_only
from tinhso.government.dossiers.rules import duplicate_key
from tinhso.ground.people.counter import known_at_counter
from tinhso.ground.people.persons import Person

MOST = 3


@dataclass(frozen=True)
class Twin:
    """Another open dossier that asks the same thing, as far as its reader may know of it.

    Whoever may not see the dossier learns only the agency at which it lies: code '' and filed_at None then.
    """

    agency: str
    code: str = ""
    filed_at: datetime | None = None


def duplicates_of(person: Person, dossier: Dossier) -> list[Twin]:
    """Other open dossiers of the same applicant that ask the same thing, newest first, as this person may know them."""
    return _twins(person, dossier.duplicate_key, but=dossier.pk)


def twins_of_entry(person: Person, entry: CounterEntry) -> list[Twin]:
    """The same for what an officer is entering: asked of the visitor before it is filed."""
    visitor = entry.visitor
    known = known_at_counter(personal_number=visitor["number"], full_name=visitor["full_name"])
    if known is None:
        return []
    return _twins(person, duplicate_key(f"citizen:{known.pk}", entry.version.procedure.code, answers_of(entry)))


def _twins(person: Person, key: str, *, but: int = 0) -> list[Twin]:
    if not key:
        return []
    from_index = Dossier.objects.filter(duplicate_key=key).exclude(duplicate_key="").exclude(pk=but)
    rows = open_only(from_index).defer(*HEAVY).select_related("receiving_agency").order_by("-filed_at")[:MOST]
    found = list(rows)
    seen = set(visible_to(person).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return [
        Twin(one.receiving_agency.name, one.code, one.filed_at) if one.pk in seen else Twin(one.receiving_agency.name)
        for one in found
    ]
