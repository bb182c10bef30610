"""What is written of cameras: the register by two people, rights, looks, what is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries as people
from tinhso.ground.people.persons import Person
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.reference.queries import unit_as_at
from tinhso.infrastructure.cameras import queries
from tinhso.infrastructure.cameras.events import CameraHeard, CameraMoved, CameraOpened, RightMoved
from tinhso.infrastructure.cameras.lifecycle import CAMERAS, DECIDERS, KEEPERS, CameraState, Health, Purpose
from tinhso.infrastructure.cameras.models import Camera, CameraLook, HealthSpan, OpeningRight
from tinhso.infrastructure.cameras.rules import check_heard, check_link, check_term, good_for, said

US = System("cameras")
NOT_YOURS = "Sổ camera do lãnh đạo, lãnh đạo phòng của đơn vị quản lý camera ghi và duyệt."
NO_RIGHT = "Bạn chưa được cấp quyền mở camera này; quyền do lãnh đạo đơn vị quản lý camera cấp."
MOST_STATES = 5000


@act()
def enter_camera(
    person: Person, *, owner: str, code: str, name: str, address: str, unit_code: str, purpose: str, legal_ground: str,
    link: str, now: datetime,
) -> Camera:  # fmt: skip
    """Propose a camera for the register of an agency (slug). Refused beside its field; code-taken; not-a-commune."""
    agency = people.agency(owner)
    if not person.roles_at(agency.pk) & KEEPERS:
        raise NotAllowed("wrong-role", NOT_YOURS)
    try:
        unit = unit_as_at(unit_code.strip(), timezone.localdate(now))
    except NotVisible as unknown:
        raise Refused("no-such-unit", unknown.sentence, field="unit_code") from None
    if unit.level != UnitLevel.COMMUNE:
        raise Refused("not-a-commune", "Hãy ghi mã của xã, phường.", field="unit_code")
    code = said(code, "code", "Hãy ghi mã camera.", 60)
    if Camera.objects.filter(code=code).exclude(state=CameraState.RETIRED).exists():
        raise Refused("code-taken", "Mã này đã có trong sổ.", field="code")
    made = Camera.objects.create(
        owner=agency, code=code, unit_code=unit.code, unit_name=unit.name, purpose=Purpose(purpose),
        name=said(name, "name", "Hãy ghi tên camera.", 200),
        address=said(address, "address", "Hãy ghi nơi đặt camera.", 300),
        legal_ground=said(legal_ground, "legal_ground", "Hãy ghi căn cứ pháp lý: văn bản, điều.", 300),
        link=check_link(said(link, "link", "Hãy ghi địa chỉ trong hệ thống camera.", 500)),
        proposed_by_ref=person.ref, proposed_by_name=person.name[:200], proposed_at=now,
    )  # fmt: skip
    record(person, CameraMoved(made.pk, made.code, "enter", made.legal_ground), at=now)
    return made


@act()
def move_camera(person: Person, camera: Camera, verb: str, *, now: datetime) -> Camera:
    """Approve or retire. Refused `same-person` to approve what one entered; NotAllowed for others than its owner's."""
    one = queries.visible_to(person).select_for_update(of=("self",)).get(pk=camera.pk)
    roles = person.roles_at(one.owner_id)
    if not roles & KEEPERS:
        raise NotAllowed("wrong-role", NOT_YOURS)
    one.state = str(CAMERAS.move(one.state, verb, roles))
    if verb == "approve":
        if one.proposed_by_ref == person.ref:
            raise Refused("same-person", "Camera do người khác với người ghi vào sổ duyệt.")
        one.approved_by_ref, one.approved_by_name, one.approved_at = person.ref, person.name[:200], now
    else:
        one.retired_at = now
        HealthSpan.objects.filter(camera=one, ended_at__isnull=True).update(ended_at=now)
    one.save()
    record(person, CameraMoved(one.pk, one.code, verb, ""), at=now)
    return one


@act()
def give_right(
    person: Person, *, owner: str, staff_number: str, purpose: str, reason: str, valid_from: date, valid_to: date,
    now: datetime,
) -> OpeningRight:  # fmt: skip
    """Let an official open the cameras of an agency that one leads, until a day.

    Refused beside its field: no-such-official, own-right, reason-missing, and what check_term says.
    """
    agency = people.agency(owner)
    if not person.roles_at(agency.pk) & DECIDERS:
        raise NotAllowed("wrong-role", "Quyền mở camera do lãnh đạo đơn vị quản lý camera cấp.")
    try:
        official = people.official_by_number(staff_number.strip())
    except NotVisible as unknown:
        raise Refused("no-such-official", unknown.sentence, field="staff_number") from None
    if official.ref == person.ref:
        raise Refused("own-right", "Không ai tự cấp quyền mở camera cho mình.", field="staff_number")
    check_term(valid_from, valid_to, timezone.localdate(now))
    made = OpeningRight.objects.create(
        official_ref=official.ref, official_name=official.full_name, owner=agency,
        purpose=str(Purpose(purpose)) if purpose else "", valid_from=valid_from, valid_to=valid_to,
        reason=said(reason, "reason", "Hãy ghi để làm nhiệm vụ gì.", 300),
        given_by_ref=person.ref, given_by_name=person.name[:200], given_at=now,
    )  # fmt: skip
    record(person, RightMoved(made.pk, official.ref, agency.pk, "give", valid_to), at=now)
    return made


