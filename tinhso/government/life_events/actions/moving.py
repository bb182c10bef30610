"""What every step of a case shares: move one part, start what may begin, drop what is hopeless, end the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.engines.workflow.actions import start_clock, stop_clock
from tinhso.government.life_events import queries, rules
from tinhso.government.life_events.events import LifeEventEnded, PartMoved
from tinhso.government.life_events.lifecycle import ENDED, PART, CaseState
from tinhso.government.life_events.links import address_of
from tinhso.government.life_events.mappers import content_for, number_of, request
from tinhso.government.life_events.models import Case, CasePart
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.vietnamese import VIETNAM, format_moment
from tinhso.ground.gateway.actions import post
from tinhso.ground.journal.actions import record

LEGAL_BASIS = "Nghị định 63/2024/NĐ-CP"
FILE, UNDO = "tiep-nhan", "huy"
TELLING = frozenset({"send", "ask", "finish", "refuse", "drop", "confirm_undone"})  # news for the citizen's telephone


def move_part(
    actor: Actor, case: Case, part: CasePart, verb: str, *, roles: frozenset[str], note: str = "", now: datetime
) -> None:
    """Move one part by the table, save it, write it down and tell the citizen what concerns him."""
    part.state = str(PART.move(part.state, verb, roles))
    if part.state in ENDED:
        part.ended_at = now
        if part.clock and part.clock.stopped_at is None:
            stop_clock(queries.SYSTEM, part.clock, now=now)
    else:
        part.ended_at = None
    part.save()
    due_at = part.clock.due_at if part.clock and verb == "send" else None
    record(
        actor,
        PartMoved(case.pk, part.pk, part.plan.name, part.performer_label, verb, part.state, note, due_at),
        at=now,
    )
    if verb in TELLING and part.dossier_id is None:
        tell(case, part, verb, note=note, now=now)


def advance(case: Case, parts: Sequence[CasePart], *, now: datetime) -> None:
    """Start what may begin, drop what waits in vain, and end the case when nothing is left to do."""
    for part in rules.hopeless(parts):
        part.reason = "Bước trước không được giải quyết nên bước này không thực hiện."
        move_part(queries.SYSTEM, case, part, "drop", roles=queries.SYSTEM.roles, note=part.reason, now=now)
    for part in rules.ready(parts):
        send_part(case, part, parts, now=now)
    state = rules.standing_of(parts)
    if state == case.state:
        return
    case.state = str(state)
    case.ended_at = None if state == CaseState.OPEN else now
    if case.clock and state != CaseState.OPEN and case.clock.stopped_at is None:
        stop_clock(queries.SYSTEM, case.clock, now=now)
    case.save(update_fields=["state", "ended_at"])
    if state != CaseState.OPEN:
        results = {part.plan.name: part.state_label for part in parts}
        record(queries.SYSTEM, LifeEventEnded(case.pk, case.state, results), at=now)


def send_part(case: Case, part: CasePart, parts: Sequence[CasePart], *, now: datetime) -> None:
    """Post the request of a partner's part into its lane; its limit begins now."""
    limit = part.plan.limit
    if limit is not None:
        scope = f"agency:{case.agency_id}"
        part.clock = start_clock(queries.SYSTEM, part.subject, received_at=now, limit=limit, scope=scope, now=now)
    part.started_at = now
    move_part(queries.SYSTEM, case, part, "send", roles=queries.SYSTEM.roles, now=now)
    post_request(case, part, parts, now=now)


def post_request(case: Case, part: CasePart, parts: Sequence[CasePart], *, now: datetime) -> None:
    """The request as it stands now, with what the citizen answered since; the partner knows it by the same maYeuCau."""
    post(
        queries.SYSTEM,
        partner=part.plan.performer,
        operation=FILE,
        lane=f"{case.code}/{part.code}",
        payload=request(
            code=case.code, part=part.code, procedure=part.plan.procedure_code, name=part.plan.name,
            subject=part.subject, call_back=f"{settings.PUBLIC_ORIGIN}/truc-ket-noi/{part.plan.performer}/su-kien/",
            applicant=_applicant(case), content=content_for(part.code, case.answers, _root(parts)),
            answers=[one["said"] for one in part.answers],
            files=_files(part),
        ),
        subject=part.subject,
        purpose=f"Liên thông: {part.plan.name}"[:200],
        legal_basis=case.bundle.legal_basis or LEGAL_BASIS,
        now=now,
    )  # fmt: skip


def _files(part: CasePart) -> list[dict[str, str]]:
    """The files of all answers, each with the address at which its agency fetches it."""
    return [
        {"name": file["name"], "address": address_of(part, file["key"], since=datetime.fromisoformat(one["at"]))}
        for one in part.answers
        for file in one.get("files", ())
    ]


def cancel_part(case: Case, part: CasePart, *, reason: str, now: datetime) -> None:
    """Ask the partner to give up or undo its dossier; goes behind the request in the same lane."""
    post(
        queries.SYSTEM,
        partner=part.plan.performer,
        operation=UNDO,
        lane=f"{case.code}/{part.code}",
        payload={"maHoSo": number_of(case.code, part.code), "chuDe": part.subject, "lyDo": reason},
        subject=part.subject,
        purpose=f"Huỷ liên thông: {part.plan.name}"[:200],
        legal_basis=case.bundle.legal_basis or LEGAL_BASIS,
        now=now,
    )


def tell(case: Case, part: CasePart, verb: str, *, note: str, now: datetime) -> None:
    """A message to the citizen about one agency's part, under the one code of the case."""
    citizen = case.applicant
    notify(
        queries.SYSTEM,
        to=Recipient(ref=f"citizen:{citizen.pk}", name=case.applicant_name, phone=citizen.phone, email=citizen.email),
        template=f"life-event-{verb.replace('_', '-')}",
        facts={
            "code": case.code,
            "procedure": part.plan.name,
            "agency": part.performer_label,
            "reason": note,
            "due_at": part.clock.due_at if part.clock and part.state not in ENDED else None,
            "link": f"{settings.PUBLIC_ORIGIN}/ho-so/{case.code}/",
            "at": format_moment(now),
        },
        about=case.subject,
        now=now,
    )


def _applicant(case: Case) -> dict[str, str]:
    citizen = case.applicant
    return {"full_name": case.applicant_name, "personal_number": citizen.personal_number or "", "phone": citizen.phone}


def _root(parts: Sequence[CasePart]) -> dict[str, str]:
    """Number and day of the root's result, as partners quote it."""
    root = next(part for part in parts if part.ends_all)
    result = getattr(root.dossier, "result", None)
    if result is None or result.issued_at is None:
        return {}
    return {"number": result.number, "day": result.issued_at.astimezone(VIETNAM).strftime("%Y%m%d")}
