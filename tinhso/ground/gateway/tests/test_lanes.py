"""Letters to partners: once, in the order of their lane, again after a failure, and never lost."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.gateway import actions, delivering, queries
from tinhso.ground.gateway.actions import sending
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.models import MessageLog, OutboxMessage, Outcome
from tinhso.ground.gateway.rules import CLAIM, next_try, payload_hash
from tinhso.ground.gateway.tests.letters import LANE, US, Controller, deliver, letter, post
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests.factories import NOON

pytestmark = pytest.mark.django_db
S = OutboxState


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args, lock FROM procrastinate_jobs WHERE task_name = 'gateway.deliver' ORDER BY id")
        return cursor.fetchall()


def states():
    return list(OutboxMessage.objects.order_by("id").values_list("state", flat=True))


def kinds(subject="life_event_part:1"):
    return list(Entry.objects.filter(subject=subject).order_by("id").values_list("kind", flat=True))


def test_a_letter_and_its_job_vanish_with_the_act_that_failed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post()
        raise ZeroDivisionError

    assert OutboxMessage.objects.count() == 0
    assert jobs() == []


def test_the_same_letter_posted_again_is_nothing_new_and_makes_no_job():
    post()
    post()
    post(2)

    assert OutboxMessage.objects.count() == 2
    assert len(jobs()) == 2
    assert jobs()[0][1] == "gateway:residence:life_event:1"


def test_the_hash_does_not_depend_on_the_order_of_keys():
    assert payload_hash({"a": 1, "b": {"c": "ă", "d": 2}}) == payload_hash({"b": {"d": 2, "c": "ă"}, "a": 1})
    assert payload_hash({"a": 1}) != payload_hash({"a": "1"})


def test_waiting_doubles_up_to_an_hour_and_ends_after_twelve_tries():
    waits = [next_try(tries, now=NOON) for tries in range(1, 13)]

    assert [(at - NOON).seconds for at in waits[:-1]] == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]
    assert waits[-1] is None


def test_letters_of_a_lane_arrive_in_order_with_their_answers(residence_double):
    for number in (1, 2, 3):
        post(number)

    assert deliver() == 3
    assert [one["maYeuCau"] for one in residence_double.dossiers()] == ["LT-1", "LT-2", "LT-3"]
    first = OutboxMessage.objects.earliest("id")
    assert first.answer["maHoSo"] == residence_double.dossiers()[0]["maHoSo"]
    assert len(first.answer["ngayHenTra"]) == 14
    entry = Entry.objects.get(kind="gateway.delivered", subject="life_event_part:1")
    assert entry.facts == {
        "message_id": first.pk, "partner": "residence", "operation": "tiep-nhan", "lane": LANE,
        "subject": "life_event_part:1", "answer": first.answer,
    }  # fmt: skip
    rows = MessageLog.objects.filter(partner="residence")
    assert {(row.outcome, row.operation, row.purpose) for row in rows} == {
        (Outcome.DONE, "tiep-nhan", "Chuyển hồ sơ liên thông")
    }


def test_a_letter_that_waits_is_not_overtaken_in_its_lane_but_in_no_other(residence_double):
    residence_double.faults(error_500=1)
    post(1)
    post(2)
    post(3, lane="life_event:2")

    assert deliver() == 0
    assert deliver(minutes=0.4) == 0
    assert deliver(lane="life_event:2") == 1
    assert states() == [S.QUEUED, S.QUEUED, S.DELIVERED]
    assert deliver(minutes=0.5) == 2
    assert [one["maYeuCau"] for one in residence_double.dossiers()] == ["LT-3", "LT-1", "LT-2"]


@pytest.mark.parametrize("fault", ["error_500", "garbage"])
def test_an_outage_is_tried_again_later_and_written_down(residence_double, fault):
    residence_double.faults(**{fault: 1})
    post()

    assert deliver() == 0
    waiting = OutboxMessage.objects.get()
    assert (waiting.state, waiting.tries, waiting.next_try_at - NOON) == (S.QUEUED, 1, timedelta(seconds=30))
    assert waiting.claimed_until is None
    assert MessageLog.objects.get(partner="residence").outcome == Outcome.UNAVAILABLE
    assert queries.due_lanes(NOON) == []
    assert queries.due_lanes(NOON + timedelta(seconds=30)) == [("residence", LANE)]
    assert deliver(minutes=1) == 1


def test_a_partner_that_is_too_slow_is_an_outage(residence_double, monkeypatch):
    monkeypatch.setattr("tinhso.ground.gateway.partners.wire.TIMEOUT", 0.2)
    residence_double.faults(slow=0.6)
    post()
    began = time.monotonic()

    assert deliver() == 0
    assert time.monotonic() - began < 0.6
    assert OutboxMessage.objects.get().last_error == "ReadTimeout"
    time.sleep(0.7)  # until the double is done with it: the next test begins with an empty one


def test_an_answer_that_was_lost_makes_no_second_dossier(residence_double):
    residence_double.faults(answer_lost=1)
    post()

    assert deliver() == 0
    assert len(residence_double.dossiers()) == 1
    assert deliver(minutes=1) == 1
    assert len(residence_double.dossiers()) == 1
    assert OutboxMessage.objects.get().answer["maHoSo"] == residence_double.dossiers()[0]["maHoSo"]


def test_a_worker_that_dies_between_the_call_and_keeping_it_leaves_a_letter_that_arrives_once(
    residence_double, monkeypatch
):
    def dies(*args, **kwargs):
        raise SystemExit

    post()
    with monkeypatch.context() as dying, pytest.raises(SystemExit):
        dying.setattr(sending, "_keep_answer", dies)
        deliver()
    held = NOON + CLAIM

    assert len(residence_double.dossiers()) == 1
    assert states() == [S.QUEUED]
    assert queries.due_lanes(held) == []
    assert actions.deliver("residence", LANE, now=held) == 0
    assert queries.due_lanes(held + timedelta(seconds=1)) == [("residence", LANE)]
    assert actions.deliver("residence", LANE, now=held + timedelta(seconds=1)) == 1
    assert len(residence_double.dossiers()) == 1
    assert kinds() == ["gateway.delivered"]


def test_who_comes_back_after_his_claim_ran_out_changes_nothing(residence_double, monkeypatch):
    """A slow worker's answer must not be kept over what another made of the letter meanwhile."""
    ask = delivering.interlink.send

    def slow(*args, **kwargs):
        answer = ask(*args, **kwargs)
        monkeypatch.setattr(delivering.interlink, "send", ask)
        assert deliver(minutes=6) == 1
        return answer

    post()
    monkeypatch.setattr(delivering.interlink, "send", slow)

    assert deliver() == 0
    assert states() == [S.DELIVERED]
    assert kinds() == ["gateway.delivered"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_lane_call_the_partner_once_for_each_letter(residence_double):
    def work():
        try:
            return sum(deliver(minutes=minute) for minute in (0, 0, 0))
        finally:
            connection.close()

    residence_double.faults(slow=0.05)
    for number in range(4):
        post(number)
    with ThreadPoolExecutor(2) as pool:
        arrived = [future.result() for future in [pool.submit(work), pool.submit(work)]]

    assert sum(arrived) == 4
    assert MessageLog.objects.filter(partner="residence").count() == 4
    assert [one["maYeuCau"] for one in residence_double.dossiers()] == [f"LT-{number}" for number in range(4)]


def test_a_refused_letter_is_dead_at_once_and_its_lane_stands(residence_double):
    post(chuHoSo="")
    post(2)

    assert deliver() == 0
    dead = OutboxMessage.objects.earliest("id")
    assert (dead.state, dead.last_error) == (S.DEAD, "HTTP 400 thieu-truong")
    assert Entry.objects.get(subject="life_event_part:1").facts["why"] == "HTTP 400 thieu-truong"
    assert deliver(minutes=9999) == 0
    assert queries.due_lanes(NOON + timedelta(days=9)) == []
    assert residence_double.dossiers() == []


def test_a_letter_is_given_up_after_twelve_tries_and_goes_on_when_it_is_sent_again(residence_double):
    residence_double.faults(error_500=12)
    post()
    post(2)
    for hour in range(12):
        assert deliver(minutes=61 * hour) == 0
    assert states() == [S.DEAD, S.QUEUED]

    dead = OutboxMessage.objects.earliest("id")
    before = len(jobs())
    actions.replay(Controller(), dead.pk, now=NOON + timedelta(days=1))

    assert len(jobs()) == before + 1
    assert actions.deliver("residence", LANE, now=NOON + timedelta(days=1)) == 2
    assert kinds() == ["gateway.buried", "gateway.replayed", "gateway.delivered"]
    assert [one["maYeuCau"] for one in residence_double.dossiers()] == ["LT-1", "LT-2"]


def test_a_letter_whose_workers_always_die_is_given_up_too():
    post()
    OutboxMessage.objects.update(tries=12)

    assert deliver() == 0
    assert states() == [S.DEAD]
    assert kinds() == ["gateway.buried"]


def test_only_a_controller_sends_a_dead_letter_again_and_only_a_dead_one():
    post()
    waiting = OutboxMessage.objects.get()
    with pytest.raises(Refused, match="wrong-state"):
        actions.replay(Controller(), waiting.pk, now=NOON)
    OutboxMessage.objects.update(state=S.DEAD)

    with pytest.raises(NotAllowed):
        actions.replay(US, waiting.pk, now=NOON)
    with pytest.raises(NotVisible):
        actions.replay(Controller(), 0, now=NOON)


def test_a_dossier_that_is_taken_back_is_stopped_at_the_agency(residence_double):
    post()
    post(operation="huy")

    assert deliver() == 2
    assert residence_double.dossiers()[0]["trangThai"] == 8
    filed, taken_back = OutboxMessage.objects.order_by("id")
    assert taken_back.answer == {"maHoSo": filed.answer["maHoSo"]}


def test_the_agency_knows_the_messages_that_it_took_and_no_others(residence_double, insurance_double):
    post()
    post(2, partner="insurance")
    deliver()
    taken, waiting = OutboxMessage.objects.order_by("id")

    assert delivering.is_known(taken)
    assert not delivering.is_known(waiting)
    assert deliver(partner="insurance") == 1
    assert delivering.is_known(waiting)


def test_nothing_but_plain_json_is_posted():
    with pytest.raises(TypeError):
        actions.post(US, partner="residence", operation="tiep-nhan", lane=LANE, payload=letter(at=NOON),
                     subject="x:1", purpose="x", legal_basis="x", now=NOON)  # fmt: skip
