"""Many dead letters sent again together, and our books held against a partner's from the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.front.exchange.tests.test_pages import at_work
from tinhso.ground.gateway import actions
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.models import OutboxMessage, Reconciliation, Replay
from tinhso.ground.gateway.tests.letters import deliver, post
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests.factories import NOON

pytestmark = pytest.mark.django_db
S = OutboxState
DEAD = "/truc-ket-noi/gui-lai/"
RECONCILIATIONS = "/truc-ket-noi/doi-soat/"


def the_dead(number, *, why="HTTP 500", partner="residence"):
    """Letters of lanes of their own that were given up."""
    for one in range(number):
        post(one, lane=f"{why}:{one}", partner=partner)
    OutboxMessage.objects.filter(state=S.QUEUED).update(state=S.DEAD, last_error=why, tries=12)


def test_a_controller_chooses_partner_and_reason_sees_how_many_and_sends_just_those_again(residence_double):
    the_dead(3)
    the_dead(2, why="HTTP 400 thieu-truong")
    the_dead(1, partner="insurance")
    client = at_work("CONTROLLER")

    page = client.get(DEAD, {"doi-tac": "residence", "ly-do": "HTTP 500"})
    assert "Gửi lại 3 thư" in page.text and "Nguyễn Văn Bình" not in page.text
    before = ProcrastinateJob.objects.filter(task_name="gateway.deliver").count()
    answer = client.post(DEAD, {"doi-tac": "residence", "ly-do": "HTTP 500"}, follow=True)

    assert OutboxMessage.objects.filter(state=S.QUEUED, last_error="HTTP 500", partner="residence").count() == 3
    assert OutboxMessage.objects.filter(state=S.DEAD).count() == 3
    assert ProcrastinateJob.objects.filter(task_name="gateway.deliver").count() == before + 3
    assert Entry.objects.filter(kind="gateway.replayed", actor_ref__startswith="official:").count() == 3
    run = Replay.objects.get()
    assert (run.letters, run.why) == (3, "HTTP 500")
    assert 'hx-trigger="every 4s"' in answer.text
    for one in range(3):
        assert actions.deliver("residence", f"HTTP 500:{one}", now=timezone.now()) == 1
    figures = client.get(f"{DEAD}{run.pk}/", headers={"HX-Request": "true"}).text
    assert "<h1" not in figures and "hx-trigger" not in figures and 'value="3"' in figures


def test_of_very_many_the_oldest_go_first_and_a_late_press_is_told_that_nothing_is_left(monkeypatch):
    monkeypatch.setattr("tinhso.ground.gateway.actions.sending.MOST_AT_ONCE", 2)
    the_dead(3)
    client = at_work("CONTROLLER")

    client.post(DEAD, {"doi-tac": "residence", "ly-do": ""})
    assert list(OutboxMessage.objects.order_by("id").values_list("state", flat=True)) == [S.QUEUED, S.QUEUED, S.DEAD]
    client.post(DEAD, {"doi-tac": "residence", "ly-do": ""})
    assert client.post(DEAD, {"doi-tac": "residence", "ly-do": ""}).status_code == 409
    assert Replay.objects.count() == 2


def test_an_auditor_reads_and_does_neither():
    the_dead(1)
    client = at_work("AUDITOR")

    assert "Gửi lại 1 thư" not in client.get(DEAD, {"doi-tac": "residence", "ly-do": "HTTP 500"}).text
    assert client.post(DEAD, {"doi-tac": "residence", "ly-do": "HTTP 500"}).status_code == 403
    assert client.post(RECONCILIATIONS, {"doi-tac": "residence", "so-ngay": "30"}).status_code == 403
    assert client.get(f"{DEAD}1/").status_code == 404
    assert at_work("CASE_OFFICER").get(DEAD).status_code == 403


def test_books_are_held_against_a_partners_by_a_job_and_what_is_missing_is_named(residence_double):
    post(1)
    deliver()
    residence_double.forget()
    post(2)
    deliver()
    OutboxMessage.objects.update(delivered_at=timezone.now())
    client = at_work("CONTROLLER")

    client.post(RECONCILIATIONS, {"doi-tac": "residence", "so-ngay": "30"})
    assert "Đang chạy" in client.get(RECONCILIATIONS).text
    assert client.post(RECONCILIATIONS, {"doi-tac": "residence", "so-ngay": "30"}).status_code == 409
    job = ProcrastinateJob.objects.get(task_name="gateway.reconcile")
    actions.reconcile(job.args["reconciliation_id"])

    run = Reconciliation.objects.get()
    lost = OutboxMessage.objects.earliest("id")
    assert (run.asked, run.unknown, run.problem) == (2, [lost.pk], "")
    assert "1 thư đối tác không có" in client.get(RECONCILIATIONS).text
    residence_double.faults(error_500=1)
    actions.reconcile(run.pk)
    run.refresh_from_db()
    assert (run.asked, run.unknown, run.problem) == (0, [], "HTTP 500")
    Reconciliation.objects.update(ended_at=None, started_at=NOON - timedelta(days=400))
    for wrong in ({"doi-tac": "nobody", "so-ngay": "30"}, {"doi-tac": "residence", "so-ngay": "²"}):
        assert client.post(RECONCILIATIONS, wrong).status_code == 409
