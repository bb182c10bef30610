"""Committees: founded, joined and left by decisions, known on any day; filled through their pages."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import NOON, agency
from tinhso.insight.committees import actions, queries
from tinhso.insight.committees.lifecycle import CommitteeKind, Seat
from tinhso.insight.plans.tests.factories import NOW, at


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def chair(db: None) -> Person:
    """Who leads the province's committee."""
    return at("NB", "LEADER", name="Vũ Đình Nam", now=NOW)


def test_a_committee_is_known_on_any_day(chair: Person) -> None:
    department = at("NB.SKHCN", "CASE_OFFICER", name="Trần Linh Lan")
    committee = actions.found_committee(
        chair, kind=CommitteeKind.STEERING, name="Ban Chỉ đạo chuyển đổi số tỉnh", agency=agency("NB"),
        decision="01/QĐ-UBND", founded_on=date(2026, 1, 5), now=NOW,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.seat_member(department, committee, name="A", office="B", seat=Seat.HEAD, decision="C",
                            since=date(2026, 1, 5), now=NOW)  # fmt: skip
    seat = {"office": "Chủ tịch Ủy ban nhân dân tỉnh", "seat": Seat.HEAD, "now": NOW}
    first = actions.seat_member(chair, committee, name="Trần An", decision="01/QĐ-UBND", since=date(2026, 1, 5), **seat)
    actions.seat_member(chair, committee, name="Lê Bình", decision="40/QĐ-UBND", since=date(2026, 9, 1), **seat)
    member = actions.seat_member(chair, committee, name="Vũ Chi", office="Giám đốc Sở", seat=Seat.MEMBER,
                                 decision="01/QĐ-UBND", since=date(2026, 1, 5), now=NOW)  # fmt: skip
    actions.unseat_member(chair, committee, member.pk, on=date(2026, 10, 31), decision="55/QĐ-UBND", now=NOW)

    assert [one.name for one in queries.members_on(committee, date(2026, 8, 31))] == ["Trần An", "Vũ Chi"]
    assert [one.name for one in queries.members_on(committee, date(2026, 11, 1))] == ["Lê Bình"]
    assert [one.name for one in queries.members_before(committee, date(2026, 11, 1))] == ["Vũ Chi", "Trần An"]
    first.refresh_from_db()
    assert (first.valid_to, first.left_by) == (date(2026, 8, 31), "40/QĐ-UBND")
    keeper = at("NB.VP", "CONTROLLER", name="Phạm Ngọc Lan")
    group = actions.found_committee(keeper, kind=CommitteeKind.HELP, name="Tổ giúp việc", agency=agency("NB.VP"),
                                    decision="02/QĐ-BCĐ", founded_on=date(2026, 2, 1), helps=committee,
                                    now=NOW)  # fmt: skip
    assert list(queries.committees()) == [committee, group]
    assert {pk: one.name for pk, one in queries.heads_on(date(2026, 11, 1)).items()} == {committee.pk: "Lê Bình"}


def test_a_committee_is_filled_through_its_pages(chair: Person, time_machine) -> None:
    time_machine.move_to(NOON, tick=False)
    client = Client()
    client.force_login(Account.objects.get(pk=chair.account_id))
    said = {"kind": "STEERING", "name": "Ban Chỉ đạo", "agency": "NB", "decision": "1/QĐ", "founded_on": "2026-01-05"}
    assert client.post(reverse("committees:found"), said | {"decision": ""}).status_code == 422
    page = client.post(reverse("committees:found"), said).url
    member = {"name": "Trần An", "office": "Chủ tịch", "seat": "HEAD", "decision": "1/QĐ", "since": "2026-01-05"}
    assert client.post(f"{page}thanh-vien/", member).status_code == 302
    (one,) = queries.committees()[0].members.all()
    leaving = reverse("committees:unseat", args=[one.committee_id, one.pk])
    assert client.post(leaving, {"on": "2026-10-31", "decision": "9/QĐ"}).status_code == 302
    assert "Trần An" in text(client, f"{page}?ngay=2026-10-01")
    assert "Ngày này không có thành viên nào" in text(client, page)
    assert Client().get(page).status_code == 302
