"""Passkeys as the second step of officials."""

from datetime import timedelta

import pytest
import time_machine

from tinhso.ground.people import actions, factors, passkeys, queries
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import NOON, agency, make_official, person_of
from tinhso.ground.people.tests.soft_key import SoftKey

pytestmark = pytest.mark.django_db
SECRET = b"12345678901234567890"
AT = "/tai-khoan/can-bo/khoa-truy-cap/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def hoa(client):
    """Đỗ Thị Hoa, leader, with password and app, signed in."""
    official = make_official(agency(), Role.LEADER, full_name="Đỗ Thị Hoa")
    official.account.set_password("Mua-thu-2026")
    official.account.save()
    before = NOON - timedelta(minutes=5)
    actions.enrol_totp(
        person_of(official), official.account, secret=SECRET, code=factors.code_at(SECRET, before), now=before
    )
    client.force_login(official.account)
    return official


def add(client, key, code=None):
    orders = client.post(f"{AT}them/", {"name": "Máy ở cơ quan", "code": code or factors.code_at(SECRET, NOON)})
    if orders.status_code != 200:
        return orders
    return client.post(f"{AT}them/xong/", key.create(orders.json()["publicKey"]), content_type="application/json")


def first_step(client, official):
    client.logout()
    client.post(
        "/tai-khoan/can-bo/?next=/tai-khoan/", {"username": official.account.username, "password": "Mua-thu-2026"}
    )


def use(client, key):
    orders = client.post(f"{AT}dung/").json()["publicKey"]
    return client.post(f"{AT}dung/xong/", key.get(orders), content_type="application/json")


def test_a_passkey_added_with_a_code_opens_the_second_step(client, hoa):
    key = SoftKey()
    assert add(client, key).status_code == 200

    first_step(client, hoa)
    assert "Dùng khóa truy cập" in client.get("/tai-khoan/can-bo/ma-xac-thuc/").content.decode()
    landed = use(client, key)

    assert landed.json() == {"to": "/tai-khoan/"}
    assert "Máy ở cơ quan" in client.get("/tai-khoan/").content.decode()


def test_without_a_right_code_no_passkey_is_added(client, hoa):
    refused = add(client, SoftKey(), code="000000")

    assert refused.status_code == 422
    assert "Mã chưa đúng" in refused.json()["problem"]


def test_another_key_another_site_and_a_replayed_answer_are_refused(client, hoa):
    key = SoftKey()
    add(client, key)
    first_step(client, hoa)

    impostor, phished = SoftKey(), SoftKey(origin="https://tinhso.example.org")
    phished.private = key.private
    assert use(client, impostor).status_code == 422
    assert use(client, phished).status_code == 422

    answer = key.get(client.post(f"{AT}dung/").json()["publicKey"])
    client.post(f"{AT}dung/")  # a new challenge
    assert client.post(f"{AT}dung/xong/", answer, content_type="application/json").status_code == 422
    assert client.get("/tai-khoan/").status_code == 302


def test_a_key_whose_count_does_not_grow_is_taken_for_a_copy(client, hoa):
    key = SoftKey()
    add(client, key)
    first_step(client, hoa)
    key.count = 0

    assert "bị sao chép" in use(client, key).json()["problem"]


def test_a_passkey_without_the_password_opens_nothing(client, hoa):
    add(client, SoftKey())
    client.logout()

    assert client.post(f"{AT}dung/").status_code == 422


@pytest.mark.parametrize("rubbish", ["", "[]", '{"id": 7}', '{"response": {"clientDataJSON": "!!"}}'])
def test_rubbish_from_the_browser_is_refused_in_words(client, hoa, rubbish):
    client.post(f"{AT}them/", {"name": "x", "code": factors.code_at(SECRET, NOON)})

    answer = client.post(f"{AT}them/xong/", rubbish, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["problem"] == passkeys.REFUSED


def test_a_passkey_can_be_taken_away_by_its_owner_only(client, hoa):
    add(client, SoftKey())
    passkey = queries.passkeys_of(hoa.account.pk).get()

    client.force_login(make_official(agency(), Role.CLERK).account)
    assert client.post(f"{AT}go/", {"passkey": passkey.pk}).status_code == 404

    client.force_login(hoa.account)
    client.post(f"{AT}go/", {"passkey": passkey.pk})
    assert not queries.passkeys_of(hoa.account.pk).exists()


@pytest.mark.parametrize(("host", "offered"), [("127.0.0.1:8000", False), ("localhost:8000", True), ("dvc.vn", True)])
def test_passkeys_are_offered_where_browsers_allow_them(host, offered):
    assert passkeys.offered_on(host) is offered
