"""Letters to partners: once, in the order of their lane, again after a failure, and never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction

from tinhso.ground.base.actors import System
from tinhso.ground.gateway import actions
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.rules import next_try, payload_hash
from tinhso.ground.people.tests.factories import NOON

pytestmark = pytest.mark.django_db
US = System("life_events")
S = OutboxState


class Controller:
    """A person who runs the exchange."""

    ref, name, roles = "official:1", "Lê Thị Lụa", frozenset({"CONTROLLER"})


def letter(number=1, **changed):
    """What a part of a linked procedure asks of a partner."""
    return {
        "maYeuCau": f"LT-{number}",
        "maHoSo": f"H42.134-261122-{number:04}",
        "maTTHC": "1.004222",
        "chuHoSo": {"hoTen": "Nguyễn Văn Bình", "soDinhDanh": "036196001234"},
        "goiLai": "http://127.0.0.1:9/truc-ket-noi/residence/su-kien/",
        "chuDe": f"life_event_part:{number}",
    } | changed


def post(number=1, *, lane="life_event:1", partner="residence", operation="tiep-nhan", now=NOON, **changed):
    actions.post(
        US, partner=partner, operation=operation, lane=lane, payload=letter(number, **changed),
        subject=f"life_event_part:{number}", purpose="Chuyển hồ sơ liên thông",
        legal_basis="Nghị định 63/2024/NĐ-CP", now=now,
    )  # fmt: skip


def deliver(*, minutes=0.0, lane="life_event:1", partner="residence"):
    return actions.deliver(partner, lane, now=NOON + timedelta(minutes=minutes))


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args, lock FROM procrastinate_jobs WHERE task_name = 'gateway.deliver' ORDER BY id")
        return cursor.fetchall()


def states():
    return list(OutboxMessage.objects.order_by("id").values_list("state", flat=True))


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
