"""Reading mandates: whom an actor may act for at a moment, and who may see which row."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from tinhso.ground.acts import read
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.mandates import rules
from tinhso.ground.mandates.lifecycle import CHECKER, HELPER, PRINCIPAL, REPRESENTATIVE, MandateState
from tinhso.ground.mandates.models import CommunityTeam, Mandate, TeamMember
from tinhso.ground.mandates.rules import Kind, Way
from tinhso.ground.people.models import Citizen, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import mandates_of, numbers_of, standing_on

CHECKERS = frozenset({Role.RECEPTION.value, Role.HEAD_OF_ONE_STOP.value})
SEE_ALL = frozenset({Role.AUDITOR.value, Role.CONTROLLER.value})
LEGAL = "LEGAL"


@dataclass(frozen=True)
class Principal:
    """One for whom an actor may act now, and how far.

    mandate_id: None for an organisation's legal representative (kind LEGAL). since: only what was filed from then
    on; None: everything. procedure_code, dossier_code: "" for all. represents=False: a helper, who sees what he
    helped to file and never acts as the applicant.
    """

    mandate_id: int | None
    kind: str
    name: str
    citizen_id: int | None
    organisation_id: int | None
    procedure_code: str = ""
    dossier_code: str = ""
    since: datetime | None = None
    represents: bool = True

    @property
    def ref(self) -> str:
        """citizen:<id> or organisation:<id>: whose papers and dossiers these are."""
        return f"organisation:{self.organisation_id}" if self.organisation_id else f"citizen:{self.citizen_id}"

    def covers(self, procedure_code: str) -> bool:
        """Whether something new of this procedure may be filed; what names one dossier covers nothing new."""
        return not self.dossier_code and self.procedure_code in ("", procedure_code)


def standing(at: datetime) -> Q:
    """rules.stands as a condition of the database."""
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def standing_mandates(at: datetime) -> QuerySet[Mandate]:
    """Mandates that open something at a moment, for conditions of rooms above that point to one."""
    return Mandate.objects.filter(standing(at)).order_by()


def held_by(actor: Actor) -> Q:
    """Mandates of which this actor is the representative or the helper."""
    if isinstance(actor, Person) and actor.official_id:
        return Q(representative_official=actor.official_id)
    if isinstance(actor, Person) and actor.citizen_id:
        return Q(representative_number__in=numbers_of(actor.citizen_id))
    return Q(pk__in=[])


# `held_by` and `standing` in words of our own: each page of a citizen asks, and the ORM's way costs a quarter of it.
HELD = """FROM mandates_mandate
WHERE (representative_number = (SELECT personal_number FROM people_citizen WHERE id = %s)
       OR representative_official_id = %s)
  AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s)
