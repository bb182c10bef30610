"""Asking for a mandate, giving one, and recording the consent of somebody who is being helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import record
from tinhso.ground.mandates import queries, rules
from tinhso.ground.mandates.actions.consent import stand, written_down
from tinhso.ground.mandates.events import MandateProposed
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.rules import Kind, Way
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.models import Agency, Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id, citizen
from tinhso.ground.people.rules import personal_number


@dataclass(frozen=True)
class Stated:
    """A person as somebody names him: number (12 digits), full name, birth date where it is asked."""

    number: str
    full_name: str
    birth_date: date | None = None


@dataclass(frozen=True)
class Reach:
    """How far a mandate goes and until which day; all empty: every procedure, for as long as the law says."""

    procedure_code: str = ""
    dossier_code: str = ""
    last_day: date | None = None


@transaction.atomic
def propose(
    actor: Person, *, kind: Kind, principal: Stated, reach: Reach, way: Way, paper: StoredFile | None = None,
    agency: Agency | None = None, now: datetime,
) -> Mandate:  # fmt: skip
    """Ask to act for a person; it opens nothing until the consent is recorded.

    paper: what proves it; agency: at whose one-stop it is compared; both only for Way.PAPER. Refused:
    way-not-enough, paper-missing, agency-missing, himself, proposals-too-many, and what the ages forbid.
    """
    own = _with_number(actor)
    if kind in {Kind.EMPLOYEE, Kind.ASSISTED} or way not in rules.BASES[kind].ways:
        raise NotAllowed("way-not-enough", "Cách đồng ý này không đủ cho việc đại diện này theo quy định.", field="way")
    if way is Way.PAPER and (paper is None or paper.uploaded_by_ref != actor.ref):
        raise Refused("paper-missing", "Hãy tải lên giấy tờ chứng minh.", field="paper")
    if way is Way.PAPER and agency is None:
        raise Refused("agency-missing", "Hãy chọn nơi đối chiếu giấy tờ.", field="agency")
    if queries.open_proposals(own.personal_number or "") >= rules.OPEN_PROPOSALS:
        raise Refused("proposals-too-many", "Bạn có nhiều đề nghị đang chờ. Hãy đợi hoặc thôi bớt đề nghị cũ.")
    mandate = _new(kind, principal, reach, way, now=now)
    if mandate.principal_number == own.personal_number:
        raise Refused("himself", "Bạn không cần ủy quyền cho chính mình.", field="number")
    rules.check_ages(
        kind, principal_born=principal.birth_date, representative_born=own.birth_date, on=timezone.localdate(now)
    )
    mandate.representative_number, mandate.representative_name = own.personal_number or "", own.full_name
    if way is Way.PAPER:
        mandate.paper, mandate.agency = paper, agency
    return _proposed(actor, mandate, now=now)


@transaction.atomic
def grant(
    actor: Person, *, representative: Stated, reach: Reach, organisation_id: int | None = None, now: datetime
) -> Mandate:
    """Give a mandate: for oneself, or for an organisation whose legal representative one is. It stands at once.

    The principal's own act is the consent. Refused: himself, of ages; NotAllowed for another's organisation.
    """
    own = _with_number(actor)
    if organisation_id is not None and organisation_id not in actor.organisation_ids:
        raise NotAllowed("no-mandate", "Bạn chưa được ghi nhận là người đại diện của tổ chức này.")
    kind = Kind.EMPLOYEE if organisation_id else Kind.AUTHORISED
    himself = Stated(own.personal_number or "", own.full_name, own.birth_date)
    mandate = _new(kind, himself, reach, Way.OWN, now=now)
    if organisation_id is not None:
        mandate.principal_organisation_id = organisation_id
        mandate.principal_number, mandate.principal_birth_date = "", None
        mandate.principal_name = _name_of(actor, organisation_id, now=now)
    elif own.birth_date:
        rules.check_ages(kind, principal_born=own.birth_date, representative_born=None, on=timezone.localdate(now))
    mandate.representative_number = personal_number(representative.number)
    mandate.representative_name = _named(representative.full_name)
    if mandate.representative_number == own.personal_number:
        raise Refused("himself", "Bạn không cần ủy quyền cho chính mình.", field="number")
    mandate = _proposed(actor, mandate, now=now)
    return stand(actor, mandate, Way.OWN, principal=None if organisation_id else own, now=now)


@transaction.atomic
def assist(
    helper: Person, *, principal: Stated, procedure_code: str, way: Way, witness_name: str = "", now: datetime
) -> Mandate:
    """Record that somebody wants help with one filing; by his word it stands at once, by code once he reads it out.

    The helper is an official of a one-stop or a member of a community team (NotAllowed `not-a-helper`). Refused:
    witness-missing, witness-is-helper, himself, name-differs.
    """
    mandate = _new(Kind.ASSISTED, principal, Reach(procedure_code=procedure_code), way, now=now)
    if way not in mandate.basis.ways:
        raise NotAllowed("way-not-enough", "Cách đồng ý này không đủ cho việc đại diện này theo quy định.", field="way")
    if helper.official_id:
        desks = queries.desks_of(helper)
        mandate.representative_official_id, mandate.representative_name = helper.official_id, helper.name[:120]
        mandate.agency = agency_by_id(desks[0]) if desks else None
    else:
        own = _with_number(helper)
        mandate.team = queries.team_of(helper, at=now)
        mandate.agency = mandate.team.agency if mandate.team else None
        mandate.representative_number, mandate.representative_name = own.personal_number or "", own.full_name
    if mandate.agency is None:
        raise NotAllowed("not-a-helper", "Chỉ cán bộ Một cửa và thành viên tổ công nghệ số cộng đồng mới nộp hộ được.")
    if mandate.principal_number == mandate.representative_number:
        raise Refused("himself", "Bạn không cần ủy quyền cho chính mình.", field="number")
    if way is Way.WORD:
        mandate.witness_name = _witness(witness_name, helper)
    mandate = _proposed(helper, mandate, now=now)
    if way is Way.CODE:
        return mandate
    someone = written_down(helper, mandate, now=now)
    look_at(helper, citizen_id=someone.pk, purpose="Hỗ trợ nộp hồ sơ trực tuyến",
            subject=f"procedure:{procedure_code}", now=now)  # fmt: skip
    return stand(helper, mandate, way, principal=someone, now=now)


def _witness(name: str, helper: Person) -> str:
    witness = nfc(name)[:120]
    if not witness:
        raise Refused("witness-missing", "Hãy ghi họ tên người làm chứng.", field="witness_name")
    if witness.casefold() == helper.name.casefold():
        raise Refused("witness-is-helper", "Người làm chứng phải là người khác.", field="witness_name")
    return witness


def _with_number(actor: Person) -> Citizen:
    if actor.citizen_id is None:
        raise NotAllowed("citizens-only", "Trang này dành cho công dân, tổ chức.")
    own = citizen(actor.citizen_id)
    if not own.personal_number:
        raise Refused("number-missing", "Tài khoản của bạn chưa có số định danh cá nhân nên chưa dùng được ủy quyền.")
    return own


def _named(text: str) -> str:
    name = nfc(text)[:120]
    if not name:
        raise Refused("name-missing", "Hãy nhập họ và tên như trên thẻ căn cước.", field="full_name")
    return name


def _new(kind: Kind, principal: Stated, reach: Reach, way: Way, *, now: datetime) -> Mandate:
    if reach.last_day and reach.last_day < timezone.localdate(now):
        raise Refused("ends-in-past", "Ngày hết hạn đã qua; hãy chọn ngày khác.", field="last_day")
    return Mandate(
        kind=str(kind),
        principal_number=personal_number(principal.number),
        principal_name=_named(principal.full_name),
        principal_birth_date=principal.birth_date,
        procedure_code=reach.procedure_code.strip(),
        dossier_code=reach.dossier_code.strip(),
        wished_last_day=reach.last_day,
        way=str(way),
        legal_basis=rules.BASES[kind].law,
        proposed_at=now,
    )


def _proposed(actor: Person, mandate: Mandate, *, now: datetime) -> Mandate:
    mandate.proposed_by_ref = actor.ref
    mandate.save()
    record(actor, MandateProposed(mandate.pk, mandate.kind, mandate.way, mandate.scope), at=now)
    return mandate


def _name_of(actor: Person, organisation_id: int, *, now: datetime) -> str:
    held = queries.principals_of(actor, at=now)
    return next(one.name for one in held if one.mandate_id is None and one.organisation_id == organisation_id)
