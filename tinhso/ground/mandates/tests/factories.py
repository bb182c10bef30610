"""A mother and her child, an old father and his daughter, a company and its accountant, a helper: all at NOON."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.ground.files.actions import store_upload
from tinhso.ground.mandates import actions
from tinhso.ground.mandates.actions import Reach, Stated
from tinhso.ground.mandates.models import CommunityTeam, Mandate, TeamMember
from tinhso.ground.mandates.rules import Kind, Way
from tinhso.ground.people.models import Agency, Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import NOON, agency, make_citizen, make_official, person_of

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def stated(citizen: Citizen) -> Stated:
    """The citizen as somebody who knows the card names him."""
    return Stated(citizen.personal_number or "", citizen.full_name, citizen.birth_date)


def a_child(born: date = date(2012, 3, 1), name: str = "Nguyễn Trần An Nhiên") -> Stated:
    """A child whom nobody has written down yet; no number is used twice."""
    taken = Mandate.objects.count()
    return Stated(f"0007{taken:08}", name, born)


def authorise(principal: Citizen, representative: Citizen, *, now: datetime = NOON, **reach: object) -> Mandate:
    """The principal, signed in, lets the representative act."""
    return actions.grant(
        person_of(principal, at=now), representative=stated(representative), reach=Reach(**reach), now=now
    )


def for_child(
    parent: Citizen, child: Stated, *, place: Agency | None = None, confirmed: bool = True, now: datetime = NOON
) -> Mandate:
    """A parent asks with the birth certificate; the one-stop has compared it unless told."""
    place = place or agency()
    mother = person_of(parent, at=now)
    upload = SimpleUploadedFile("giay-khai-sinh.pdf", PDF, content_type="application/pdf")
    mandate = actions.propose(
        mother, kind=Kind.PARENT, principal=child, reach=Reach(), way=Way.PAPER,
        paper=store_upload(mother, upload, now=now), agency=place, now=now,
    )  # fmt: skip
    if confirmed:
        officer = person_of(make_official(place, "RECEPTION"), at=now)
        mandate = actions.confirm_by_paper(officer, mandate, now=now)
    return mandate


def make_helper(
    name: str = "Đoàn Văn Thanh", *, citizen: Citizen | None = None, place: Agency | None = None, now: datetime = NOON
) -> Person:
    """A member of a community team."""
    citizen = citizen or make_citizen(name)
    team, _ = CommunityTeam.objects.get_or_create(
        slug="to-xom-5",
        defaults={"agency": place or agency(), "name": "Tổ công nghệ số cộng đồng xóm 5", "hamlet": "Xóm 5",
                  "decision": "Quyết định 1/QĐ-UBND", "valid_from": date(2025, 7, 1)},
    )  # fmt: skip
    TeamMember.objects.create(team=team, citizen=citizen, valid_from=date(2025, 7, 1))
    return person_of(citizen, at=now)
