"""How services stand is told from what was seen; a silence is a trouble, too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.front.status import actions, jobs, looking, queries
from tinhso.front.status.models import Spell
from tinhso.front.status.rules import GOOD, Finding, Standing, judged
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.models import MessageLog, Outcome
from tinhso.ground.journal.models import Entry

pytestmark = pytest.mark.django_db
CLOCK = System("status")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("calls", "failed", "standing"),
    [
        (0, 0, None), (1, 0, Standing.GOOD), (1, 1, None), (2, 2, Standing.DOWN), (10, 1, Standing.GOOD),
        (10, 2, Standing.DISTURBED), (10, 9, Standing.DISTURBED), (10, 10, Standing.DOWN),
    ],
)  # fmt: skip
def test_a_partner_is_judged_by_its_calls_and_one_failure_is_no_news(calls, failed, standing):
    found = judged(calls, failed)

    assert (found.standing if found else None) == standing


def keep(at, **findings):
    actions.keep_findings(CLOCK, {"worker": GOOD} | findings, now=at)


def test_a_spell_goes_on_until_something_changes_and_the_journal_keeps_the_change():
    noon = timezone.now()
    for minute in range(3):
        keep(noon + minute * MINUTE, vneid=GOOD)
    keep(noon + 3 * MINUTE, vneid=Finding(Standing.DOWN, "4/4"))
    keep(noon + 4 * MINUTE)
    keep(noon + 5 * MINUTE, vneid=GOOD)

    spells = Spell.objects.filter(service="vneid").order_by("began_at")
    assert [(one.standing, one.began_at - noon, one.ended_at and one.ended_at - noon) for one in spells] == [
        ("GOOD", 0 * MINUTE, 3 * MINUTE), ("DOWN", 3 * MINUTE, 5 * MINUTE), ("GOOD", 5 * MINUTE, None),
    ]  # fmt: skip
    changes = Entry.objects.filter(kind="status.changed", subject="service:vneid").order_by("id")
    assert [(one.facts["was"], one.facts["now"]) for one in changes] == [("GOOD", "DOWN"), ("DOWN", "GOOD")]


def test_while_nobody_looks_the_worker_counts_as_stopped_and_afterwards_it_is_written_down():
    noon = timezone.now()
    keep(noon)

    (line,) = [one for one in queries.lines(now=noon + 10 * MINUTE) if one.code == "worker"]
    assert (line.standing, line.since) == (Standing.DOWN, noon)

    keep(noon + 10 * MINUTE)
    (trouble,) = queries.troubles(now=noon + 11 * MINUTE)
    assert (trouble.began_at, trouble.ended_at, trouble.minutes) == (noon, noon + 10 * MINUTE, 10)
    assert all(one.is_good for one in queries.lines(now=noon + 11 * MINUTE))


def test_a_look_finds_our_door_closed_and_a_partner_that_does_not_answer(settings):
    settings.PROBE_ORIGIN = "http://127.0.0.1:9"
    now = timezone.now()
    for outcome, partner in ((Outcome.UNAVAILABLE, "vneid"), (Outcome.REJECTED, "messages")):
        MessageLog.objects.bulk_create(
            MessageLog(partner=partner, operation="x", purpose="x", legal_basis="x", subject="x", at=now, duration_ms=1,
                       outcome=outcome)
            for _ in range(3)
        )  # fmt: skip
    found = looking.findings(now=now)

    assert found["web"] == Finding(Standing.DOWN, "ConnectError")
    assert found["vneid"] == Finding(Standing.DOWN, "3/3")
    assert found["messages"] == GOOD, "a refusal is an answer"
    assert "insurance" not in found
    jobs.look(timestamp=0)
    assert Spell.objects.get(service="vneid").standing == "DOWN"
