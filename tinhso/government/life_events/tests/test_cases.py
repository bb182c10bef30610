"""A life event from filing to its last result, against the partners' running systems."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.actions import PartIn, answer_supplement
from tinhso.government.dossiers.tests.factories import MONDAY, ask, make_dossier
from tinhso.government.life_events import actions, queries
from tinhso.government.life_events.models import Bundle
from tinhso.government.life_events.tests.factories import (
    CHILD,
    DEATH,
    hear,
    make_case,
    parts,
    root_to,
    send_all,
    sentences,
    states,
)
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway.models import OutboxMessage

LATER = MONDAY + timedelta(hours=2)


def decided(double, client, case, part, state, reason=""):
    """An official of the agency decides; its call comes in at our door, and is heard."""
    double.decide(f"{case.code}.{part}", state, reason)
    double.relay.deliver(client)
    hear()


def test_a_birth_is_filed_once_and_three_agencies_do_their_part(place, residence_double, insurance_double, client):
    case = make_case(place)
    assert states(case) == {"birth": "WITH_US", "residence": "WAITING", "health_card": "WAITING"}
    assert queries.root_dossier(case).code == case.code

    root_to(place, case, "RESULT_READY")
    assert states(case) == {"birth": "DONE", "residence": "SENDING", "health_card": "SENDING"}

    send_all(now=LATER)
    assert states(case) == {"birth": "DONE", "residence": "WITH_PARTNER", "health_card": "WITH_PARTNER"}
    assert [one["maTTHC"] for one in residence_double.dossiers()] == ["1.004222"]
    assert parts(case)["residence"].external_code == residence_double.dossiers()[0]["maHoSo"]

    decided(residence_double, client, case, "residence", 9)
    decided(insurance_double, client, case, "health_card", 9)
    case.refresh_from_db()
    assert (case.state, set(states(case).values())) == ("DONE", {"DONE"})
    assert [kind for kind, _ in sentences(case)][-1] == "life_events.ended"
    assert dossiers.visible_to(place.applicant).count() == 1


def test_the_whole_is_promised_when_the_root_is_accepted_and_longer_once_something_is_verified(place):
    case = make_case(place)
    assert case.clock is None

    root_to(place, case, "TRANSFERRED")
    case.refresh_from_db()
    assert f"{case.clock.due_at.astimezone(MONDAY.tzinfo):%d/%m/%Y}" == "27/11/2026"  # the 24th is a day off
    assert "3 ngày làm việc" in case.clock.due_sentence

    other = make_case(place, child_name="Nguyễn Minh Hai")
    root_to(place, other, "VERIFYING")
    other.refresh_from_db()
    assert f"{other.clock.due_at.astimezone(MONDAY.tzinfo):%d/%m/%Y}" == "01/12/2026"


def test_each_part_at_a_partner_has_its_own_date_with_its_reason(place):
    case = make_case(place)
    (_, birth), (_, home) = (queries.due_of(parts(case)[code]) for code in ("birth", "residence"))
    assert home == "2 ngày làm việc kể từ khi bước trước có kết quả."
    assert "8 giờ làm việc" in birth

    root_to(place, case, "RESULT_READY")

    at, sentence = queries.due_of(parts(case)["residence"])
    assert f"{at.astimezone(MONDAY.tzinfo):%d/%m/%Y}" == "26/11/2026"
    assert "2 ngày làm việc" in sentence


@pytest.mark.parametrize("state", ["REFUSED_AT_RECEPTION", "REFUSED"])
def test_a_refused_root_ends_the_whole_and_nothing_is_sent(place, state):
    case = make_case(place)

    root_to(place, case, state)

    case.refresh_from_db()
    assert case.state == "ENDED"
    assert states(case) == {"birth": "REFUSED", "residence": "NOT_STARTED", "health_card": "NOT_STARTED"}
    assert not OutboxMessage.objects.filter(lane__startswith=case.code).exists()


def test_a_part_refused_after_another_was_finished_stops_only_what_waits_for_it(
    place, residence_double, insurance_double, client
):
    case = make_case(place, wants_identity_card=True)
    root_to(place, case, "RESULT_READY")
    send_all(now=LATER)
    decided(insurance_double, client, case, "health_card", 9)

    decided(residence_double, client, case, "residence", 3, "Chủ hộ không đồng ý")

    case.refresh_from_db()
    assert case.state == "PARTLY_DONE"
    assert states(case) == {
        "birth": "DONE", "residence": "REFUSED", "health_card": "DONE", "identity_card": "NOT_STARTED",
    }  # fmt: skip
    assert parts(case)["residence"].reason == "Chủ hộ không đồng ý"


def test_the_identity_card_waits_for_the_residence(place, residence_double, client):
    case = make_case(place, wants_identity_card=True, wants_health_card=False)
    root_to(place, case, "RESULT_READY")
    send_all(now=LATER)
    assert states(case) == {"birth": "DONE", "residence": "WITH_PARTNER", "identity_card": "WAITING"}

    decided(residence_double, client, case, "residence", 9)

    assert states(case)["identity_card"] == "SENDING"


def test_a_death_takes_along_what_the_family_chose(place, residence_double, insurance_double):
    assert set(states(make_case(place, code=DEATH, wants_funeral=False))) == {"death", "residence_deletion"}

    case = make_case(place, code=DEATH, deceased_name="Trần Văn Khác")
    root_to(place, case, "RESULT_READY")
    send_all(now=LATER)

    assert states(case) == {"death": "DONE", "residence_deletion": "WITH_PARTNER", "funeral": "WITH_PARTNER"}


def test_the_same_birth_is_not_filed_twice_but_again_once_the_first_ended(place):
    first = make_case(place)

    with pytest.raises(Refused, match="hồ sơ khác") as refused:
        make_case(place, child_name=CHILD["child_name"].upper())
    assert refused.value.code == "filed-already"

    root_to(place, first, "REFUSED_AT_RECEPTION")
    assert make_case(place).code != first.code


def test_the_same_key_gives_the_same_case(place):
    bundle = queries.bundle_for("3.000722", on=MONDAY.date())
    said = {
        "bundle": bundle, "applicant": place.citizen, "answers": CHILD, "papers": (), "agency": place.agency,
        "commune_code": place.agency.unit_code, "idempotency_key": "once", "delivery": "ONLINE", "now": MONDAY,
    }  # fmt: skip
    given = actions.file_case(place.applicant, **said | {"papers": ()})

    assert actions.file_case(place.applicant, **said) == given


def test_a_citizen_takes_back_what_is_not_done_and_keeps_what_is(place, residence_double, insurance_double, client):
    case = make_case(place)
    root_to(place, case, "RESULT_READY")
    send_all(now=LATER)
    decided(insurance_double, client, case, "health_card", 9)

    actions.withdraw_pending(place.applicant, case, reason="Đăng ký nơi khác", now=LATER)
    send_all(now=LATER)

    assert states(case) == {"birth": "DONE", "residence": "WITHDRAWN", "health_card": "DONE"}
    assert [one["trangThai"] for one in residence_double.dossiers()] == [8]


def test_what_was_done_on_a_wrong_root_is_undone_and_only_a_leader_of_the_place_may_ask(
    place, residence_double, insurance_double, client
):
    case = make_case(place)
    root_to(place, case, "RESULT_READY")
    send_all(now=LATER)
    decided(residence_double, client, case, "residence", 9)

    with pytest.raises(NotAllowed):
        actions.undo_parts(place.officer, case, reason="Khai sai", now=LATER)
    actions.undo_parts(place.leader, case, reason="Giấy chứng sinh giả", now=LATER)
    assert states(case) == {"birth": "DONE", "residence": "UNDOING", "health_card": "UNDOING"}

    send_all(now=LATER)

    case.refresh_from_db()
    assert states(case) == {"birth": "DONE", "residence": "UNDONE", "health_card": "UNDONE"}
    assert case.state == "PARTLY_DONE"


def test_news_after_the_citizen_took_it_back_changes_nothing_and_is_told(place, residence_double, client):
    case = make_case(place, wants_health_card=False)
    root_to(place, case, "RESULT_READY")
    send_all(now=LATER)
    actions.withdraw_pending(place.applicant, case, reason="Thôi", now=LATER)

    decided(residence_double, client, case, "residence", 9)

    assert states(case)["residence"] == "WITHDRAWN"
    assert "life_events.told_too_late" in [kind for kind, _ in sentences(case)]


@pytest.mark.django_db
def test_the_version_of_the_day_is_used_and_the_older_one_stays_known():
    numbers = {b.number: (b.procedure_code, b.valid_to) for b in Bundle.objects.filter(code="birth")}
    assert numbers[1][0] == "2.002621"
    assert queries.bundle_for("2.002621", on=MONDAY.date()) is None
    assert queries.bundle_for("2.002621", on=MONDAY.date().replace(month=8, day=31)).number == 1
    assert queries.bundle_for("3.000722", on=MONDAY.date()).number == 2


def test_several_agencies_work_is_never_one_dossier(place):
    with pytest.raises(Refused, match="từng thủ tục thành phần"):
        make_dossier(place, code="3.000722")


def test_a_citizen_answers_what_the_police_asked_and_it_stays_the_same_dossier_there(place, residence_double, client):
    case = make_case(place, wants_health_card=False)
    root_to(place, case, "RESULT_READY")
    send_all(now=LATER)
    decided(residence_double, client, case, "residence", 5, "Ghi rõ số nhà")
    assert (states(case)["residence"], parts(case)["residence"].reason) == ("NEEDS_APPLICANT", "Ghi rõ số nhà")

    with pytest.raises(Refused, match="Hãy viết"):
        actions.answer_part(place.applicant, case, "residence", answer="  ", now=LATER)
    actions.answer_part(place.applicant, case, "residence", answer="Số 9, ngõ 2", now=LATER)
    send_all(now=LATER)

    assert states(case)["residence"] == "WITH_PARTNER"
    assert [one["trangThai"] for one in residence_double.dossiers()] == [2]
    with pytest.raises(Refused, match="trạng thái"):
        actions.answer_part(place.applicant, case, "residence", answer="Nữa", now=LATER)


def test_the_promise_of_the_whole_stands_still_while_the_root_waits_and_counts_anew_when_it_is_complete(place):
    case = make_case(place)
    root_to(place, case, "IN_PROCESS")
    ask(place.officer, queries.root_dossier(case), now=LATER)
    hear()
    case.refresh_from_db()
    assert case.clock.state == "PAUSED"

    answered = MONDAY + timedelta(days=2)
    part = PartIn("TP02", from_data=True)
    answer_supplement(place.reception, queries.root_dossier(case), parts=[part], note="", now=answered)
    hear()

    case.refresh_from_db()
    assert case.clock.state == "RUNNING"
    assert f"{case.clock.due_at.astimezone(MONDAY.tzinfo):%d/%m/%Y}" == "30/11/2026"
