"""Officials ask the population database: who may, what is kept, what the citizen reads of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.government.dossiers import actions, rules
from tinhso.government.dossiers.actions.retrieving import ASKING_LASTS, LEGAL_BASIS, PURPOSE
from tinhso.government.dossiers.models import Database, Dossier, Finding, Retrieved
from tinhso.government.dossiers.tests.factories import dossier_in, make_dossier, make_one_stop
from tinhso.government.dossiers.tests.test_concurrency import at_once
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.models import MessageLog, Outcome
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import looks_at
from tinhso.ground.people.tests.factories import make_organisation

NUMBER = "000896000201"  # Trần Thị Mơ, whom the double knows


@pytest.fixture
def today(db):
    """The one-stop as it works now, and a citizen whom the population database knows."""
    place = make_one_stop(on=timezone.now())
    place.citizen.personal_number = NUMBER
    place.citizen.save()
    return place


@pytest.fixture
def dossier(today):
    """A birth that waits for reception; identity papers are replaced by data."""
    return make_dossier(today, now=timezone.now())


def ask(person, dossier, key=None):
    return actions.ask_population(person, dossier, key=key or uuid4(), now=timezone.now())


def signed_in(person):
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def press(person, dossier, key=None, what="look-up"):
    """The button of the dossier's page, and the page to which it leads."""
    where = reverse("dossiers:ask_population", args=[dossier.code])
    return signed_in(person).post(where, {"key": key or uuid4(), "what": what}, follow=True)


def test_what_the_database_said_is_kept_with_the_dossier_and_nothing_else_of_it(today, dossier, population_double):
    asked = ask(today.reception, dossier)

    kept = Retrieved.objects.get()
    assert kept == asked
    assert (kept.outcome, kept.asked_by_id, kept.agency) == (Finding.FOUND, today.reception.official_id, today.agency)
    assert kept.facts == {
        "full_name": "Trần Thị Mơ", "born": "1996-05-14", "sex": "FEMALE", "commune_code": "13669",
        "commune": "Phường Nam Định",
    }  # fmt: skip
    assert kept.differences == {}
    sent = population_double.asked()[-1]
    assert sent["MaYeuCau"] == f"H42-{kept.asked_at.astimezone(VIETNAM):%Y%m%d}-{kept.pk:06}"
    assert sent["MaDVC"] == dossier.procedure_version.procedure.code


def test_the_parts_that_it_replaces_carry_the_moment_of_the_snapshot(today, dossier, population_double):
    asked = ask(today.reception, dossier)

    replaced = dossier.parts.filter(source=Database.POPULATION.label)
    assert replaced.count() > 0
    assert {part.retrieved_at for part in replaced} == {asked.asked_at}


def test_the_call_is_logged_with_purpose_law_dossier_and_officer_and_without_the_person(
    today, dossier, population_double
):
    ask(today.reception, dossier)

    call = MessageLog.objects.get(partner="population")
    assert (call.purpose, call.legal_basis, call.subject) == (PURPOSE, LEGAL_BASIS, dossier.subject)
    assert (call.outcome, call.detail) == (Outcome.DONE, f"{today.reception.ref} tìm thấy")
    told = str([Entry.objects.get(kind="dossiers.data_retrieved").facts, call.__dict__])
    assert NUMBER not in told and "Trần Thị Mơ" not in told


def test_the_citizen_reads_who_looked_and_for_which_dossier(today, dossier, population_double):
    ask(today.reception, dossier)

    (look,) = looks_at(today.citizen.pk)
    assert (look.who, look.purpose, look.subject) == ("Nguyễn Thị Lan", PURPOSE, dossier.subject)
    page = signed_in(today.applicant).get("/tai-khoan/ai-da-xem/").text
    assert page.count(dossier.code) >= 2  # the look, and the call to the database
    assert "Cơ sở dữ liệu quốc gia về dân cư" in page and LEGAL_BASIS in page
    own = signed_in(today.applicant).get(f"/ho-so/{dossier.code}/").text
    assert "Dữ liệu cơ quan đã khai thác về bạn" in own and today.agency.name in own
    assert "Nguyễn Thị Lan" not in own.partition("Dữ liệu cơ quan đã khai thác về bạn")[2].partition("</section>")[0]


def test_another_citizen_reads_nothing_of_it(today, dossier, population_double):
    ask(today.reception, dossier)
    stranger = make_one_stop("NB.C14167", on=timezone.now()).applicant

    assert dossier.code not in signed_in(stranger).get("/tai-khoan/ai-da-xem/").text


