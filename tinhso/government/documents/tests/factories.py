"""An office with its people, and documents of it brought to a state by lawful acts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.government.documents import actions, queries
from tinhso.government.documents.actions import DraftIn
from tinhso.government.documents.models import Document
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import Agency, Official, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, person_of

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
HOUR = timedelta(hours=1)
BODY = (
    "Thực hiện Nghị quyết của Tỉnh ủy, Sở ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Rõ người, rõ việc, rõ thời hạn."
)


@dataclass(frozen=True)
class Office:
    """One agency with a drafter, a leader and a clerk, as persons and as officials."""

    agency: Agency
    drafter: Person
    leader: Person
    clerk: Person
    officials: dict[str, Official]


def make_office(slug: str = "NB.STC", *, title: str = "Phó Giám đốc Sở", on: datetime = MONDAY) -> Office:
    """The people of an agency; Sở Tài chính unless told."""
    place = agency(slug)
    officials = {
        "drafter": make_official(place, Role.CASE_OFFICER, full_name="Phan Quang Anh"),
        "leader": make_official(place, Role.LEADER, full_name="Phan Ngọc Hoa", title=title),
        "clerk": make_official(place, Role.CLERK, full_name="Nguyễn Thanh Hiếu", title="Văn thư"),
    }
    people = {name: person_of(one, on=on.date()) for name, one in officials.items()}
    return Office(place, people["drafter"], people["leader"], people["clerk"], officials)


def given(office: Office, **facts: object) -> DraftIn:
    """A plan that lacks nothing, for ward Nam Định, unless told otherwise."""
    plain: dict[str, object] = {
        "kind": queries.kind_by_code("KH"),
        "subject": "Chuyển đổi số năm 2027",
        "body": BODY,
        "unit_mark": "NS",
        "agencies": [agency("NB.C13669")],
        "signer": office.officials["leader"],
    }
    return DraftIn(**(plain | facts))  # type: ignore[arg-type]


def document_in(office: Office, state: str = "DRAFT", *, now: datetime = MONDAY, **facts: object) -> Document:
    """A document of the office brought so far: DRAFT, SUBMITTED, SIGNED or RELEASED."""
    document = actions.draft(office.drafter, office.agency, given(office, **facts), now=now)
    if state == "DRAFT":
        return document
    document = actions.submit(office.drafter, document, now=now + HOUR / 4)
    if state == "SUBMITTED":
        return document
    document = actions.sign(office.leader, document, now=now + HOUR / 2)
    return document if state == "SIGNED" else actions.release(office.clerk, document, now=now + HOUR)


def arrival_at(office: Office, document: Document) -> Document:
    """The document as it lies at an agency that received it."""
    return Document.objects.get(agency=office.agency, delivery__document=document)
