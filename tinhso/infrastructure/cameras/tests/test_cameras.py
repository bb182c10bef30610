"""The register by two people, opening by right and in writing, states that are heard, silent, counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.models import Role
from tinhso.infrastructure.cameras import actions, invariants, queries
from tinhso.infrastructure.cameras.actions import Told
from tinhso.infrastructure.cameras.models import Camera, CameraLook, HealthSpan, OpeningRight
from tinhso.infrastructure.cameras.rules import check_link
from tinhso.infrastructure.cameras.tests.factories import keeper, make_camera, make_right

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def two(db):
    """The leader of a ward and the head of its division."""
    return keeper(now=MONDAY), keeper(role=Role.DIVISION_HEAD, name="Vũ Hồng Khôi", now=MONDAY)


def healthy() -> bool:
    return not any(one.check().broken for one in invariants.INVARIANTS)


@pytest.mark.parametrize(
    "link",
    [
        "http://vms.vn/1",
        "https://",
        "https://admin:123@vms.vn/1",
        "rtsp://vms.vn/1",
        "https://vms.vn/a b",
        "https://[x",
    ],
)
def test_a_link_is_https_and_holds_no_password(link):
    with pytest.raises(Refused) as no:
        check_link(link)
    assert no.value.field == "link"


def test_a_camera_needs_two_people_of_its_owner_a_ground_and_a_commune(two):
    leader, head = two
    with pytest.raises(NotAllowed):
        make_camera(keeper("NB.SYT", name="Lê Hồng Minh", now=MONDAY), leader, now=MONDAY)
    given = {"owner": "NB.C13669", "code": "X", "name": "N", "address": "A", "unit_code": "13669", "purpose": "ORDER",
             "legal_ground": "15/QĐ", "link": "https://vms.vn/1", "now": MONDAY}  # fmt: skip
    for facts, field in (({"unit_code": "99999"}, "unit_code"), ({"unit_code": "37"}, "unit_code"),
                         ({"legal_ground": " "}, "legal_ground"), ({"link": "http://vms.vn"}, "link")):  # fmt: skip
        with pytest.raises(Refused) as no:
            actions.enter_camera(head, **(given | facts))
        assert no.value.field == field
    mine = actions.enter_camera(leader, **given)
    with pytest.raises(Refused) as no:
        actions.move_camera(leader, mine, "approve", now=MONDAY)
    assert no.value.code == "same-person"
    with pytest.raises(NotAllowed):
        actions.move_camera(head, mine, "approve", now=MONDAY)
    with pytest.raises(Refused) as no:
        actions.enter_camera(head, **given)
    assert no.value.field == "code"
    actions.move_camera(head, mine, "retire", now=MONDAY)
    assert make_camera(head, leader, "X", now=MONDAY).state == "IN_USE", "the code of one that is gone is free again"


def test_nobody_opens_a_camera_without_a_right_and_a_look(two):
    leader, head = two
    one = make_camera(head, leader, now=MONDAY)
    watcher = keeper("NB.VP", Role.DIVISION_HEAD, "Đinh Thị Thu Thủy", now=MONDAY)
    with pytest.raises(NotVisible):
        queries.camera_for(watcher, one.pk)
    for person in (leader, head):  # it is theirs, and yet
        with pytest.raises(NotAllowed):
            actions.open_camera(person, one, reason="Xem", now=MONDAY)
    with pytest.raises(NotAllowed):
        make_right(head, watcher, now=MONDAY)
    with pytest.raises(Refused) as no:
        make_right(leader, leader, now=MONDAY)
    assert no.value.code == "own-right"
    wrong = make_right(leader, watcher, purpose="DISASTER", now=MONDAY)
    with pytest.raises(NotVisible):
        queries.camera_for(watcher, one.pk)
    right = make_right(leader, watcher, purpose="TRAFFIC", now=MONDAY)
    assert queries.camera_for(watcher, one.pk) == one
    with pytest.raises(Refused) as no:
        actions.open_camera(watcher, one, reason=" ", now=MONDAY)
    assert no.value.field == "reason"

    look = actions.open_camera(watcher, one, reason="Tai nạn lúc 7 giờ", now=MONDAY)

    assert look.right == right and wrong.stands_on(MONDAY.date())
    assert queries.look_for(watcher, one, look.pk, now=MONDAY + HOUR / 10) == look
    assert queries.look_for(watcher, one, look.pk, now=MONDAY + HOUR) is None, "not for ever in sight"
    assert queries.look_for(leader, one, look.pk, now=MONDAY) is None
    assert [entry.kind for entry in entries_about(f"camera:{one.pk}")][-1] == "cameras.opened"
    auditor = keeper("NB.TTR", Role.AUDITOR, "Nguyễn Xuân Sơn", now=MONDAY)
    for person, many in ((auditor, 1), (leader, 1), (watcher, 1), (head, 0)):
        assert queries.looks(person).count() == many
    with pytest.raises(DatabaseError), transaction.atomic():
        CameraLook.objects.all().delete()
    with pytest.raises(NotAllowed):
        actions.end_right(watcher, right.pk, now=MONDAY)
    actions.end_right(leader, right.pk, now=MONDAY + HOUR)
    with pytest.raises(NotAllowed):
        actions.open_camera(watcher, one, reason="Xem lại", now=MONDAY + 2 * HOUR)
    with pytest.raises(NotAllowed):  # its days are over
        actions.open_camera(watcher, one, reason="Xem lại", now=MONDAY + 40 * DAY)
    assert healthy()
    OpeningRight.objects.filter(pk=right.pk).update(ended_at=MONDAY - HOUR)
    Camera.objects.update(legal_ground="")
    assert [one.check().broken for one in invariants.INVARIANTS] == [1, 1, 0]


def test_what_is_heard_is_kept_once_and_silence_is_called_silence(two):
    leader, head = two
    one, other = (make_camera(head, leader, code, now=MONDAY) for code in ("ND-001", "ND-002"))
    with pytest.raises(Refused) as no:
        actions.hear(head, [Told("ND-001", True, MONDAY), Told("ND-999", True, MONDAY)], now=MONDAY)
    assert no.value.code == "unknown-cameras" and not HealthSpan.objects.exists()
    with pytest.raises(Refused):
        actions.hear(head, [Told("ND-001", True, MONDAY + HOUR)], now=MONDAY)
    stranger = keeper("NB.SYT", name="Lê Hồng Minh", now=MONDAY)
    with pytest.raises(Refused):
        actions.hear(stranger, [Told("ND-001", True, MONDAY)], now=MONDAY)
    told = [Told("ND-001", True, MONDAY), Told("ND-002", False, MONDAY)]
    assert actions.hear(head, told, now=MONDAY) == 2
    assert actions.hear(head, told, now=MONDAY) == 0, "told twice"
    assert actions.hear(head, [Told("ND-001", True, MONDAY + HOUR)], now=MONDAY + HOUR) == 0
    assert actions.hear(head, [Told("ND-001", False, MONDAY)], now=MONDAY + HOUR) == 0, "older than what is known"
    known = queries.heard([one, other], now=MONDAY + 49 * HOUR / 2)
    assert [(each.span.health, each.is_old) for each in known] == [("UP", False), ("DOWN", False)]
    assert actions.hush(now=MONDAY + 48.5 * HOUR) == 1
    assert actions.hush(now=MONDAY + 48.5 * HOUR) == 0
    known = queries.heard([one, other], now=MONDAY + 48.5 * HOUR)
    assert [each.span.health for each in known] == ["UP", "SILENT"]
    assert actions.hear(head, [Told("ND-002", True, MONDAY + 49 * HOUR)], now=MONDAY + 49 * HOUR) == 1
    actions.move_camera(leader, one, "retire", now=MONDAY + 50 * HOUR)
    assert list(HealthSpan.objects.filter(ended_at__isnull=True).values_list("camera", flat=True)) == [other.pk]
    assert healthy()
