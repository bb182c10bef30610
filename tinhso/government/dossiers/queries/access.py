"""Who may see which dossier, and in which roles a person stands before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache, reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet

from tinhso.engines.procedures.queries import version_by_id, version_ids
from tinhso.government.dossiers.lifecycle import APPLICANT, CASE_OFFICER, LIFECYCLE, ONE_STOP_ROLES
from tinhso.government.dossiers.models import Consultation, Dossier, Result
from tinhso.government.dossiers.queries.foreign import own_code
from tinhso.government.dossiers.rules import parse_code
from tinhso.ground.acts import keep, read, taken
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.states import Move
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.mandates.queries import Principal, mandated
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import official
from tinhso.ground.people.models import Official, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id

SEE_ALL = frozenset({Role.AUDITOR.value, Role.CONTROLLER.value})
ANSWER = next(move for move in LIFECYCLE.moves if move.verb == "answer_consultation")
HEAVY = ("answers", "search_text")
# One narrow statement: five joins would cost more to plan than all the rest of an act.
LOCK = "FROM dossiers_dossier WHERE id = %s FOR UPDATE"
LOCK_ALL = "FROM dossiers_dossier WHERE id = ANY(%s) ORDER BY id FOR UPDATE"


def visible_to(person: Person) -> QuerySet[Dossier]:
    """Dossiers that this person may see: the only way to a row.

    A citizen: his own, those of organisations he represents today, and those within a mandate that stands now.
    An official: those whose receiving, resolving or supporting agency is among his posts, and those on which his
    agency was asked. Controllers and auditors: all, to read.
    """
    rows = Dossier.objects.all()
    if person.citizen_id:
        mine = Q(applicant_citizen=person.citizen_id, applicant_organisation__isnull=True)
        if person.organisation_ids:
            mine |= Q(applicant_organisation__in=person.organisation_ids)
        for principal in principals(person):
            mine |= within(principal)
        return rows.filter(mine)
    if person.roles & SEE_ALL:
        return rows
    agencies = person.agency_ids
    if not agencies:
        return rows.none()
    asked = Consultation.objects.filter(agency__in=agencies).values("dossier")
    return rows.filter(
        Q(receiving_agency__in=agencies)
        | Q(resolving_agency__in=agencies)
        | Q(support_agency__in=agencies)
        | Q(pk__in=asked)
    )


def principals(person: Person) -> list[Principal]:
    """For whom a citizen acts by mandate at the moment of his request; nobody where that moment is unknown.

    Whom he only helps to file is not among them: a helper is never the applicant (`helped_dossier`).
    """
    if not (person.citizen_id and person.at):
        return []
    return [one for one in mandated(person, at=person.at) if one.represents]


def within(principal: Principal) -> Q:
    """The dossiers that a mandate opens: the principal's, as far as it reaches."""
    if principal.organisation_id:
        reach = Q(applicant_organisation=principal.organisation_id)
    else:
        reach = Q(applicant_citizen=principal.citizen_id, applicant_organisation__isnull=True)
    if principal.dossier_code:
        return reach & Q(code=principal.dossier_code)
    if principal.since:
        reach &= Q(filed_at__gte=principal.since)
    if principal.procedure_code:
        reach &= Q(procedure_version__in=version_ids(principal.procedure_code))
    return reach


def codes_visible_to(person: Person, subjects: Collection[str]) -> dict[str, str]:
    """Of these dossiers (dossier:12), the code of each that this person may see."""
    ids = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith("dossier:")]
    seen = visible_to(person).filter(pk__in=ids).values_list("pk", "code") if ids else ()
    return {f"dossier:{pk}": code for pk, code in seen}


def roles_on(actor: Actor, dossier: Dossier) -> frozenset[str]:
    """Roles in which an actor stands before this dossier.

    One-stop roles count at the receiving agency, all others at the resolving agency; once the dossier has a
    holder, only he is its case officer. The applicant is APPLICANT; the system keeps its own role.
    """
    if not isinstance(actor, Person):
        return actor.roles
    if actor.citizen_id:
        return frozenset({APPLICANT}) if owns(actor, dossier) else frozenset()
    roles = (actor.roles_at(dossier.receiving_agency_id) & ONE_STOP_ROLES) | (
        actor.roles_at(dossier.resolving_agency_id) - ONE_STOP_ROLES
    )
    if dossier.holder_id and dossier.holder_id != actor.official_id:
        roles -= {CASE_OFFICER}
    return roles


def owns(person: Person, dossier: Dossier) -> bool:
    """True when the dossier is the person's own, of an organisation that he represents today, or within a mandate."""
    if is_own(person, dossier) or dossier.applicant_organisation_id in person.organisation_ids:
        return True
    reach = [within(one) for one in principals(person) if one.ref == dossier.applicant_ref]
    return bool(reach) and Dossier.objects.filter(reduce(or_, reach), pk=dossier.pk).exists()


def is_own(person: Person, dossier: Dossier) -> bool:
    """True when the person is himself the applicant."""
    own = dossier.applicant_citizen_id == person.citizen_id
    return person.citizen_id is not None and own and not dossier.applicant_organisation_id


def speaking(actor: Actor, dossier: Dossier) -> Actor:
    """The actor under the name in which he acts on this dossier: a citizen who is not its applicant under both."""
    if isinstance(actor, Person) and actor.citizen_id and not is_own(actor, dossier):
        return actor.speaking_for(dossier.applicant_name)
    return actor


def verbs_for(actor: Actor, dossier: Dossier) -> list[Move]:
    """What this actor may do to the dossier now, in table order: the buttons of its page."""
    return LIFECYCLE.verbs(dossier.state, roles_on(actor, dossier))


