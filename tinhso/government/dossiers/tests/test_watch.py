"""No silent dossier; lateness with respect; nothing is handed over unpaid."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in, make_dossier, make_one_stop
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM

LATER = datetime(2026, 12, 18, 9, tzinfo=VIETNAM)


def test_a_dossier_that_rests_beyond_its_step_is_found_and_cleared_once_it_moves(place):
    dossier = make_dossier(place)
    assert queries.silent_dossiers(MONDAY + HOUR) == []

    late = MONDAY + timedelta(days=3)
    assert actions.raise_silent_alerts(now=late) == (1, 0)
    assert [alert.dossier_id for alert in queries.silent_board(place.head)] == [dossier.pk]

    actions.receive(place.reception, dossier, now=late)
    assert actions.raise_silent_alerts(now=late + timedelta(minutes=1)) == (0, 1)


def test_a_dossier_on_a_desk_where_nobody_holds_a_post_is_found(place):
    dossier = dossier_in(place, "IN_PROCESS")
    place.official.posts.update(valid_to=MONDAY.date() - timedelta(days=1))

    (silent,) = queries.silent_dossiers(MONDAY + HOUR)

    assert (silent.dossier_id, silent.why) == (dossier.pk, "Không còn ai giữ vai trò phụ trách bước này")


def test_a_supplement_that_stays_unanswered_for_15_working_days_closes_the_dossier(place):
    dossier = dossier_in(place, "AWAITING_SUPPLEMENT")
    with pytest.raises(Refused, match="not-yet-due"):
        actions.close_unanswered(queries.SYSTEM, dossier, now=MONDAY + timedelta(days=10))

    (found,) = queries.supplements_overdue(LATER)
    assert actions.close_unanswered(queries.SYSTEM, found, now=LATER).state == S.CLOSED


def test_an_apology_comes_before_the_limit_passes_and_only_once(place):
    seven_days = "1.012888"
    dossier = dossier_in(place, "IN_PROCESS", code=seven_days)
    new_day = dossier.due_at + timedelta(days=6)
    with pytest.raises(Refused, match="apology-too-late"):
        actions.extend_with_apology(
            place.leader, dossier, new_due_at=new_day, reason="Chờ ý kiến", now=dossier.due_at + HOUR
        )

    dossier = actions.extend_with_apology(
        place.leader, dossier, new_due_at=new_day, reason="Chờ ý kiến", now=MONDAY + 5 * HOUR
    )

    assert dossier.due_at == new_day
    with pytest.raises(Refused, match="apologised-before"):
        actions.extend_with_apology(
            place.leader, dossier, new_due_at=new_day + timedelta(days=7), reason="Chờ ý kiến", now=MONDAY + 6 * HOUR
        )


def test_a_result_is_not_handed_over_while_a_fee_is_owed(place):
    dossier = dossier_in(place, "RESULT_READY")
    Dossier.objects.filter(pk=dossier.pk).update(fee_vnd=8000)

    with pytest.raises(Refused, match="fee-unpaid"):
        actions.hand_over(place.result_officer, dossier, now=MONDAY + 5 * HOUR)


def test_an_official_of_another_agency_may_do_nothing(place):
    elsewhere = make_one_stop("NB.C14167")

    with pytest.raises(Refused, match="wrong-role"):
        actions.receive(elsewhere.reception, make_dossier(place), now=MONDAY)
    assert queries.verbs_for(elsewhere.leader, dossier_in(place, "AWAITING_SIGNATURE")) == []


def test_a_rating_is_given_once_by_the_applicant_alone(place):
    dossier = dossier_in(place, "RETURNED")
    actions.rate(place.applicant, dossier, score=5, now=MONDAY + 6 * HOUR)

    with pytest.raises(Refused, match="rated-before"):
        actions.rate(place.applicant, dossier, score=1, now=MONDAY + 7 * HOUR)
    with pytest.raises(Refused, match="wrong-role"):
        actions.rate(place.officer, dossier, score=5, now=MONDAY + 7 * HOUR)


def test_a_visitor_learns_the_completion_level_of_a_code_and_nothing_more(place):
    dossier = dossier_in(place, "IN_PROCESS")

    assert vars(queries.public_lookup(dossier.code)) == {"code": dossier.code, "completion_level": "Đang xử lý"}
    assert queries.public_lookup("H42.134-261123-9999") is None
