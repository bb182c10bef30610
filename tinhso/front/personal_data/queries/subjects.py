"""Whose data it is, and what is kept about him, room by room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from tinhso.engines.eforms.models import Draft
from tinhso.engines.payments.queries import things_paid_for
from tinhso.engines.store.models import StoredPaper
from tinhso.front.personal_data.models import Activity, DataRequest, Term
from tinhso.front.personal_data.rooms import KEPT
from tinhso.government.dossiers.lifecycle import OPEN
from tinhso.government.dossiers.personal import own as own_dossiers
from tinhso.government.life_events.models import Case, CasePart
from tinhso.government.portal_intake.models import Arrival
from tinhso.ground.base.personal import Kept, Subject
from tinhso.ground.files.models import StoredFile
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.queries import citizen as citizen_by_id

# Rows of his that journal, messages, clocks and calls name by number.
NAMED = {
    Draft: "draft", StoredFile: "file", StoredPaper: "stored_paper", Mandate: "mandate", DataRequest: "data_request",
    Case: "life_event", CasePart: "life_event_part", Arrival: "portal_arrival",
}  # fmt: skip

NEWEST = 1000  # of so many dossiers is it asked what he called his own


def subject_of(citizen_id: int) -> Subject:
    """A citizen under every key by which the rooms know him. NotVisible when there is none."""
    citizen = citizen_by_id(citizen_id)
    account = getattr(citizen, "account", None)
    bare = Subject(citizen.pk, account.pk if account else 0, citizen.personal_number or "")
    return Subject(
        citizen_id=citizen.pk,
        account_id=bare.account_id,
        number=bare.number,
        things=frozenset(_things(bare)),
        own=frozenset(_own_values(citizen, bare)),
    )


def _own_values(citizen: Citizen, who: Subject) -> Iterator[str]:
    """His numbers and addresses, those of today and those that he gave as an applicant at the time of each dossier."""
    said = [citizen.personal_number, citizen.phone, citizen.email, citizen.full_name]
    for contact, answers in own_dossiers(who).values_list("contact", "answers").reverse()[:NEWEST]:
        said += contact.values()
        said += (value for name, value in answers.items() if name.startswith("applicant_"))
    for value in said:
        if value and isinstance(value, str):
            yield value
            yield "".join(value.split())


def _things(who: Subject) -> Iterator[str]:
    """What is his, as journal, messages, clocks and calls name it."""
    dossiers = [f"dossier:{pk}" for pk in own_dossiers(who).values_list("pk", flat=True)]
    yield from dossiers
    yield from things_paid_for(dossiers)
    for kept in KEPT:
        if kept.model in NAMED:
            found = [f"{NAMED[kept.model]}:{pk}" for pk in kept.rows(who).values_list("pk", flat=True)]
            yield from found
            if kept.model is DataRequest:
                yield from (f"{subject}:answer" for subject in found)  # the clock of the answer


@dataclass(frozen=True)
class About:
    """What is kept of one activity: how many rows of which kinds, and what law says of it."""

    activity: Activity
    kinds: list[tuple[Kept, int, Term]]

    @property
    def rows(self) -> int:
        """How many rows in all."""
        return sum(count for _, count, _ in self.kinds)


def about(who: Subject) -> list[About]:
    """Everything that is kept about a person, by what it is for; kinds without a row are left out."""
    activities = {one.code: one for one in Activity.objects.order_by("place")}
    terms = {one.code: one for one in Term.objects.all()}
    found: dict[str, list[tuple[Kept, int, Term]]] = {}
    for kept in KEPT:
        if count := rows_of(kept, who).count():
            found.setdefault(kept.activity, []).append((kept, count, terms[kept.term]))
    return [About(activities[code], found[code]) for code in activities if code in found]


def rows_of(kept: Kept, who: Subject) -> QuerySet[DataRequest]:
    """The subject's rows of one kind, whatever table they stand in."""
    rows: QuerySet[DataRequest] = kept.rows(who)
    return rows


def has_open_dossiers(who: Subject) -> bool:
    """Whether a dossier of his has not ended: then the agency must still reach him."""
    return own_dossiers(who).filter(state__in=[state.value for state in OPEN]).exists()