def unseen() -> NotVisible:
    """The one answer for what does not exist and for what is not shown to this person."""
    return NotVisible("no-dossier", "Không tìm thấy hồ sơ với mã này trong phạm vi bạn được xem.")


def dossier_for(person: Person, code: str) -> Dossier:
    """The dossier with this code, ours or another system's, if the person may see it.

    NotVisible otherwise, whether it exists or not.
    """
    found = _with_code(person, _as_written(code))
    if found is None and (ours := own_code(code)):
        found = _with_code(person, ours)
    if found is None:
        raise unseen()
    return found


def _with_code(person: Person, code: str) -> Dossier | None:
    return (
        visible_to(person)
        .filter(code=code)
        .select_related(
            "procedure_version__procedure", "receiving_agency", "resolving_agency", "support_agency", "desk_agency",
            "holder", "clock", "form_version", "result", "extension", "applicant_citizen",
        )
        .defer("search_text")
        .first()
    )  # fmt: skip


def seen_by(person: Person, code: str) -> Dossier:
    """The dossier with this code as the target of an act of an official or a program: found, but not read.

    NotVisible when they may not see it. The act reads it under its own lock.
    """
    if not person.agency_ids:
        raise unseen()
    words, values = _ids_of_visible(len(person.agency_ids), sees_all=bool(person.roles & SEE_ALL))
    known = dict(zip(_marks(len(person.agency_ids)), person.agency_ids, strict=True)) | {CODE: _as_written(code)}
    with connection.cursor() as cursor:
        cursor.execute(words, [known[value] for value in values])
        found = cursor.fetchone()
    if found is None:
        raise unseen()
    return Dossier(pk=found[0])


CODE = "the code"


def _marks(agencies: int) -> list[int]:
    """Numbers that no agency has."""
    return [-1 - place for place in range(agencies)]


@cache
def _ids_of_visible(agencies: int, *, sees_all: bool) -> tuple[str, list[int | str]]:
    """`visible_to` in the words that the ORM finds for an official or program at so many agencies, and their values.

    To find these words takes longer than to ask. They hold marks in the place of agencies and of the code.
    """
    roles = SEE_ALL if sees_all else frozenset[str]()
    somebody = Person(name="", official_id=1, posts=dict.fromkeys(_marks(agencies), roles))
    words, values = visible_to(somebody).filter(code=CODE).values_list("pk").query.sql_with_params()
    return words, list(values)


def _as_written(code: str) -> str:
    parsed = parse_code(code)
    return str(parsed) if parsed else code


def filed_under(mandate_ids: Collection[int]) -> dict[int, Dossier]:
    """The newest dossier filed under each of these mandates, by mandate; what was not used is left out."""
    rows = Dossier.objects.filter(mandate__in=mandate_ids).defer(*HEAVY).order_by("pk")
    return {int(row.mandate_id or 0): row for row in rows}


def helped_dossier(person: Person, code: str, *, at: datetime) -> Dossier:
    """A dossier that this person helped to file, while that help lasts: for the slip, nothing else of it is shown.

    NotVisible otherwise.
    """
    mine = [one.mandate_id for one in mandated(person, at=at) if not one.represents]
    found = (
        Dossier.objects.filter(mandate__in=mine, code=_as_written(code))
        .select_related(
            "procedure_version__procedure", "receiving_agency", "resolving_agency", "clock", "mandate__team"
        )
        .defer(*HEAVY)
        .first()
    )
    if found is None:
        raise unseen()
    return found


def opened_by(person: Person, code: str, *, purpose: str, now: datetime) -> Dossier:
    """The dossier with this code, and the look at its applicant written down when an official opens it."""
    dossier = dossier_for(person, code)
    if person.official_id and dossier.applicant_citizen_id:
        look_at(person, citizen_id=dossier.applicant_citizen_id, purpose=purpose, subject=dossier.subject, now=now)
    return dossier


def locked(dossier_id: int, *, expected_version: int | None = None) -> Dossier:
    """The dossier, locked until the end of the transaction, with what every act needs of it.

    Refused `changed-meanwhile` when the page was drawn from another version: someone else acted first.
    """
    dossier = taken(("dossier", dossier_id)) or read(Dossier, LOCK, [dossier_id], without=HEAVY)[0]
    dossier.procedure_version = version_by_id(dossier.procedure_version_id)
    dossier.receiving_agency = agency_by_id(dossier.receiving_agency_id)
    dossier.resolving_agency = agency_by_id(dossier.resolving_agency_id)
    if expected_version is not None and dossier.version != expected_version:
        at = dossier.moved_at.astimezone(VIETNAM)
        raise Refused(
            "changed-meanwhile",
            f"Hồ sơ vừa được {dossier.moved_by_name} cập nhật lúc {at:%H:%M ngày %d/%m/%Y}; hãy tải lại trang "
            "rồi làm tiếp.",
        )
    return dossier


def hold(dossier_ids: Iterable[int]) -> None:
    """Lock these dossiers in one order, for acts that follow in the same transaction: each finds its own locked."""
    ids = list(dossier_ids)
    for dossier in read(Dossier, LOCK_ALL, [ids], without=HEAVY):
        keep(("dossier", dossier.pk), dossier)
    for result in read(Result, "FROM dossiers_result WHERE dossier_id = ANY(%s)", [ids]):
        keep(("result", result.dossier_id), result)


def official_of(actor: Actor) -> Official | None:
    """The official who acts, if it is one."""
    if isinstance(actor, Person) and actor.official_id:
        return official(actor.official_id)
    return None
