"""Everybody reads how services stand; only operators read why, and tell of planned work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.front.status import actions, health, slow
from tinhso.front.status.models import Maintenance
from tinhso.front.status.rules import GOOD, Finding, Standing
from tinhso.ground.base.actors import System
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import agency, make_official, person_of

pytestmark = pytest.mark.django_db
PUBLIC, OPERATING, PLAN = "/tinh-trang/", "/can-bo/van-hanh/", "/can-bo/van-hanh/bao-tri/"
WORDS = {"words": "Nâng cấp máy chủ", "words_en": "New servers"}


def at_work(*roles):
    client = Client()
    person = person_of(make_official(agency("NB.VP"), *roles), on=timezone.localdate())
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def asked(begins, lasts):
    start = timezone.localtime() + begins
    return {"starts_at": f"{start:%Y-%m-%dT%H:%M}", "ends_at": f"{start + lasts:%Y-%m-%dT%H:%M}", **WORDS}


DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_the_public_reads_what_to_do_meanwhile_and_not_why(client):
    trouble = Finding(Standing.DOWN, "ConnectError 5/5")
    actions.keep_findings(System("status"), {"worker": GOOD, "payment_platform": trouble}, now=timezone.now())
    page = client.get(PUBLIC).text

    assert "Thanh toán trực tuyến" in page
    assert "có thể nộp tiền tại Bộ phận Một cửa" in page
    assert "ConnectError" not in page
    assert "ConnectError" in at_work("CONTROLLER").get(OPERATING).text


@pytest.mark.parametrize(("role", "status"), [("CONTROLLER", 200), ("AUDITOR", 200), ("ADMIN", 200), ("LEADER", 403)])
def test_operators_alone_see_the_house_at_work(role, status):
    assert at_work(role).get(OPERATING).status_code == status
    assert Client().get(OPERATING).status_code == 302


def test_planned_work_is_told_to_all_and_can_be_called_off(client):
    lua = at_work("CONTROLLER")
    assert lua.post(PLAN, asked(DAY, HOUR)).status_code == 302
    assert "Nâng cấp máy chủ" in client.get(PUBLIC).text
    client.cookies["django_language"] = "en"
    assert "New servers" in client.get(PUBLIC).text

    lua.post(reverse("status:call_off", args=[Maintenance.objects.get().pk]))

    assert "New servers" not in client.get(PUBLIC).text
    kinds = Entry.objects.filter(subject__startswith="maintenance:").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["status.maintenance_announced", "status.maintenance_called_off"]


@pytest.mark.parametrize(("begins", "lasts"), [(DAY, -HOUR), (-2 * DAY, HOUR)])
def test_planned_work_ends_after_it_begins_and_is_not_over(begins, lasts):
    answer = at_work("CONTROLLER").post(PLAN, asked(begins, lasts))

    assert answer.status_code == 422
    assert not Maintenance.objects.exists()


def test_who_only_examines_plans_nothing():
    assert at_work("AUDITOR").get(PLAN).status_code == 403
    assert at_work("AUDITOR").post(PLAN, asked(DAY, HOUR)).status_code == 403


def test_costly_statements_are_shown_where_the_database_counts_them():
    assert slow.costliest() is None
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION pg_stat_statements")
        cursor.execute("SELECT 'Nguyễn Văn Bình', count(*) FROM people_citizen")

    found = slow.costliest(1000)
    assert found
    assert "Nguyễn Văn Bình" not in str(found)
    assert "pg_stat_statements nên không" not in at_work("CONTROLLER").get(OPERATING).text


def test_machines_are_told_whether_to_come_and_only_operators_why(client, settings, tmp_path):
    (tmp_path / "here").write_text("no folder")
    settings.FILES_DIR = tmp_path / "here" / "files"
    health._kept.clear()
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["failed"]) == (503, ["files"])
    assert answer.json()["degraded"] == ["worker"], "without a worker people can still be served"
    assert "NotADirectoryError" not in answer.text
    assert "NotADirectoryError" in at_work("ADMIN").get(OPERATING).text
    health._kept.clear()
    settings.FILES_DIR = tmp_path / "files"
    assert client.get("/readyz").json()["status"] == "ready"
    assert client.get("/livez").text == "alive\n"
    health._kept.clear()


def test_a_database_that_lacks_a_migration_is_not_ready(monkeypatch):
    monkeypatch.setattr(health, "_wanted", [health.wanted_migrations() | {("status", "9999_next")}])

    (database, *_) = health.fresh_checks()
    assert database.reason == "chưa nâng cấp: status.9999_next"
