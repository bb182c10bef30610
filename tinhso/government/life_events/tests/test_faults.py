"""Each hop and each fault of a partner: a truthful end, and no dossier lost or doubled anywhere."""

from __future__ import annotations

import queue
from datetime import timedelta
from itertools import permutations

import pytest

from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.government.life_events import actions, queries
from tinhso.government.life_events.tests.factories import hear, make_case, parts, root_to, send_all, sentences, states
from tinhso.ground.gateway.actions import replay
from tinhso.ground.gateway.models import InboxEvent, OutboxMessage
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency

LATER = MONDAY + timedelta(hours=2)
AGAIN = LATER + timedelta(minutes=2)
REQUEST_FAULTS = ["error_500", "garbage", "answer_lost", "slow"]
EVENT_FAULTS = ["event_twice", "event_bad_signature", "event_lost", "none"]


def sent(place, **changed):
    """A case with one part on its way to the police."""
    case = make_case(place, wants_health_card=False, **changed)
    root_to(place, case, "RESULT_READY")
    return case


def calls(double, client, *, most=4):
    """Let in whatever the partner has to say, and hear it."""
    for _ in range(most):
        try:
            double.relay.deliver(client, wait_s=0.5)
        except queue.Empty:  # nobody calls any more
            break
    hear()


@pytest.mark.parametrize("request_fault", REQUEST_FAULTS)
@pytest.mark.parametrize("event_fault", EVENT_FAULTS)
def test_a_part_is_done_once_whatever_failed_on_the_way(place, residence_double, client, request_fault, event_fault):
    case = sent(place)
    residence_double.faults(**{request_fault: 0.2 if request_fault == "slow" else 1})
    send_all(now=LATER)
    send_all(now=AGAIN)
    assert states(case)["residence"] == "WITH_PARTNER"

    if event_fault != "none":
        residence_double.faults(**{event_fault: 1})
    residence_double.decide(f"{case.code}.residence", 9)
    calls(residence_double, client)
    actions.ask_silent(now=AGAIN + timedelta(hours=5))

    case.refresh_from_db()
    assert (case.state, states(case)["residence"]) == ("DONE", "DONE")
    assert len(residence_double.dossiers()) == 1
    assert [kind for kind, _ in sentences(case)].count("life_events.ended") == 1
    told = [state for kind, state in sentences(case) if kind == "life_events.part_moved"]
    assert told == ["DONE", "SENDING", "WITH_PARTNER", "DONE"]


@pytest.mark.parametrize("fault", REQUEST_FAULTS)
def test_taking_back_is_heard_once_whatever_failed(place, residence_double, client, fault):
    case = sent(place)
    send_all(now=LATER)
    actions.undo_parts(place.leader, case, reason="Khai sai", now=LATER)

    residence_double.faults(**{fault: 0.2 if fault == "slow" else 1})
    send_all(now=LATER)
    send_all(now=AGAIN)

    assert states(case)["residence"] == "UNDONE"
    assert [one["trangThai"] for one in residence_double.dossiers()] == [8]


def test_a_partner_that_is_down_for_good_leaves_a_dead_letter_and_a_truthful_line_until_it_is_sent_again(
    place, residence_double
):
    case = sent(place)
    residence_double.faults(error_500=99)
    for hour in range(24):
        send_all(now=LATER + timedelta(hours=hour))
    assert parts(case)["residence"].is_stuck
    assert states(case)["residence"] == "SENDING"
    assert "life_events.part_stuck" in [kind for kind, _ in sentences(case)]

    residence_double.clear()
    controller = Person(name="X", official_id=9, posts={agency("NB.VP").pk: frozenset({"CONTROLLER"})})
    replay(controller, OutboxMessage.objects.get(state="DEAD").pk, now=LATER + timedelta(days=2))
    send_all(now=LATER + timedelta(days=2))

    assert states(case)["residence"] == "WITH_PARTNER"
    assert not parts(case)["residence"].is_stuck
    assert len(residence_double.dossiers()) == 1


@pytest.mark.parametrize("order", list(permutations([(1, 4), (2, 5), (3, 4), (4, 9)])))
def test_call_backs_in_any_order_end_in_the_same_state(place, residence_double, order):
    case = sent(place)
    send_all(now=LATER)
    subject = parts(case)["residence"].subject

    for number, code in order:
        data = {"maHoSo": "G01-1", "soThuTu": number, "trangThai": code, "lyDo": "Thiếu giấy", "ketQua": {"so": "7"}}
        actions.hear_event("residence", subject, data, now=AGAIN)

    case.refresh_from_db()
    assert (case.state, states(case)["residence"], parts(case)["residence"].result) == ("DONE", "DONE", {"so": "7"})


def test_a_partner_speaks_of_its_own_parts_alone(place, residence_double):
    case = sent(place)
    send_all(now=LATER)

    actions.hear_event("insurance", parts(case)["residence"].subject, {"soThuTu": 9, "trangThai": 9}, now=AGAIN)
    actions.hear_event("residence", "life_event_part:999999999", {"soThuTu": 9, "trangThai": 9}, now=AGAIN)
    actions.hear_event("residence", "dossier:1", {"soThuTu": 9, "trangThai": 9}, now=AGAIN)

    assert states(case)["residence"] == "WITH_PARTNER"


def test_a_call_back_with_a_wrong_signature_changes_nothing(place, residence_double, client):
    case = sent(place)
    send_all(now=LATER)
    residence_double.faults(event_bad_signature=1)
    residence_double.decide(f"{case.code}.residence", 9)

    residence_double.relay.deliver(client)
    hear()

    assert states(case)["residence"] == "WITH_PARTNER"
    assert not InboxEvent.objects.exists()


def test_the_same_news_heard_again_by_a_worker_that_was_killed_changes_nothing(place, residence_double):
    case = sent(place)
    send_all(now=LATER)
    before = list(sentences(case))

    root = queries.root_dossier(case)
    actions.follow_dossier(root.pk, now=AGAIN)
    actions.hear_delivered(parts(case)["residence"].subject, "tiep-nhan", {"maHoSo": "G01-9"}, now=AGAIN)

    assert list(sentences(case)) == before
    assert OutboxMessage.objects.filter(lane__startswith=case.code).count() == 1
