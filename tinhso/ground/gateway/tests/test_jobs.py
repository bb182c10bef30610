"""What the clock starts: one job a lane at a time, and a lane is never forgotten."""

from __future__ import annotations

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.ground.gateway import jobs
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.tests.letters import LANE, post

pytestmark = pytest.mark.django_db


def waiting():
    rows = ProcrastinateJob.objects.filter(task_name="gateway.deliver").order_by("id")
    return list(rows.values_list("args", "lock", "queueing_lock"))


def test_a_job_empties_its_lane_however_long_it_is(residence_double):
    for number in range(45):
        post(number)

    jobs.deliver("residence", LANE)

    assert not OutboxMessage.objects.exclude(state="DELIVERED").exists()
    assert [one["maYeuCau"] for one in residence_double.dossiers()] == [f"LT-{number}" for number in range(45)]


def test_the_sweep_makes_one_job_for_each_lane_that_is_due_and_none_while_it_still_waits():
    post(1)
    post(2)
    post(3, lane="life_event:2")
    before = len(waiting())

    jobs.sweep(int(timezone.now().timestamp()))
    jobs.sweep(int(timezone.now().timestamp()))

    made = waiting()[before:]
    lock = f"gateway:residence:{LANE}"
    assert made[0] == ({"partner": "residence", "lane": LANE}, lock, lock)
    assert len(made) == 2
