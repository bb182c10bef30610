"""Dossiers on their way to the portal, which is a running process: in order, once, and whatever fails."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from itertools import permutations

import pytest
from django.core.management import CommandError, call_command

from tinhso.config.reactions import REACTIONS
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import events
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in, make_dossier
from tinhso.government.portal_sync import actions
from tinhso.government.portal_sync.mappers import moment
from tinhso.government.portal_sync.reactions import hear_dossier
from tinhso.government.portal_sync.tests.factories import hear, jobs, letters, send, work
from tinhso.ground.gateway.actions import replay
from tinhso.ground.gateway.models import MessageLog, OutboxMessage
from tinhso.ground.gateway.partners import national_portal
from tinhso.ground.gateway.tests.letters import Controller

SYNC, PROGRESS = "dong-bo-ho-so", "cap-nhat-tien-do"
LATER = MONDAY + 8 * HOUR
AGAIN = LATER + timedelta(minutes=2)
DIALECTS = ["classic", "2026"]
LIVES = ["AWAITING_RECEPTION", "SUPPLEMENT_BEFORE_ACCEPTANCE", "REFUSED_AT_RECEPTION", "TRANSFERRED", "IN_PROCESS",
         "AWAITING_SUPPLEMENT", "AWAITING_PAYMENT", "WITHDRAWAL_ASKED", "STOP_PROPOSED", "SIGNED", "RESULT_READY",
         "REFUSED_AFTER_EXAMINATION", "RETURNED"]  # fmt: skip


@pytest.fixture(params=DIALECTS)
def dialect(request, settings, portal_double):
    """The portal, spoken to in each dialect."""
    settings.PORTAL = settings.PORTAL | {"dialect": request.param}
    return request.param


def held(double):
    """What the portal holds: code, state, and the states of the steps."""
    return [
        (one["MaHoSo"], one["TrangThaiHoSo"], [step["TrangThai"] for step in one["steps"]]) for one in double.dossiers()
    ]


@pytest.mark.parametrize("state", LIVES)
def test_the_portal_takes_a_dossier_in_every_state(place, portal_double, dialect, state):
    dossier = dossier_in(place, state)
    work(dossier, now=LATER)

    code = str(Dossier.objects.get(pk=dossier.pk).national_code)
    assert held(portal_double) == [(dossier.code, code, [code])]
    assert letters(dossier) == [(SYNC, "False", code, "DELIVERED"), (PROGRESS, "", code, "DELIVERED")]


def test_a_dossier_is_created_once_then_updated_and_its_steps_follow(place, portal_double, dialect):
    dossier = make_dossier(place)
    work(dossier, now=MONDAY + HOUR)
    dossiers.receive(place.reception, dossier, now=MONDAY + 2 * HOUR)
    work(dossier, now=MONDAY + 2 * HOUR)

    told = [(operation, is_updating) for operation, is_updating, _, state in letters(dossier) if state == "DELIVERED"]
    assert told[:2] == [(SYNC, "False"), (PROGRESS, "")]
    assert (PROGRESS, "") in told[2:]
    assert [is_updating for operation, is_updating in told if operation == SYNC].count("False") == 1
    assert held(portal_double) == [(dossier.code, "4", ["1", "4"])]


def test_the_same_standing_told_twice_is_nothing_new(place, portal_double, dialect):
    dossier = dossier_in(place, "IN_PROCESS")

    assert actions.sync(dossier.pk, now=LATER) == 2
    assert actions.sync(dossier.pk, now=LATER) == 0
    send(dossier, now=LATER)
    assert actions.sync(dossier.pk, now=AGAIN) == 0


def test_a_standing_to_which_a_dossier_comes_back_is_told_again(place, portal_double, dialect):
    dossier = dossier_in(place, "IN_PROCESS")
    work(dossier, now=LATER)
    dossiers.withdraw(place.applicant, dossier, reason="Không cần nữa", now=LATER)
    work(dossier, now=LATER)
    assert held(portal_double)[0][1] == "7"
    dossiers.deny_withdrawal(place.officer, dossier, reason="Đã trình ký", now=AGAIN)
    work(dossier, now=AGAIN)

    assert held(portal_double) == [(dossier.code, "4", ["4", "7", "4"])]


@pytest.mark.parametrize("fault", ["answer_lost", "error_500", "garbage", "slow"])
def test_whatever_fails_on_the_way_the_portal_has_one_dossier_with_its_steps(place, portal_double, dialect, fault):
    dossier = dossier_in(place, "IN_PROCESS")
    portal_double.faults(**{fault: 0.2 if fault == "slow" else 1})
    work(dossier, now=LATER)
    send(dossier, now=AGAIN)

    assert held(portal_double) == [(dossier.code, "4", ["4"])]
    assert {state for *_, state in letters(dossier)} == {"DELIVERED"}


def test_an_answer_lost_on_the_way_of_a_step_leaves_one_step(place, portal_double, dialect):
    dossier = dossier_in(place, "IN_PROCESS")
    actions.sync(dossier.pk, now=LATER)
    portal_double.faults(answer_lost=2)
    for minutes in (0, 2, 4, 10):
        send(dossier, now=LATER + timedelta(minutes=minutes))

    assert held(portal_double) == [(dossier.code, "4", ["4"])]


def test_a_session_that_ran_out_is_renewed_once_and_nobody_notices(place, portal_double, dialect):
    first, second = dossier_in(place, "IN_PROCESS"), dossier_in(place, "TRANSFERRED", now=MONDAY + HOUR)
    work(first, now=LATER)
    portal_double.faults(session_expired=1)
    actions.sync(second.pk, now=LATER)

    assert send(second, now=LATER) == 2
    assert len(portal_double.dossiers()) == 2


def test_a_portal_that_takes_no_session_is_tried_later(place, portal_double, dialect):
    dossier = dossier_in(place, "IN_PROCESS")
    portal_double.faults(session_expired=9)
    work(dossier, now=LATER)
    assert {state for *_, state in letters(dossier)} == {"QUEUED"}

    portal_double.clear()
    send(dossier, now=AGAIN)
    assert held(portal_double) == [(dossier.code, "4", ["4"])]


def test_a_wrong_password_kills_no_letter(place, portal_double, dialect, settings):
    right = settings.PORTAL
    settings.PORTAL = right | {"password": "wrong"}
    national_portal._passes.clear()
    dossier = dossier_in(place, "IN_PROCESS")
    work(dossier, now=LATER)
    assert OutboxMessage.objects.filter(lane=dossier.code, last_error="đăng nhập không được").count() == 1

    settings.PORTAL = right
    send(dossier, now=AGAIN)
    assert held(portal_double) == [(dossier.code, "4", ["4"])]


def test_a_field_that_is_refused_ends_as_a_dead_letter_that_names_it_and_holds_its_lane(place, portal_double):
    dossier = dossier_in(place, "IN_PROCESS")
    Dossier.objects.filter(pk=dossier.pk).update(title="")
    work(dossier, now=LATER)

    assert [state for *_, state in letters(dossier)] == ["DEAD", "QUEUED"]
    assert OutboxMessage.objects.get(state="DEAD").last_error == "error_code -1 TrichYeuHoSo"
    assert MessageLog.objects.filter(partner="national_portal", outcome="REJECTED").count() == 1
    assert portal_double.dossiers() == []

    replay(Controller(), OutboxMessage.objects.get(state="DEAD").pk, now=AGAIN)
    assert send(dossier, now=AGAIN) == 0


def test_progress_of_a_dossier_that_the_portal_does_not_know_is_refused(place, portal_double, dialect):
    dossier = dossier_in(place, "TRANSFERRED")
    work(dossier, now=LATER)
    portal_double.forget()
    dossiers.assign(place.division_head, dossier, official=place.official, now=LATER)
    work(dossier, now=AGAIN)

    assert "DEAD" in {state for *_, state in letters(dossier)}


@pytest.mark.parametrize("order", list(permutations(["dossiers.filed", "dossiers.received", "dossiers.moved"])))
def test_reactions_in_any_order_and_twice_end_in_the_same_state(place, portal_double, order):
    dossier = dossier_in(place, "WITHDRAWAL_ASKED")
    for kind in (*order, order[0]):
        work(dossier, now=LATER, kinds=(kind,))

    assert held(portal_double) == [(dossier.code, "7", ["7"])]
    assert len(letters(dossier)) == 2


def test_whatever_changes_standing_or_promise_is_heard():
    """Left out: facts about papers, votes and watchers, and those that are about no dossier."""
    unheard = {"DataRetrieved", "DossierFoundSilent", "DossierRated", "IssuedPaperHeldUp", "IssuedPaperSigned"}
    facts = {name: one for name, one in vars(events).items() if getattr(one, "about", "") == events.ABOUT}

    assert {name for name, one in facts.items() if hear_dossier not in REACTIONS.get(one.kind, ())} == unheard


def test_a_new_promise_is_told(place, portal_double, dialect):
    dossier = dossier_in(place, "IN_PROCESS")
    work(dossier, now=LATER)
    promised = dossier.due_at + timedelta(days=3)
    dossiers.extend_with_apology(
        place.leader, dossier, new_due_at=promised, reason="Phải xác minh thêm", now=MONDAY + HOUR
    )
    work(dossier, now=AGAIN)

    told = OutboxMessage.objects.filter(lane=dossier.code, operation=SYNC).order_by("id")
    if dialect == "classic":
        assert [one["fields"]["NgayHenTra"] for one in portal_double.dossiers()] == [moment(promised)]
    assert len(told) == (2 if dialect == "classic" else 1)


def test_one_job_waits_for_a_dossier_however_much_happened(place, portal_double):
    dossier = dossier_in(place, "RETURNED")
    hear(dossier)
    hear(dossier)

    assert jobs() == [dossier.pk]


def test_filing_posts_nothing_itself_and_nothing_goes_when_it_is_switched_off(place, portal_double, settings):
    dossier = make_dossier(place)
    assert letters(dossier) == []

    settings.PORTAL = settings.PORTAL | {"is_on": False}
    hear(dossier)
    assert jobs() == []


def reconciled(**options):
    """What the command prints, and how it ended."""
    out = StringIO()
    try:
        call_command("reconcile_portal", day=MONDAY.date(), stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_books_that_agree_are_said_to_agree(place, portal_double, dialect):
    work(dossier_in(place, "IN_PROCESS"), now=LATER)

    assert reconciled() == ("Mọi hồ sơ nộp ngày 23/11/2026 đều khớp với cổng.\n", "")


def test_a_dossier_that_the_portal_lost_or_holds_otherwise_is_named(place, portal_double, dialect):
    lost, behind = dossier_in(place, "IN_PROCESS"), dossier_in(place, "TRANSFERRED", now=MONDAY + HOUR)
    work(lost, now=LATER)
    work(behind, now=LATER)
    portal_double.forget(lost.code)
    dossiers.withdraw(place.applicant, behind, reason="Không cần nữa", now=AGAIN)
    actions.sync(behind.pk, now=AGAIN)

    printed, ended = reconciled()
    assert f"{lost.code}: ta ghi 4 (Đang xử lý), cổng không có\n" in printed
    assert f"{behind.code}: ta ghi 8 (Dừng xử lý), cổng ghi 4 (Đang xử lý); còn 2 thư chưa tới\n" in printed
    assert ended == "Có 2 hồ sơ không khớp."


def test_a_portal_that_does_not_answer_is_said(place, portal_double, dialect):
    dossier_in(place, "IN_PROCESS")
    portal_double.faults(error_500=1)

    assert reconciled() == ("", "Không hỏi được cổng: HTTP 500")
