"""Reading bulk signing: which lists an official has, one session with its papers, in whose name a job signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone

from tinhso.government.bulk_signing import rules
from tinhso.government.bulk_signing.lifecycle import ItemState, SessionState, SigningKind
from tinhso.government.bulk_signing.models import NOT_ENDED, SigningItem, SigningSession
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import drafts_to_sign, results_to_seal
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.models import Agency, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import (
    account_of,
    agency_by_id,
    person_for,
    posts_of,
    sign_in_stands,
    substitutions_of,
)

SYSTEM = System("bulk_signing")
KIND_OF_ROLE = {Role.LEADER: SigningKind.SIGN, Role.CLERK: SigningKind.SEAL}
ROLE_OF_KIND = {kind: role for role, kind in KIND_OF_ROLE.items()}
WAITS = {SigningKind.SIGN: drafts_to_sign, SigningKind.SEAL: results_to_seal}
LIGHT = ("dossier__answers", "dossier__search_text")


def visible_to(person: Person) -> QuerySet[SigningSession]:
    """The sessions of this official himself: nobody else sees them, whatever his office."""
    return SigningSession.objects.filter(official=person.official_id or 0).select_related("agency")


def session_for(person: Person, key: UUID) -> SigningSession:
    """The person's session with this key. NotVisible otherwise."""
    found = visible_to(person).filter(key=key).first()
    if found is None:
        raise NotVisible("no-session", "Không tìm thấy danh sách ký loạt này trong phạm vi bạn được xem.")
    return found


@dataclass(frozen=True)
class Office:
    """In which office an official signs results at an agency, or seals them."""

    agency: Agency
    kind: SigningKind
    title: str


@dataclass(frozen=True)
class Offer:
    """What one office has to sign or to seal now, and the official's session for it while one has not ended."""

    office: Office
    waiting: int
    session: SigningSession | None


def offers_to(person: Person, *, now: datetime) -> list[Offer]:
    """One offer for each office in which the person signs or seals."""
    going = {(one.agency_id, one.kind): one for one in visible_to(person).filter(NOT_ENDED)}
    return [
        Offer(
            office,
            waiting_for(person, office.agency.pk, office.kind).count(),
            going.get((office.agency.pk, str(office.kind))),
        )
        for office in offices_of(person, now=now)
    ]


def offices_of(person: Person, *, now: datetime) -> list[Office]:
    """Where the official signs results or seals them today: by his posts, or in the stead of a head."""
    if not person.official_id:
        return []
    on = timezone.localdate(now)
    titles = {(post.agency_id, post.role): post.title for post in posts_of(person.official_id, on=on)}
    titles |= {
        (one.agency_id, Role.LEADER.value): ", ".join(one.lines) for one in substitutions_of(person.official_id, on=on)
    }
    return [
        Office(agency_by_id(agency), kind, titles.get((agency, role.value), role.label))
        for agency in sorted(person.agency_ids)
        for role, kind in KIND_OF_ROLE.items()
        if role in person.roles_at(agency)
    ]


def waiting_for(person: Person, agency_id: int, kind: SigningKind) -> QuerySet[Dossier]:
    """What waits at an agency for this person's signature or seal, the most urgent first; as many as a list takes."""
    return WAITS[kind](person, agency_id)[: rules.MOST_PAPERS]


def ended_of(person: Person, *, limit: int = 10) -> QuerySet[SigningSession]:
    """The sessions of the official that have ended, the newest first."""
    return visible_to(person).exclude(NOT_ENDED).order_by("-opened_at")[:limit]


def shows_papers(person: Person, session: SigningSession) -> bool:
    """Whether the papers are still for his eyes: who left the agency reads what became of his list, and nobody's name.

    As with any dossier (`dossiers.queries.visible_to`): a post there opens them, not that he had one.
    """
    return session.agency_id in person.agency_ids


def items_of(session: SigningSession) -> list[SigningItem]:
    """The papers of a session in order, each with its dossier and procedure."""
    rows = SigningItem.objects.filter(session=session).select_related("dossier__procedure_version")
    return list(rows.defer(*LIGHT).order_by("place"))


def refused_of(session: SigningSession) -> list[SigningItem]:
    """The papers that could not be signed, in order."""
    rows = SigningItem.objects.filter(session=session, state=ItemState.REFUSED).select_related("dossier")
    return list(rows.defer(*LIGHT).order_by("place"))


def item_of(session: SigningSession, item_id: int) -> SigningItem:
    """One paper of a session. NotVisible when it has none with this number."""
    found = SigningItem.objects.filter(session=session, pk=item_id).select_related("dossier").defer(*LIGHT).first()
    if found is None:
        raise NotVisible("no-paper", "Danh sách này không có giấy đó.")
    return found


def progress_of(session: SigningSession) -> rules.Progress:
    """How far the session is."""
    counts = SigningItem.objects.filter(session=session).values_list("state").annotate(papers=Count("pk"))
    return rules.progress_of(dict(counts))


def is_silent(session: SigningSession, *, now: datetime) -> bool:
    """Whether the session runs by its state and nobody is at work on it."""
    return session.state == SessionState.RUNNING and rules.is_silent(session.moved_at, now=now)


def silent_sessions(now: datetime) -> list[SigningSession]:
    """Running sessions that do not move: their worker died, or their job crashed."""
    rows = SigningSession.objects.filter(state=SessionState.RUNNING, moved_at__lt=now - rules.SILENT)
    return list(rows.order_by("moved_at")[:100])


def locked(session_id: int) -> SigningSession:
    """The session as it stands now, locked until the end of the transaction."""
    return SigningSession.objects.select_for_update().get(pk=session_id)


def locked_item(item_id: int) -> SigningItem:
    """The paper as it stands now, locked until the end of the transaction."""
    return SigningItem.objects.select_for_update().get(pk=item_id)


def next_items(session: SigningSession, *, most: int) -> list[SigningItem]:
    """The next papers that wait; one that was broken off before comes alone, lest it take others with it."""
    waiting = SigningItem.objects.filter(session=session, state=ItemState.WAITING).order_by("place")
    found = list(waiting.select_related("dossier").defer(*LIGHT)[:most])
    fresh = list(takewhile(lambda item: not item.tries, found))
    return fresh or found[:1]


def broken_items(session: SigningSession) -> list[SigningItem]:
    """Papers that wait although they were begun as often as may be."""
    waiting = SigningItem.objects.filter(session=session, state=ItemState.WAITING)
    return list(waiting.filter(tries__gte=rules.MOST_TRIES).order_by("place"))


def signer_of(session: SigningSession, *, now: datetime) -> Person | None:
    """The official as he stands today, in the session's office alone; None when he holds it no more."""
    account = account_of(session.account_id)
    person = person_for(account, on=timezone.localdate(now)) if account else None
    role = ROLE_OF_KIND[SigningKind(session.kind)].value
    if person is None or role not in person.roles_at(session.agency_id):
        return None
    return replace(person, posts={session.agency_id: frozenset({role})})


def hindrance(session: SigningSession, *, now: datetime) -> str:
    """Why the session may not go on without its owner, in one sentence; '' when it may."""
    minutes = settings.BULK_SIGNING_MINUTES
    if session.confirmed_at is None or not rules.still_confirmed(session.confirmed_at, minutes=minutes, now=now):
        return rules.TOO_LATE
    return "" if sign_in_stands(session.account_id, session.sign_in, now=now) else rules.SIGNED_OUT
