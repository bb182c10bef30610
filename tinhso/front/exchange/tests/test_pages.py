"""Those who run the exchange see what hangs, not whom it is about; only a controller sends again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.front.exchange.rules import HIDDEN, masked
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.models import MessageLog, OutboxMessage, Outcome
from tinhso.ground.gateway.tests.letters import letter, post
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import agency, make_citizen, make_official, person_of

pytestmark = pytest.mark.django_db
S = OutboxState
OVERVIEW = "/truc-ket-noi/"


def at_work(*roles):
    client = Client()
    person = person_of(make_official(agency("NB.VP"), *roles), on=timezone.localdate())
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def a_dead_letter():
    post()
    OutboxMessage.objects.update(state=S.DEAD, last_error="HTTP 400 thieu-truong", tries=1)
    return OutboxMessage.objects.get()


def calls(number, partner="residence"):
    now = timezone.now()
    MessageLog.objects.bulk_create(
        MessageLog(partner=partner, operation=f"việc-{place}", purpose="Thử", legal_basis="Thử", subject="",
                   at=now - timedelta(minutes=place), duration_ms=12, outcome=Outcome.DONE)
        for place in range(number)
    )  # fmt: skip


@pytest.mark.parametrize("role", ["CONTROLLER", "AUDITOR"])
def test_controllers_and_auditors_see_dead_letters_first_and_what_waits_behind(role):
    dead = a_dead_letter()
    post(2)
    post(3, lane="life_event:2", partner="insurance")

    page = at_work(role).get(OVERVIEW).text

    assert page.index(reverse("exchange:letter", args=[dead.pk])) < page.index("Nhật ký trao đổi")
    assert "HTTP 400 thieu-truong" in page
    assert "Công an – Đăng ký cư trú" in page
    assert "1 thư chờ phía sau" in at_work(role).get(reverse("exchange:letter", args=[dead.pk])).text


@pytest.mark.parametrize("roles", [["CASE_OFFICER"], ["LEADER", "CLERK"], ["ADMIN"]])
def test_other_officials_do_not_enter(roles):
    dead, client = a_dead_letter(), at_work(*roles)

    assert client.get(OVERVIEW).status_code == 403
    assert client.get(reverse("exchange:letter", args=[dead.pk])).status_code == 403
    assert client.post(reverse("exchange:replay", args=[dead.pk])).status_code == 403


def test_citizens_and_strangers_do_not_enter(client):
    assert client.get(OVERVIEW).status_code == 302
    client.force_login(Account.objects.get(citizen=make_citizen()))
    assert client.get(OVERVIEW).status_code == 403


def test_a_letter_shows_its_codes_and_hides_its_persons():
    dead = a_dead_letter()

    page = at_work("CONTROLLER").get(reverse("exchange:letter", args=[dead.pk])).text

    assert "H42.134-261122-0001" in page
    assert HIDDEN in page
    assert "Nguyễn Văn Bình" not in page
    assert "036196001234" not in page


def test_masking_hides_what_nobody_has_thought_of():
    said = letter(ghiChu="Ông Bình", soLan=3, con=[{"hoTen": "An", "maHoSo": "H42"}], maDonVi="036196001234")

    assert masked(said) == {
        **letter(), "chuHoSo": {"hoTen": HIDDEN, "soDinhDanh": HIDDEN}, "ghiChu": HIDDEN, "soLan": HIDDEN,
        "con": [{"hoTen": HIDDEN, "maHoSo": "H42"}], "maDonVi": HIDDEN,
    }  # fmt: skip
    assert masked({"maHoSo": ["An"]}) == {"maHoSo": [HIDDEN]}


def test_a_controller_sends_a_dead_letter_again_and_the_journal_knows_who():
    dead, client = a_dead_letter(), at_work("CONTROLLER")

    answer = client.post(reverse("exchange:replay", args=[dead.pk]), follow=True)

    assert "Đã đưa thư trở lại làn" in answer.text
    assert OutboxMessage.objects.get().state == S.QUEUED
    assert Entry.objects.get(kind="gateway.replayed").actor_ref.startswith("official:")


def test_an_auditor_reads_but_does_not_send():
    dead, client = a_dead_letter(), at_work("AUDITOR")

    assert "Gửi lại" not in client.get(reverse("exchange:letter", args=[dead.pk])).text
    assert client.post(reverse("exchange:replay", args=[dead.pk])).status_code == 403
    assert OutboxMessage.objects.get().state == S.DEAD


def test_a_letter_that_is_not_dead_is_not_sent_again():
    post()
    number = OutboxMessage.objects.get().pk

    assert at_work("CONTROLLER").post(reverse("exchange:replay", args=[number])).status_code == 409
    assert at_work("CONTROLLER").get(reverse("exchange:letter", args=[number + 1])).status_code == 404


def test_the_log_is_read_page_by_page_and_by_partner():
    calls(60)
    calls(1, partner="insurance")
    client = at_work("AUDITOR")

    first = client.get(OVERVIEW, {"doi-tac": "residence"})
    second = client.get(OVERVIEW, {"doi-tac": "residence", "sau": first.context["page"].next_key})

    seen = [row.operation for answer in (first, second) for row in answer.context["page"].rows]
    assert seen == [f"việc-{place}" for place in range(60)]
    assert second.context["page"].next_key == ""
    assert client.get(OVERVIEW, {"doi-tac": "nobody", "sau": "²~x"}).status_code == 200


def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(django_assert_max_num_queries):
    for number in range(20):
        post(number, lane=f"life_event:{number}")
    OutboxMessage.objects.update(state=S.DEAD)
    calls(50)
    client = at_work("CONTROLLER")

    with django_assert_max_num_queries(16):
        client.get(OVERVIEW)
