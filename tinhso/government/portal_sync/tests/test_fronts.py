"""Which front is in force is a matter of rows and the moment; decisions are written down forwards only."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers.tests.factories import MONDAY, make_dossier
from tinhso.government.portal_sync.actions import set_mode
from tinhso.government.portal_sync.models import Mode, PortalMode
from tinhso.government.portal_sync.queries import front_at, front_ruling
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.models import Entry

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def decide(mode="NATIONAL", at=MONDAY, **changed):
    said = {"instrument": "Quyết định 1/QĐ-UBND", "decided_by": "Chủ tịch", "grace_days": 15, "now": MONDAY} | changed
    return set_mode(System("manage"), mode=mode, from_at=at, **said)


def test_the_front_changes_on_its_moment_and_back_and_drafts_have_their_days(db):
    decide(at=MONDAY + DAY)
    decide("OWN", at=MONDAY + 30 * DAY)

    assert [front_at(at).mode for at in (MONDAY, MONDAY + DAY - SECOND, MONDAY + DAY, MONDAY + 30 * DAY)] == [
        Mode.OWN, Mode.OWN, Mode.NATIONAL, Mode.OWN,
    ]  # fmt: skip
    last = MONDAY + 16 * DAY
    assert [front_at(at).takes_drafts(at) for at in (MONDAY, last, last + SECOND, MONDAY + 30 * DAY)] == [
        True, True, False, True,
    ]  # fmt: skip
    assert Entry.objects.filter(kind="portal_sync.mode_set").count() == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"mode": "X"}, "mode-unknown"), ({"instrument": " "}, "instrument-missing"), ({"grace_days": -1}, "grace-wrong"),
     ({"at": MONDAY - SECOND}, "mode-past"), ({"mode": "OWN"}, "mode-same")],
)  # fmt: skip
def test_what_would_rewrite_the_past_or_says_nothing_is_refused(db, changed, code):
    with pytest.raises(Refused) as refused:
        decide(**changed)
    assert refused.value.code == code


def test_a_decision_before_one_that_is_written_down_already_is_refused(db):
    decide(at=MONDAY + 2 * DAY)
    with pytest.raises(Refused, match="mode-order"):
        decide("OWN", at=MONDAY + DAY)


@given(st.lists(st.integers(0, 100), unique=True, max_size=6).map(sorted), st.integers(-1, 101))
def test_the_latest_decision_that_has_begun_rules(days, day):
    modes = [Mode.NATIONAL, Mode.OWN] * 3
    rows = [PortalMode(mode=mode, from_at=MONDAY + one * DAY) for mode, one in zip(modes, days, strict=False)]
    begun = sum(one <= day for one in days)

    assert front_ruling(rows, MONDAY + day * DAY).is_national is (begun % 2 == 1)


def test_the_command_says_what_stands_open_and_a_dry_run_writes_nothing(place):
    make_dossier(place)
    said, decision = StringIO(), ["--instrument", "Quyết định 1/QĐ-UBND", "--decided-by", "Chủ tịch"]
    call_command("portal_mode", "national", *decision, "--dry-run", stdout=said)
    assert "0 hồ sơ soạn dở, 1 hồ sơ đang giải quyết" in said.getvalue()
    assert not PortalMode.objects.exists()

    call_command("portal_mode", "national", *decision, "--grace-days", "3", stdout=said)
    row = PortalMode.objects.get()
    assert (row.mode, row.grace_until - row.from_at) == ("NATIONAL", 3 * DAY)
    call_command("portal_mode", stdout=said)
    assert "Đang áp dụng: Nộp tại Cổng Dịch vụ công quốc gia." in said.getvalue()
    with pytest.raises(CommandError, match="Khi đó hệ thống đã ở chế độ này rồi"):
        call_command("portal_mode", "national", *decision, stdout=said)
