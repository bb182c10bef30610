"""Asked, answered, extended, carried out: the two clocks and who may do what."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tinhso.engines.notifications.queries import messages_about
from tinhso.front.personal_data import actions, queries
from tinhso.front.personal_data.lifecycle import Decision, RequestKind, RequestState
from tinhso.front.personal_data.tests.factories import make_breach, make_data_officer
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.mandates.tests.factories import authorise
from tinhso.ground.people.models import Citizen, Role
from tinhso.ground.people.queries import looks_at
from tinhso.ground.people.tests.factories import NOON, agency, make_citizen, make_official, person_of

pytestmark = pytest.mark.django_db
K, S = RequestKind, RequestState


@pytest.fixture
def mo():
    return person_of(make_citizen(), at=NOON)


@pytest.fixture
def chau():
    return person_of(make_data_officer())


def test_a_request_gets_a_code_and_two_clocks_of_the_law(mo):
    """Asked on Monday 23 November; the 24th is a holiday, so two working days end on the 26th."""
    asked = actions.ask(mo, K.OBJECT, words="Đừng dùng số điện thoại của tôi để khảo sát", now=NOON)

    assert asked.code == f"DLCN-261123-{asked.pk:06d}"
    assert asked.answer_clock.due_at.astimezone(VIETNAM) == datetime(2026, 11, 26, 17, tzinfo=VIETNAM)
    assert asked.clock.due_at.astimezone(VIETNAM) == datetime(2026, 12, 8, 17, tzinfo=VIETNAM)
    assert (asked.limit.complete_days, asked.limit.third_party_days, asked.limit.mark) == (15, 20, "H")
    assert {message.template for message in messages_about(asked.subject)} == {"data-asked"}


def test_one_open_request_of_a_kind_is_enough_and_words_are_asked_where_they_are_needed(mo):
    actions.ask(mo, K.COPY, words="", now=NOON)

    with pytest.raises(Refused, match="already-open"):
        actions.ask(mo, K.COPY, words="", now=NOON)
    with pytest.raises(Refused, match="words-missing"):
        actions.ask(mo, K.CORRECT, words=" ", now=NOON)


def test_others_see_no_request_of_hers_and_no_other_official_decides_about_it(mo, chau):
    asked = actions.ask(mo, K.COPY, words="", now=NOON)
    stranger = person_of(make_citizen("Đỗ Thị Mận"))
    controller = person_of(make_official(agency("NB.VP"), Role.CONTROLLER))
    auditor = person_of(make_official(agency("NB.TTR"), Role.AUDITOR))

    for somebody in (stranger, controller):
        with pytest.raises(NotVisible):
            queries.request_for(somebody, asked.code)
    assert queries.request_for(auditor, asked.code) == asked
    for somebody in (auditor, mo):
        with pytest.raises(NotAllowed):
            actions.answer(somebody, asked, Decision.ACCEPTED, now=NOON)


def test_when_third_parties_must_stop_too_the_longer_limit_holds(mo, chau):
    asked = actions.ask(mo, K.RESTRICT, words="Ngừng gửi Zalo", now=NOON)

    answered = actions.answer(chau, asked, Decision.ACCEPTED, involves_others=True, now=NOON)

    assert answered.state == S.IN_PROCESS
    assert answered.clock.due_at.astimezone(VIETNAM).date().isoformat() == "2026-12-14"  # 13 December is a Sunday
    assert queries.request_by_id(asked.pk).answer_clock.state == "STOPPED"


def test_a_refusal_says_why_and_by_which_law_and_is_told(mo, chau):
    asked = actions.ask(mo, K.ERASE, words="", now=NOON)

    with pytest.raises(Refused, match="reason-missing"):
        actions.answer(chau, asked, Decision.PARTLY, now=NOON)
    with pytest.raises(Refused, match="basis-missing"):
        actions.answer(chau, asked, Decision.REFUSED, words="Phải lưu", now=NOON)
    done = actions.answer(chau, asked, Decision.REFUSED, words="Phải lưu", legal_basis="Luật Lưu trữ", now=NOON)

    assert (done.state, done.ended_at) == (S.REFUSED, NOON)
    assert queries.request_by_id(asked.pk).clock.state == "STOPPED"
    assert messages_about(asked.subject).filter(template="data-refused", body__contains="Luật Lưu trữ").exists()


def test_it_is_extended_once_by_at_most_fifteen_days_and_never_beyond_them(mo, chau):
    asked = actions.ask(mo, K.CORRECT, words="Sai tên đệm", now=NOON)
    actions.answer(chau, asked, Decision.ACCEPTED, now=NOON)
    first = queries.request_by_id(asked.pk).clock.due_at

    for days in (0, 16):
        with pytest.raises(Refused, match="days-wrong"):
            actions.extend(chau, asked, days=days, reason="Chờ hộ tịch", now=NOON)
    longer = actions.extend(chau, asked, days=15, reason="Chờ hộ tịch", now=NOON)

    assert first < longer.clock.due_at <= first + timedelta(days=15)
    with pytest.raises(Refused, match="extended-once"):
        actions.extend(chau, asked, days=1, reason="Lại chờ", now=NOON)


def test_what_was_done_is_said_and_the_journal_holds_no_number_and_no_telephone(mo, chau):
    asked = actions.ask(mo, K.CORRECT, words="Số đúng là 000926000777, gọi 0987654321", now=NOON)
    actions.answer(chau, asked, Decision.ACCEPTED, now=NOON)

    with pytest.raises(Refused, match="outcome-missing"):
        actions.complete(chau, asked, now=NOON)
    done = actions.complete(chau, asked, outcome="Đã sửa tên đệm", now=NOON)

    assert (done.state, done.outcome) == (S.DONE, "Đã sửa tên đệm")
    entries = entries_about(asked.subject)
    assert [e.kind for e in entries] == ["personal_data.asked", "personal_data.answered", "personal_data.done"]
    assert not any("0987654321" in str(e.facts) or "000926000777" in str(e.facts) for e in entries)


def test_every_look_of_the_officer_is_hers_to_read_and_seeing_all_wants_a_reason(mo, chau):
    asked = actions.ask(mo, K.COPY, words="", now=NOON)

    actions.open_request(chau, asked.code, now=NOON)
    with pytest.raises(Refused, match="reason-missing"):
        actions.look_closely(chau, asked.code, reason="", now=NOON)
    actions.look_closely(chau, asked.code, reason="Đối chiếu giấy tờ", now=NOON)

    read = [look.purpose for look in looks_at(mo.citizen_id)]
    assert len(read) == 2 and "Đối chiếu giấy tờ" in read[0] and "đã che" in read[1]


def test_she_takes_her_request_back_and_nothing_is_owed_any_more(mo):
    asked = actions.ask(mo, K.COPY, words="", now=NOON)

    taken = actions.withdraw(mo, asked, now=NOON)

    assert (taken.state, taken.next_due_at) == (S.WITHDRAWN, None)
    actions.ask(mo, K.COPY, words="", now=NOON)


def test_a_consent_ends_at_once_in_the_room_that_keeps_it_and_its_evidence_stays(mo):
    friend = make_citizen("Phạm Thị Lan")
    mine = queries.consents_of(mo)
    given = authorise(Citizen.objects.get(pk=mo.citizen_id), friend, now=NOON)
    consent = next(one for one in queries.consents_of(mo) if one not in mine)

    done = actions.withdraw_consent(mo, consent.ref, now=NOON + timedelta(hours=1))

    given.refresh_from_db()
    assert (done.state, given.state) == (S.DONE, "REVOKED")
    assert not given.stands_at(NOON + timedelta(hours=2))
    assert [one.can_end for one in queries.consents_of(mo)] == [False]
    with pytest.raises(NotVisible):
        actions.withdraw_consent(mo, consent.ref, now=NOON + timedelta(hours=3))


def test_a_breach_is_told_within_72_hours_or_says_why_not(chau):
    breach = make_breach(chau)
    assert breach.notice_due_at == breach.found_at + timedelta(hours=72)

    late = breach.notice_due_at + timedelta(minutes=1)
    with pytest.raises(Refused, match="late-reason-missing"):
        actions.report_breach(chau, breach, number="12/TB-UBND", now=late)
    told = actions.report_breach(chau, breach, number="12/TB-UBND", why_late="Mất điện", now=late)

    assert (told.state, told.number) == ("REPORTED", "12/TB-UBND")
    assert actions.close_breach(chau, told, now=late).state == "CLOSED"
    with pytest.raises(NotAllowed):
        make_breach(person_of(make_official(agency("NB.VP"), Role.CONTROLLER)))