ORDER BY principal_name, id"""


def mandated(actor: Actor, *, at: datetime) -> list[Principal]:
    """For whom this actor may act at a moment by a mandate; one statement."""
    if not isinstance(actor, Person) or not (actor.official_id or actor.citizen_id):
        return []
    citizen = None if actor.official_id else actor.citizen_id  # as `held_by`: an official is asked as one
    return [_principal(row) for row in read(Mandate, HELD, [citizen, actor.official_id, at, at])]


def _principal(row: Mandate) -> Principal:
    return Principal(
        mandate_id=row.pk,
        kind=row.kind,
        name=row.principal_name,
        citizen_id=None if row.principal_organisation_id else row.principal_citizen_id,
        organisation_id=row.principal_organisation_id,
        procedure_code=row.procedure_code,
        dossier_code=row.dossier_code,
        since=None if row.basis.sees_past else row.starts_at,
        represents=row.basis.represents,
    )


def principals_of(actor: Actor, *, at: datetime) -> list[Principal]:
    """Everybody for whom this actor may act at a moment: by mandate, or as legal representative of an organisation."""
    if not isinstance(actor, Person) or not (actor.citizen_id or actor.official_id):
        return []
    legal = []
    if actor.citizen_id and actor.organisation_ids:
        rows = mandates_of(Citizen(pk=actor.citizen_id), on=at)
        legal = [Principal(None, LEGAL, row.organisation.name, None, row.organisation_id) for row in rows]
    return [*legal, *mandated(actor, at=at)]


def visible_to(actor: Actor) -> QuerySet[Mandate]:
    """Mandates that this actor may see, newest first: the only way to a row.

    A citizen: where he is the representative or the principal, and those of organisations that he represents by law.
    An official: what he helped with, and papers to be compared at his one-stop. Controllers and auditors: all.
    """
    rows = Mandate.objects.select_related(
        "principal_organisation", "principal_citizen", "representative_official", "team", "agency", "paper"
    ).order_by("-pk")
    if not isinstance(actor, Person):
        return rows if "system" in actor.roles else rows.none()
    if actor.roles & SEE_ALL:
        return rows
    seen = held_by(actor)
    if actor.citizen_id:
        seen |= Q(principal_number__in=numbers_of(actor.citizen_id)) | Q(principal_citizen=actor.citizen_id)
        if actor.organisation_ids:
            seen |= Q(principal_organisation__in=actor.organisation_ids)
    elif desks := desks_of(actor):
        seen |= Q(way=Way.PAPER, agency__in=desks)
    return rows.filter(seen)


def desks_of(actor: Person) -> list[int]:
    """Agencies at whose one-stop this official compares papers."""
    return sorted(agency for agency, roles in actor.posts.items() if roles & CHECKERS)


def mandate_for(actor: Actor, key: UUID) -> Mandate:
    """The mandate with this key. NotVisible when there is none for this actor."""
    found = visible_to(actor).filter(key=key).first()
    if found is None:
        raise NotVisible("no-mandate", "Không tìm thấy việc đại diện, ủy quyền này.")
    return found


def by_id(mandate_id: int) -> Mandate:
    """A mandate by id, for reactions to what happened to it."""
    return Mandate.objects.get(pk=mandate_id)


def locked(mandate_id: int) -> Mandate:
    """The mandate as it stands now, locked until the transaction ends."""
    return Mandate.objects.select_for_update(of=("self",)).get(pk=mandate_id)


def roles_on(actor: Actor, mandate: Mandate) -> frozenset[str]:
    """In which roles an actor stands before a mandate."""
    if not isinstance(actor, Person):
        return actor.roles
    roles: set[str] = set()
    if actor.official_id:
        if mandate.representative_official_id == actor.official_id:
            roles.add(HELPER)
        elif mandate.way == Way.PAPER and mandate.agency_id in desks_of(actor):
            roles.add(CHECKER)
        return frozenset(roles)
    if mandate.principal_organisation_id and mandate.principal_organisation_id in actor.organisation_ids:
        roles.add(PRINCIPAL)
    number = numbers_of(actor.citizen_id).first()
    if number and number == mandate.representative_number:
        roles.add(HELPER if mandate.kind == Kind.ASSISTED else REPRESENTATIVE)
    elif number and not mandate.principal_organisation_id and number == mandate.principal_number:
        roles.add(PRINCIPAL)
    return frozenset(roles)


def to_be_compared(actor: Person) -> QuerySet[Mandate]:
    """Papers that wait at the actor's one-stop, the oldest first."""
    waiting = visible_to(actor).filter(way=Way.PAPER, state=MandateState.PROPOSED, agency__in=desks_of(actor))
    return waiting.order_by("proposed_at", "pk")


def open_proposals(number: str) -> int:
    """How many proposals of this representative wait for consent."""
    return Mandate.objects.filter(representative_number=number, state=MandateState.PROPOSED).count()


def run_out(at: datetime) -> QuerySet[Mandate]:
    """Mandates whose interval is over, and proposals that waited too long."""
    over = Q(state=MandateState.CONFIRMED, ends_at__lte=at)
    return Mandate.objects.filter(
        over | Q(state=MandateState.PROPOSED, proposed_at__lt=at - rules.PROPOSAL_WAITS)
    ).order_by("pk")


def team_of(actor: Actor, *, at: datetime) -> CommunityTeam | None:
    """The community team in which this citizen helps today, if any."""
    if not isinstance(actor, Person) or not actor.citizen_id:
        return None
    today = timezone.localdate(at)
    member = (
        TeamMember.objects.filter(standing_on(today), citizen=actor.citizen_id)
        .filter(Q(team__valid_to__isnull=True) | Q(team__valid_to__gte=today))
        .select_related("team__agency")
        .order_by("pk")
        .first()
    )
    return member.team if member else None


def codes_sent_to(number: str, *, since: datetime) -> int:
    """How many codes went to one person since a moment, whoever asked for them."""
    rows = Mandate.objects.filter(principal_number=number, code_sent_at__gte=since)
    return int(rows.aggregate(sent=Sum("code_number"))["sent"] or 0)


def code_of(mandate: Mandate) -> str:
    """The six digits of the code sent last: made from the house's secret; only the message itself holds them."""
    said = f"mandate:{mandate.key}:{mandate.code_number}".encode()
    return f"{int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), said, 'sha256')[:8]) % 1_000_000:06d}"


def code_opens(mandate: Mandate, code: str, *, now: datetime) -> bool:
    """Whether this is the code sent last, still fresh, and not tried too often."""
    fresh = mandate.code_sent_at is not None and now < mandate.code_sent_at + rules.CODE_LASTS
    right = hmac.compare_digest(code_of(mandate).encode(), code.encode())
    return fresh and right and mandate.code_tries < rules.CODE_TRIES
