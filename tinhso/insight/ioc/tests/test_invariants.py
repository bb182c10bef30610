"""What must always be true of the centre holds after its stories, and a broken row is named."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from tinhso.insight.ioc import actions, invariants
from tinhso.insight.ioc.models import Alert, Indicator, Shift
from tinhso.insight.ioc.tests.conftest import LATER, in_force
from tinhso.insight.ioc.tests.factories import make_alert

HOUR = timedelta(hours=1)


def broken() -> dict[str, int]:
    return {one.name: verdict.broken for one in invariants.INVARIANTS if (verdict := one.check()).broken}


def test_each_broken_row_is_named_by_its_own_promise(lived, time_machine):
    time_machine.move_to(LATER, tick=False)
    in_force(lived, "ADM.ONTIME", "95", "90")
    alert = make_alert(lived.place.agency.pk, now=LATER)
    actions.acknowledge(lived.ward, alert, now=LATER)
    actions.close_alert(lived.ward, alert, words="Đã xong", now=LATER)
    shift = Shift.objects.create(
        official_ref=lived.duty.ref, official_name="Thủy", begins_at=LATER, ends_at=LATER + 8 * HOUR
    )
    actions.begin_shift(lived.duty, shift, now=LATER)
    actions.write_line(lived.duty, words="Bình thường", now=LATER + HOUR)
    actions.hand_over(lived.duty, shift, words="Không có gì", now=LATER + 8 * HOUR)
    actions.sign_off(lived.head, shift, now=LATER + 8 * HOUR)
    assert broken() == {}

    # Past the actions, as no page does it.
    Alert.objects.update(closed_at=LATER + HOUR)
    Shift.objects.update(signed_by_ref=lived.duty.ref, began_at=LATER + 2 * HOUR)
    Indicator.objects.filter(code="ADM.ONTIME").update(feed_code="ADM.DREAMT")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; DROP INDEX ioc_alert_one_open")
        cursor.execute("ALTER TABLE ioc_threshold DISABLE TRIGGER USER; UPDATE ioc_threshold SET decided_by_ref = ''")
    for _ in range(2):
        make_alert(code="HLT.INS", now=LATER)

    assert broken() == {
        "ioc.ended": 1, "ioc.once": 1, "ioc.judged": 2, "ioc.two_people": 1, "ioc.shifts": 1, "ioc.log": 1,
        "ioc.sources": 2,
    }  # fmt: skip
    assert "ADM.DREAMT" in invariants.sources().named[0]
