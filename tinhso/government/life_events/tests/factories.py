"""Life events made through the actions, and the worker's turn played once: what happened is heard, in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tinhso.config.reactions import REACTIONS
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.actions import PartIn
from tinhso.government.dossiers.models import Dossier, Outcome
from tinhso.government.dossiers.tests.factories import MONDAY, OneStop
from tinhso.government.life_events import actions, queries
from tinhso.government.life_events.models import Case, CasePart
from tinhso.ground.gateway.actions import deliver
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.journal.models import Entry

BIRTH, DEATH = "3.000722", "2.002913"
SOON = timedelta(minutes=5)
_keys = count(1)
ADDRESS = "12 Trần Hưng Đạo, phường Nam Định"
PERSON = {"applicant_name": "Trần Thị Mai", "applicant_personal_number": "999199000011", "applicant_address": ADDRESS,
          "applicant_phone": "0912345678", "commitment": True, "copies_count": 0}  # fmt: skip
CHILD = PERSON | {
    "applicant_relation": "MOTHER", "child_name": "Nguyễn Minh An", "child_birth_date": "2026-11-12",
    "child_sex": "MALE", "child_ethnicity": "Kinh", "child_nationality": "Việt Nam", "child_born_at": "FACILITY",
    "child_birth_place": "Bệnh viện Phụ sản", "birth_notice_number": "77/2026", "child_hometown": "Nam Định",
    "mother_name": "Trần Thị Mai", "mother_birth_date": "1998-05-02", "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam", "mother_personal_number": "999198000012", "mother_address": ADDRESS,
    "father_known": False, "wants_residence": True, "wants_health_card": True, "wants_identity_card": False,
    "residence_address": ADDRESS, "householder_name": "Trần Văn Hộ", "householder_relation": "GRANDCHILD",
    "householder_agrees": True, "first_care_facility": "Trạm y tế phường",
}  # fmt: skip
DECEASED = PERSON | {
    "applicant_relation": "CHILD", "deceased_name": "Trần Văn Cụ", "deceased_birth_date": "1940-02-03",
    "deceased_sex": "MALE", "deceased_address": ADDRESS, "death_date": "2026-11-20", "death_place": "Tại nhà",
    "notice_kind": "NOTICE", "notice_number": "5/2026", "notice_issuer": "Trạm y tế", "notice_date": "2026-11-21",
    "wants_funeral": True, "organiser_name": "Trần Thị Mai", "organiser_account": "0123456789",
    "organiser_bank": "Ngân hàng Thử",
}  # fmt: skip


def make_case(place: OneStop, *, code: str = BIRTH, now: datetime = MONDAY, **changed: Any) -> Case:
    """A case that the citizen of the place filed; its root awaits reception."""
    bundle = queries.bundle_for(code, on=now.date())
    assert bundle is not None
    return actions.file_case(
        place.applicant,
        bundle=bundle,
        applicant=place.citizen,
        answers=(CHILD if code == BIRTH else DECEASED) | changed,
        papers=[PartIn("TP02", from_data=True)],
        agency=place.agency,
        commune_code=place.agency.unit_code,
        idempotency_key=f"case-{next(_keys)}",
        delivery="ONLINE",
        now=now,
    )


def root_to(place: OneStop, case: Case, state: str, *, now: datetime = MONDAY) -> Dossier:
    """Bring the root's dossier to a state by lawful acts, and let the case hear of it."""
    at = iter(now + SOON * step for step in count(1))
    dossier = queries.root_dossier(case)
    if state == "REFUSED_AT_RECEPTION":
        dossiers.refuse(place.head, dossier, reason="Sai nơi nộp", legal_basis="Luật Hộ tịch, Điều 13", now=next(at))
    elif state == "WITHDRAWN":
        dossiers.withdraw(place.applicant, dossier, reason="Không cần nữa", now=next(at))
    else:
        dossier = dossiers.receive(place.reception, dossier, now=next(at))
        if state != "TRANSFERRED":
            dossier = dossiers.take(place.officer, dossier, now=next(at))
        if state == "VERIFYING":
            dossiers.verify(place.officer, dossier, now=next(at))
        elif state in {"RESULT_READY", "REFUSED"}:
            outcome = Outcome.GRANTED if state == "RESULT_READY" else Outcome.REFUSED
            dossiers.propose(
                place.officer,
                dossier,
                outcome=outcome,
                content="Đủ điều kiện",
                legal_basis="Luật Hộ tịch",
                now=next(at),
            )
            dossiers.sign(place.leader, dossier, now=next(at))
            dossiers.issue(place.clerk, dossier, now=next(at))
    hear()
    return queries.root_dossier(case)


_heard = {"entry": 0}


def hear() -> None:
    """Every reaction to what happened since, once, in order: what the worker does, inside the test's transaction."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    if newest < _heard["entry"]:  # a fresh copy of the database, after a test that commits
        _heard["entry"] = 0
    while fresh := list(Entry.objects.filter(id__gt=_heard["entry"]).order_by("id")):
        for entry in fresh:
            _heard["entry"] = entry.pk
            for reaction in REACTIONS.get(entry.kind, ()):
                reaction(entry)


def send_all(*, now: datetime) -> None:
    """Deliver what is due in every lane, and hear the answers."""
    lanes = OutboxMessage.objects.exclude(state="DELIVERED").values_list("partner", "lane").order_by("id").distinct()
    for partner, lane in list(dict.fromkeys(lanes)):
        deliver(partner, lane, now=now)
    hear()


def parts(case: Case) -> dict[str, CasePart]:
    """The parts by their code, fresh."""
    return {part.code: part for part in queries.parts_of(case)}


def states(case: Case) -> dict[str, str]:
    """Where each part stands."""
    return {code: part.state for code, part in parts(case).items()}


def sentences(case: Case) -> Iterator[tuple[str, str]]:
    """What the journal tells of the case: kind, and the state it led to if any."""
    for entry in queries.story_of(case):
        yield entry.kind, str(entry.facts.get("state", ""))
