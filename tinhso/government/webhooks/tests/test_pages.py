"""Those who run the exchange enter a subscription, read its secret once, and activate, suspend and end it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tinhso.government.webhooks.models import Subscription
from tinhso.ground.base.actors import System
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.models import Account, Role
from tinhso.ground.people.tests.factories import agency, make_official, person_of

pytestmark = pytest.mark.django_db
LIST = "/truc-ket-noi/dang-ky/"


def at_work(*roles):
    client = Client()
    person = person_of(make_official(agency("NB.VP"), *roles), on=timezone.localdate())
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


@pytest.fixture
def program():
    return make_api_client(
        System("test"), name="Phần mềm y tế", agency=agency("NB.SYT"), roles=[Role.CASE_OFFICER], now=timezone.now()
    )[0]


def test_a_subscription_is_entered_activated_given_a_new_secret_and_ended(program, subscriber_double):
    client, double = at_work("CONTROLLER"), subscriber_double
    facts = {"client": program.pk, "address": f"{double.address}/nhan", "kinds": ["dossier.status.v1"],
             "agencies": ["NB.SYT"]}  # fmt: skip

    made = client.post(LIST, facts)
    one = Subscription.objects.get()
    secret = made.context["secret"]
    assert (made.status_code, secret in made.text, one.state) == (201, True, "PENDING")
    double.faults(handshake_wrong=1)
    assert "chưa đồng ý" in client.post(f"{LIST}{one.pk}/activate/", follow=True).text
    assert "Đang nhận" in client.post(f"{LIST}{one.pk}/activate/", follow=True).text
    page = client.get(f"{LIST}{one.pk}/").text
    assert secret not in page and "Sở Y tế" in page and "Trạng thái hồ sơ" in page
    assert secret not in client.post(f"{LIST}{one.pk}/doi-khoa/").text
    assert "Hãy ghi lý do" in client.post(f"{LIST}{one.pk}/end/", follow=True).text
    assert "Đã kết thúc" in client.post(f"{LIST}{one.pk}/end/", {"reason": "Hết hạn"}, follow=True).text
    assert client.post(f"{LIST}{one.pk}/explode/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"client": ""}, "Hãy chọn ứng dụng."),
        ({"client": "0"}, "hết hiệu lực"),
        ({"address": "ftp://a.gov.vn"}, "https đầy đủ"),
        ({"kinds": []}, "ít nhất một loại"),
        ({"agencies": ["XX"]}, "Hãy chọn cơ quan."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(program, changed, said):
    facts = {"client": program.pk, "address": "", "kinds": ["dossier.status.v1"]} | changed
    answer = at_work("CONTROLLER").post(LIST, facts)

    assert (answer.status_code, said in answer.text) == (422, True)
    assert not Subscription.objects.exists()


def test_an_auditor_reads_and_others_do_not_enter(program):
    auditor = at_work("AUDITOR")

    assert "Đăng ký mới" not in auditor.get(LIST).text
    assert auditor.post(LIST, {"client": program.pk, "kinds": ["dossier.status.v1"]}).status_code == 403
    assert at_work("CASE_OFFICER").get(LIST).status_code == 403
    assert Client().get(f"{LIST}luoc-do/dossier.nothing.v1.json").status_code == 404


def test_the_operator_does_the_same_by_a_command(program, capsys):
    secret = StringIO()
    call_command("subscription", "make", "--client", str(program.pk), stdout=secret)
    one = Subscription.objects.get()
    assert (len(secret.getvalue().strip()), one.state) == (43, "ACTIVE")

    call_command("subscription", "suspend", str(one.pk), "--reason", "Bảo trì")
    call_command("subscription", "list")
    assert "tự lấy về\tdossier.status.v1,dossier.promise.v1\tTạm dừng" in capsys.readouterr().out
    call_command("subscription", "activate", str(one.pk))
    with pytest.raises(CommandError):
        call_command("subscription", "activate", str(one.pk))