@act()
def end_right(person: Person, number: int, *, now: datetime) -> OpeningRight:
    """Take a right back before its time. Refused `already-ended`; NotVisible, NotAllowed for others than who gives."""
    one = queries.rights(person).select_for_update(of=("self",)).filter(pk=number).first()
    if one is None:
        raise NotVisible("no-right", "Không có quyền này.")
    if not person.roles_at(one.owner_id) & DECIDERS:
        raise NotAllowed("wrong-role", "Quyền mở camera do lãnh đạo đơn vị quản lý camera cấp.")
    if one.ended_at:
        raise Refused("already-ended", "Quyền này đã được thu hồi.")
    one.ended_at = now
    one.save(update_fields=["ended_at"])
    record(person, RightMoved(one.pk, one.official_ref, one.owner_id, "end", one.valid_to), at=now)
    return one


@act()
def open_camera(person: Person, camera: Camera, *, reason: str, now: datetime) -> CameraLook:
    """Write down that somebody opens a camera, and only then may he see where. We fetch no picture ourselves.

    Refused: not-in-use, reason-missing; NotAllowed without a right that stands now.
    """
    right = queries.right_to(person, camera, now=now)
    if right is None:
        raise NotAllowed("no-right", NO_RIGHT)
    if camera.state != CameraState.IN_USE:
        raise Refused("not-in-use", "Camera này không dùng nữa hoặc chưa được duyệt.")
    look = CameraLook.objects.create(
        camera=camera, right=right, official_ref=person.ref, official_name=person.name[:200], at=now,
        reason=said(reason, "reason", "Hãy ghi mở để làm gì.", 300),
    )  # fmt: skip
    record(person, CameraOpened(camera.pk, look.reason), at=now)
    return look


@dataclass(frozen=True)
class Told:
    """What somebody says of one camera: its code, whether it is up, when that was so."""

    code: str
    is_up: bool
    at: datetime


@act()
def hear(actor: Person, told: Sequence[Told], *, now: datetime) -> int:
    """Take in what an owner's system or official says of its cameras, all or none; how many are another than before.

    Told twice, it changes nothing; what is older than what is known is passed over. Refused: unknown-cameras,
    too-many, not-yet, too-long-ago; NotAllowed for others than the owner's.
    """
    if len(told) > MOST_STATES:
        raise Refused("too-many", f"Mỗi lần nhiều nhất {MOST_STATES} camera.", field="states")
    for one in told:
        check_heard(one.at, now)
    rows = Camera.objects.select_for_update().filter(code__in={one.code for one in told}, state=CameraState.IN_USE)
    known = {one.code: one for one in rows.order_by("pk") if _may_tell(actor, one)}
    if unknown := sorted({one.code for one in told} - set(known)):
        raise Refused(
            "unknown-cameras", f"Không có trong sổ đang dùng của đơn vị: {', '.join(unknown[:10])}.", field="code"
        )
    changed = 0
    for one in sorted(told, key=lambda each: each.at):
        changed += _hear(actor, known[one.code], Health.UP if one.is_up else Health.DOWN, one.at, now=now)
    return changed


def _may_tell(actor: Person, camera: Camera) -> bool:
    if actor.client_id:
        return camera.owner_id in actor.agency_ids
    return bool(actor.roles_at(camera.owner_id) & KEEPERS)


def _hear(actor: Actor, camera: Camera, health: Health, at: datetime, *, now: datetime) -> int:
    standing = HealthSpan.objects.filter(camera=camera, ended_at__isnull=True).first()
    by_hand = isinstance(actor, Person) and not actor.client_id
    if standing and at <= standing.heard_at:
        return 0
    if standing and standing.health == health:
        standing.heard_at, standing.by_hand = at, by_hand
        standing.told_by_ref, standing.told_by_name = actor.ref, actor.name[:200]
        standing.save(update_fields=["heard_at", "by_hand", "told_by_ref", "told_by_name"])
        return 0
    if standing:
        standing.ended_at = at
        standing.save(update_fields=["ended_at"])
    HealthSpan.objects.create(
        camera=camera, health=health, began_at=at, heard_at=at, by_hand=by_hand, told_by_ref=actor.ref,
        told_by_name=actor.name[:200],
    )  # fmt: skip
    record(actor, CameraHeard(camera.pk, str(health)), at=now)
    return 1


@act()
def hush(*, now: datetime) -> int:
    """Cameras of which nothing was heard for too long are silent from when they should have spoken. How many."""
    silent = 0
    for by_hand in (False, True):
        term = good_for(by_hand=by_hand)
        old = HealthSpan.objects.select_for_update(of=("self",)).select_related("camera").filter(
            ended_at__isnull=True, by_hand=by_hand, heard_at__lt=now - term
        )  # fmt: skip
        for span in old.exclude(health=Health.SILENT).order_by("pk"):
            silent += _hear(US, span.camera, Health.SILENT, span.heard_at + term, now=now)
    return silent