def test_what_differs_is_said_beside_the_part_that_the_database_replaces(today, dossier, population_double):
    today.citizen.birth_date = date(1996, 5, 4)
    today.citizen.sex = "MALE"
    today.citizen.save()

    page = press(today.reception, dossier)

    assert Retrieved.objects.get().differences == {"born": "1996-05-04", "sex": "MALE"}
    parts = page.text.partition('id="thanh-phan"')[2].partition("</section>")[0]
    for text in (page.text, parts):
        said = " ".join(text.split())
        assert "ngày sinh (hồ sơ ghi 04/05/1996, cơ sở dữ liệu ghi 14/05/1996); giới tính (hồ sơ ghi Nam," in said
    assert "có điểm khác với hồ sơ" in page.text
    assert NUMBER not in page.text


def test_a_number_that_nobody_has_is_not_found(today, population_double):
    today.citizen.personal_number = "000896000999"
    today.citizen.save()

    page = press(today.reception, make_dossier(today, now=timezone.now()))

    assert Retrieved.objects.get().outcome == Finding.NOT_FOUND
    assert "không có người mang số định danh này" in page.text


@pytest.mark.parametrize("fault", ["error_500", "garbage", "wrong_person", "half_an_answer"])
def test_a_database_that_fails_is_said_honestly_and_nothing_is_lost(today, dossier, population_double, fault):
    population_double.faults(**{fault: 1})

    page = press(today.reception, dossier)

    assert page.status_code == 200
    assert "Chưa hỏi được cơ sở dữ liệu dân cư. Hồ sơ vẫn nguyên" in page.text
    assert (Retrieved.objects.get().outcome, Retrieved.objects.get().facts) == (Finding.UNAVAILABLE, {})
    assert MessageLog.objects.get(partner="population").outcome == Outcome.UNAVAILABLE
    assert ask(today.reception, dossier).outcome == Finding.FOUND


def test_a_database_that_is_down_is_an_outcome_too(today, dossier, settings):
    settings.PARTNERS = settings.PARTNERS | {"population": "http://127.0.0.1:9"}

    assert ask(today.reception, dossier).outcome == Finding.UNAVAILABLE
    assert len(looks_at(today.citizen.pk)) == 1


def test_a_rejected_question_is_kept_in_the_log_as_rejected(today, dossier, population_double, settings):
    settings.POPULATION = settings.POPULATION | {"secret": "wrong"}

    assert ask(today.reception, dossier).outcome == Finding.UNAVAILABLE
    call = MessageLog.objects.get(partner="population")
    assert (call.outcome, call.detail) == (Outcome.REJECTED, f"{today.reception.ref} SOAP Client.Authentication")


@pytest.mark.parametrize(("name", "outcome"), [("Trần Thị Mơ", Finding.VERIFIED), ("Lê Thị Lạ", Finding.NOT_VERIFIED)])
def test_to_verify_asks_whether_they_belong_together_and_keeps_nothing_else(today, population_double, name, outcome):
    today.citizen.full_name = name
    today.citizen.save()
    dossier = make_dossier(today, now=timezone.now())
    page = press(today.reception, dossier, what="verify")

    kept = Retrieved.objects.get()
    assert (kept.outcome, kept.facts, kept.differences) == (outcome, {}, {})
    assert kept.outcome_label in page.text
    assert population_double.asked()[-1]["operation"] == "XacThucThongTinCongDan"
    assert PURPOSE in {look.purpose for look in looks_at(today.citizen.pk)}


def test_pressing_twice_asks_once(today, dossier, population_double):
    before, key = len(population_double.asked()), uuid4()

    first, second = ask(today.reception, dossier, key), ask(today.reception, dossier, key)

    assert first == second
    assert len(population_double.asked()) == before + 1
    assert len(looks_at(today.citizen.pk)) == 1


def test_while_one_waits_for_the_answer_nobody_asks_again(today, dossier, population_double):
    asked = ask(today.reception, dossier)
    Retrieved.objects.update(outcome=Finding.ASKING, facts={})

    with pytest.raises(Refused) as said:
        ask(today.reception, dossier)
    assert said.value.code == "being-asked"
    Retrieved.objects.update(asked_at=timezone.now() - ASKING_LASTS)
    assert ask(today.reception, dossier).outcome == Finding.FOUND
    assert Retrieved.objects.get(pk=asked.pk).outcome == Finding.UNAVAILABLE


@pytest.mark.parametrize(
    "role", ["HEAD_OF_ONE_STOP", "DIVISION_HEAD", "CASE_OFFICER", "LEADER", "CLERK", "RESULT_OFFICER"]
)
def test_at_reception_only_the_reception_may_ask(today, dossier, role):
    somebody = today.in_role(role)

    with pytest.raises(NotAllowed):
        ask(somebody, dossier)
    where = reverse("dossiers:ask_population", args=[dossier.code])
    page = signed_in(somebody).get(reverse("dossiers:show", args=[dossier.code]))
    assert where not in page.text
    assert press(somebody, dossier).status_code == 403
    assert not Retrieved.objects.exists() and not MessageLog.objects.filter(partner="population").exists()


