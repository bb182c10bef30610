"""The cases that the founders named."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.reactions import REACTIONS
from tinhso.engines.notifications.queries import messages_about
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.government.dossiers import actions, jobs, queries
from tinhso.government.dossiers.actions import PartIn
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import (
    BIRTH_PARTS,
    HOUR,
    MONDAY,
    ask,
    dossier_in,
    make_dossier,
    make_one_stop,
)
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.journal.models import Entry
from tinhso.ground.reference.actions import announce_calendar_decision, mark_calendar_changed
from tinhso.ground.reference.events import CalendarDecided
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.models import CalendarDecision

SEVEN_DAYS = "1.012888"
FRIDAY_1530 = datetime(2026, 11, 20, 15, 30, tzinfo=VIETNAM)


def test_a_birth_registered_at_15_30_on_a_friday_is_promised_for_monday_and_says_why(place):
    dossier = actions.receive(place.reception, make_dossier(place, now=FRIDAY_1530), now=FRIDAY_1530)

    assert dossier.due_at.astimezone(VIETNAM).date() == date(2026, 11, 23)
    assert "sau 15 giờ nên trả trong ngày làm việc tiếp theo" in dossier.due_sentence
    # Received after 15:00: it stays with the one-stop and is passed on when Monday opens.
    assert dossier.state == S.ACCEPTED
    assert actions.passes_on_at(dossier) == datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize(("state", "asker"), [("AWAITING_RECEPTION", "reception"), ("IN_PROCESS", "officer")])
def test_a_supplement_asked_twice_in_a_phase_is_refused(place, state, asker):
    officer = getattr(place, asker)
    dossier = ask(officer, dossier_in(place, state), now=MONDAY + HOUR)
    dossier = actions.answer_supplement(place.applicant, dossier, parts=[], note="Đã nộp", now=MONDAY + 2 * HOUR)

    with pytest.raises(Refused, match="asked-before") as refused:
        ask(officer, dossier, now=MONDAY + 3 * HOUR)

    assert "chỉ cho yêu cầu một lần" in refused.value.sentence


def test_a_dossier_with_a_wrong_signature_format_is_refused_at_filing_with_a_sentence(place):
    unsigned = a_decision()
    broken = unsigned[:-200] + b"/Type/Sig/ByteRange[0 10 20 30]" + unsigned[-200:]
    bad = store_bytes(place.applicant, broken, name="giay-chung-sinh.pdf", mime="application/pdf", now=MONDAY)
    good = store_bytes(place.applicant, unsigned, name="giay-chung-sinh.pdf", mime="application/pdf", now=MONDAY)
    others = [part for part in BIRTH_PARTS if part.part_code != "TP02"]

    with pytest.raises(Refused, match="signature-broken") as refused:
        make_dossier(place, parts=[*others, PartIn("TP02", file_key=bad.key)])
    accepted = make_dossier(place, parts=[*others, PartIn("TP02", file_key=good.key)])

    assert "giay-chung-sinh.pdf" in refused.value.sentence
    assert refused.value.field == "TP02"
    assert list(Dossier.objects.all()) == [accepted]  # nothing of the refused one is left, not even its number
    assert accepted.code.endswith("-0001")


def hear(kind):
    """What the worker does with the newest entry of a kind (the worker itself reads committed entries only)."""
    for reaction in REACTIONS[kind]:
        reaction(Entry.objects.filter(kind=kind).latest("id"))


def test_the_swap_of_2_january_2026_announced_late_moves_open_promises_and_tells_each_applicant_once(db):
    at = datetime(2025, 12, 24, 9, tzinfo=VIETNAM)
    place = make_one_stop(on=at)
    dossier = make_dossier(place, code=SEVEN_DAYS, now=at)
    dossier = actions.receive(place.reception, dossier, now=at)
    before = dossier.due_at
    CalendarDecision.objects.filter(days__date=date(2026, 1, 2)).delete()
    mark_calendar_changed()

    announce_calendar_decision(
        System("test"), instrument="12729/VPCP-KGVX", announced_at=at + timedelta(days=1), now=at + timedelta(days=1),
        days=[(date(2026, 1, 2), DayKind.SWAP_OFF, "nghỉ hoán đổi"),
              (date(2026, 1, 10), DayKind.MAKEUP_WORK, "làm bù")],
    )  # fmt: skip
    hear(CalendarDecided.kind)
    job = ProcrastinateJob.objects.filter(task_name="dossiers.move_due_dates").latest("id")
    jobs.move_due_dates(**job.args)
    jobs.tell_moved(**ProcrastinateJob.objects.filter(task_name="dossiers.tell_moved").latest("id").args)
    jobs.move_due_dates(**job.args)

    moved = queries.dossier_for(place.applicant, dossier.code)
    assert moved.due_at > before
    assert moved.clock.due_at == moved.due_at
    assert moved.due_at.astimezone(VIETNAM).date() == date(2026, 1, 6)
    assert "nghỉ hoán đổi theo văn bản 12729/VPCP-KGVX" in moved.due_sentence
    told = [m for m in messages_about(moved.subject) if m.template == "due-date-moved"]
    assert len({m.fact_key for m in told}) == 1
    assert "12729/VPCP-KGVX" in told[0].body


def test_a_request_that_does_not_say_what_is_wrong_is_not_sent(place):
    dossier = make_dossier(place)
    bare = actions.ItemAsked("TP02", "Giấy chứng sinh", "Nộp bản chính", " ")

    with pytest.raises(Refused, match="item-incomplete"):
        actions.request_supplement(
            place.reception, dossier, items=[bare], reason="Thiếu giấy", legal_basis="Luật Hộ tịch", now=MONDAY
        )
