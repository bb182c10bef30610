"""A camera system tells how its cameras are; the figure of the wall is made of that and of nothing else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.ground.people.models import Role
from tinhso.infrastructure.cameras.tests.factories import keeper, make_camera
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.periods import period


@pytest.mark.django_db
def test_states_come_in_by_the_owners_program_and_become_a_figure(token_at, settings, tmp_path):
    settings.WAREHOUSE_DIR = tmp_path
    now = timezone.now()
    leader, head = keeper(now=now), keeper(role=Role.DIVISION_HEAD, name="Vũ Hồng Khôi", now=now)
    for code in ("A", "B", "C"):
        make_camera(head, leader, code, now=now)

    def tell(slug: str, **up: bool) -> tuple[int, dict]:
        states = [{"code": code, "is_up": is_up, "at": now.isoformat()} for code, is_up in up.items()]
        answer = Client().post(
            "/api/cameras/states", json.dumps({"states": states}), content_type="application/json",
            headers={"Authorization": f"Bearer {token_at(slug)}", "Idempotency-Key": f"{slug}{sorted(up)}"},
        )  # fmt: skip
        return answer.status_code, answer.json()

    assert tell("NB.SYT", A=True)[0] == 409, "not theirs"
    assert tell("NB.C13669", A=True, Z=True)[1]["type"] == "urn:tinhso:unknown-cameras"
    status, told = tell("NB.C13669", A=True, B=False)
    assert (status, told["taken"], told["changed"]) == (200, 2, 2)
    pull_facts(now=timezone.now(), anew=True)
    one = warehouse.metric("TRF.CAM.UP", timezone.localdate(now))
    at = timezone.now() + timedelta(seconds=1)
    (figure,) = warehouse.figures([one], period(f"{timezone.localdate(now):%Y-%m}"), units=[0], now=at)
    assert (figure.numerator, figure.denominator) == (1, 2), "of the third nothing is known, so it does not count"