def test_the_case_officer_asks_while_the_dossier_is_his(today, population_double):
    mine = dossier_in(today, "IN_PROCESS", now=timezone.now() - timedelta(hours=1))

    with pytest.raises(NotAllowed):
        ask(today.reception, mine)
    assert ask(today.officer, mine).outcome == Finding.FOUND


def test_nobody_asks_about_a_dossier_that_has_ended(today):
    ended = dossier_in(today, "RETURNED", now=timezone.now() - timedelta(hours=2))

    for role in ("RECEPTION", "CASE_OFFICER", "RESULT_OFFICER"):
        with pytest.raises(NotAllowed):
            ask(today.in_role(role), ended)


def test_strangers_citizens_and_programs_do_not_reach_the_question(today, dossier):
    elsewhere = make_one_stop("NB.C14167", on=timezone.now())
    program = Person(name="Phần mềm", client_id=1, posts=today.reception.posts)

    assert press(elsewhere.reception, dossier).status_code == 404
    assert press(today.applicant, dossier).status_code == 403
    for somebody in (elsewhere.reception, program, today.applicant):
        with pytest.raises(NotAllowed):
            ask(somebody, dossier)
    assert signed_in(today.reception).get(reverse("dossiers:ask_population", args=[dossier.code])).status_code == 405


def test_a_key_of_another_dossier_and_a_key_that_is_none_are_refused(today, dossier, population_double):
    key = uuid4()
    ask(today.reception, dossier, key)

    with pytest.raises(NotVisible):
        ask(today.reception, make_dossier(today, now=timezone.now()), key)
    assert press(today.reception, dossier, key="x").status_code == 409


def test_who_asks_too_often_is_refused_in_one_sentence(today, dossier, population_double, settings):
    settings.POPULATION_HOURLY = 2
    first = ask(today.reception, dossier)
    ask(today.reception, dossier)

    page = press(today.reception, dossier)
    assert page.status_code == 409
    assert "Bạn đã khai thác dữ liệu dân cư 2 lần trong một giờ qua" in page.text
    Retrieved.objects.filter(pk=first.pk).update(asked_at=timezone.now() - timedelta(minutes=61))
    assert ask(today.reception, dossier).outcome == Finding.FOUND


def test_of_an_applicant_without_number_or_birth_nothing_is_asked(today):
    today.citizen.birth_date = None
    today.citizen.save()
    with pytest.raises(Refused) as said:
        ask(today.reception, make_dossier(today, now=timezone.now()))
    assert said.value.code == "birth-unknown"

    of_company = make_dossier(
        today, now=timezone.now(), applicant=make_organisation(represented_by=today.citizen, since=date(2024, 1, 1))
    )
    with pytest.raises(NotAllowed):
        ask(today.reception, of_company)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trịnh Công Hòa", "TRỊNH CÔNG HOÀ", True),
        ("Trần  Thị Mơ", "trần thị mơ", True),
        ("Trần Thị Mơ", "Trần Thị Mờ", False),
        ("Trần Thị Mơ", "Tran Thi Mo", False),
    ],
)
def test_the_place_of_a_tone_makes_no_other_name_but_the_tone_does(one, other, same):
    assert rules.is_same_name(one, other) is same


@pytest.mark.parametrize(
    ("number", "year"), [("036196001234", 1996), ("036204001234", 2004), ("036299001234", None), ("012345678", None)]
)
def test_a_personal_number_tells_the_year_of_birth(number, year):
    assert rules.birth_year_in(number, on=date(2026, 11, 23)) == year


def test_a_year_alone_does_not_differ_from_a_day_in_it():
    given = {"full_name": "A", "born": "1938-01-02", "sex": "", "commune": "X"}

    assert rules.differences(given, {"full_name": "A", "born": "1938", "sex": "MALE", "commune": ""}) == {}


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_ask_once(population_double):
    place = make_one_stop(on=timezone.now())
    place.citizen.personal_number = NUMBER
    place.citizen.save()
    dossier, key, before = make_dossier(place, now=timezone.now()), uuid4(), len(population_double.asked())
    population_double.faults(slow=0.3)

    pressed = at_once(lambda _: ask(place.reception, Dossier.objects.get(pk=dossier.pk), key).pk, 2)
    rows = set(pressed)
    assert len(rows) == 1
    assert len(population_double.asked()) == before + 1
