"""Four eyes over a register: one proposes, a leader approves; nothing changes before."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.engines.registers import actions, forms, queries
from tinhso.engines.registers.lifecycle import ProposalKind
from tinhso.engines.registers.models import Proposal
from tinhso.engines.registers.queries import Wanted
from tinhso.engines.registers.tests.factories import NOON
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, person_of

PLACE = {"ma": "VH-900", "ten": "Nhà văn hóa Hải Thịnh", "loai": "NHA_VAN_HOA", "can_cu": "12/QĐ-UBND"}


def refused_for(action, *args, **named) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **named)
    return refused.value.code


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


@pytest.mark.django_db
def test_what_one_proposes_another_approves():
    clerk, leader, other = (
        person_of(make_official(agency(slug), role), on=NOON.date())
        for slug, role in (("NB.SVH", "CLERK"), ("NB.SVH", "LEADER"), ("NB.SYT", "LEADER"))
    )
    register = queries.register_for(clerk, "co-so-van-hoa")
    shape = queries.schemas_visible_to(clerk).get(register=register)

    def standing(person: Person = clerk) -> list[dict[str, object]]:
        return [row.content for row in queries.search(person, register, Wanted({"ma": "VH-900"}), now=NOON)[0]]

    page = reverse("registers:propose", args=[register.code])
    assert browser(other).get(page).status_code == 403
    wrong = browser(clerk).post(page, PLACE | {"xep_hang": "27-11-2026"})
    assert (wrong.status_code, "Nhà văn hóa Hải Thịnh" in wrong.text) == (422, True)
    assert browser(clerk).post(page, PLACE | {"xep_hang": "27/11/2026"}).status_code == 302
    made = Proposal.objects.get()
    assert (made.content, standing()) == (PLACE | {"xep_hang": "2026-11-27"}, [])
    with pytest.raises(NotAllowed):
        actions.approve(clerk, made, now=NOON)
    with pytest.raises(NotVisible):
        queries.proposal_for(other, register, made.pk)
    assert (
        browser(leader)
        .post(reverse("registers:proposal", args=[register.code, made.pk]), {"verb": "approve"})
        .status_code
        == 302
    )
    assert standing() == [PLACE | {"xep_hang": "2026-11-27"}]
    assert refused_for(actions.approve, leader, made, now=NOON) == "wrong-state"

    # A change says why, once at a time; what is left empty is gone; who proposes does not approve.
    uuid = queries.record_for(
        clerk, register, queries.search(clerk, register, Wanted({"ma": "VH-900"}), now=NOON)[0][0].uuid
    ).uuid
    how = {"uuid": uuid, "now": NOON}
    assert refused_for(actions.propose, clerk, shape, ProposalKind.CHANGE, content=PLACE, **how) == "reason-missing"
    same = PLACE | {"xep_hang": "2026-11-27"}
    assert (
        refused_for(actions.propose, clerk, shape, ProposalKind.CHANGE, content=same, reason="x", **how)
        == "nothing-new"
    )
    own = actions.propose(leader, shape, ProposalKind.CHANGE, content=PLACE, reason="Ghi nhầm ngày", **how)
    assert refused_for(actions.propose, clerk, shape, ProposalKind.REMOVE, reason="x", **how) == "already-proposed"
    assert refused_for(actions.approve, leader, own, now=NOON) == "same-hand"
    second = person_of(make_official(agency("NB.SVH"), "LEADER", full_name="Bùi Thị Hai"), on=NOON.date())
    actions.approve(second, own, now=NOON)
    assert standing() == [PLACE]

    gone = actions.propose(clerk, shape, ProposalKind.REMOVE, reason="Đã phá dỡ", **how)
    assert refused_for(actions.send_back, leader, gone, reason=" ", now=NOON) == "reason-missing"
    actions.send_back(leader, gone, reason="Chưa có quyết định", now=NOON)
    assert standing() == [PLACE]
    actions.approve(leader, actions.propose(clerk, shape, ProposalKind.REMOVE, reason="Đã có", **how), now=NOON)
    assert standing() == []

    units = queries.schemas_visible_to(clerk).get(register__code="don-vi-hanh-chinh")
    with pytest.raises(NotAllowed):
        actions.propose(clerk, units, ProposalKind.NEW, content={}, now=NOON)


SCHEMA = {
    "type": "object",
    "properties": {
        "nam": {"type": "integer", "title": "Năm"},
        "cao": {"type": ["number", "null"], "title": "Cao"},
        "ngay": {"type": "string", "format": "date", "title": "Ngày"},
    },
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ({"nam": "2024", "cao": "12,5", "ngay": "1/2/2026"}, {"nam": 2024, "cao": 12.5, "ngay": "2026-02-01"}),
        ({"nam": " ", "la": "x"}, {}),
        ({"nam": "hai"}, "nam"),
        ({"nam": "12,5"}, "nam"),
        ({"ngay": "2026-02-01"}, "ngay"),
    ],
)
def test_what_is_typed_is_read_as_vietnamese_write_it(typed, meant):
    if isinstance(meant, dict):
        assert forms.content(SCHEMA, typed) == meant
    else:
        with pytest.raises(Refused) as refused:
            forms.content(SCHEMA, typed)
        assert refused.value.field == meant
