"""A program enters figures as an official does: judged by the same rules, once a key."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tinhso.insight.warehouse.models import EntryDraft, Observation

pytestmark = pytest.mark.django_db
PERIOD = "/api/statistics/NET.WEAKSPOT/periods/2025-10"
WORDS = {"method": "Máy đo tự động", "basis": "12/BC-SKHCN"}


def test_figures_come_in_by_a_key_all_or_none(token_at):
    def send(
        figures: list[dict[str, object]], key: str, slug: str = "NB.SKHCN", path: str = PERIOD
    ) -> tuple[int, object]:
        headers = {
            "Authorization": f"Bearer {token_at(slug)}" if slug != "NB.SKHCN" else bearer,
            "Idempotency-Key": key,
        }
        body = json.dumps(WORDS | {"figures": figures})
        answer = Client().post(path, body, content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    bearer = f"Bearer {token_at('NB.SKHCN')}"
    faulty = [
        {"unit_code": "13669", "value": 17.5},
        {"unit_code": "356", "value": 4},
        {"unit_code": "13669", "value": 3},
    ]
    status, told = send(faulty, "a")
    assert (status, told["type"]) == (409, "urn:tinhso:bad-rows")
    assert "Dòng 2: Mã 356 là đơn vị cấp huyện" in told["detail"]
    assert "Dòng 3: Mã 13669 đã có ở dòng 1." in told["detail"]
    assert not Observation.objects.exists()
    assert not EntryDraft.objects.exists()

    good = [{"unit_code": "13669", "value": 17}, {"unit_code": "13684", "value": "4"}]
    first = send(good, "b")
    assert (first[0], [(one["unit_code"], one["value"], one["state"]) for one in first[1]]) == (
        201, [("13669", "17", "ENTERED"), ("13684", "4", "ENTERED")],
    )  # fmt: skip
    assert send(good, "b") == first  # the same key gives the first answer again
    assert Observation.objects.count() == 2
    assert send(good, "c")[1]["type"].endswith("nothing-entered")
    assert send(good, "d", slug="NB.SYT")[0] == 403
    assert send(good, "e", path=PERIOD.replace("2025-10", "2030-01"))[1]["type"].endswith("future-period")
    assert send([{"unit_code": "13669", "value": 1e30}], "f")[0] == 422

    mine = {"Authorization": bearer}
    assert Client().get("/api/statistics/NET.WEAKSPOT", headers=mine).json() == []  # nothing is locked yet
    listed = Client().get("/api/statistics", headers=mine).json()
    assert {"NET.WEAKSPOT", "HLT.EHR"} <= {one["code"] for one in listed}
