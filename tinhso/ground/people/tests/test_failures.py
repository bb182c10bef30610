"""Failures to sign in: remembered by the database, waits that grow and end, shown to their owner."""

from datetime import timedelta

import pytest
import time_machine

from tinhso.ground.journal.models import Entry
from tinhso.ground.people import actions, factors
from tinhso.ground.people.models import FailedSignIn, Role
from tinhso.ground.people.rules import Patience, network
from tinhso.ground.people.tests.factories import NOON, agency, make_official, person_of

pytestmark = pytest.mark.django_db
PASSWORD, SECRET = "Nghe chim hót đầu hè", b"12345678901234567890"
AWAY = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def can(noon):
    """Lê Văn Cần with password and app."""
    official = make_official(agency(), Role.CASE_OFFICER)
    official.account.set_password(PASSWORD)
    official.account.save()
    before = NOON - timedelta(minutes=5)
    code = factors.code_at(SECRET, before)
    actions.enrol_totp(person_of(official), official.account, secret=SECRET, code=code, now=before)
    return official


def try_in(client, official, password="sai", **more):
    there = {"username": official.account.username, "password": password}
    return client.post("/tai-khoan/can-bo/?next=/tai-khoan/phien-dang-nhap/", there, **more)


def fail(client, official, times, **more):
    return [try_in(client, official, **more) for _ in range(times)][-1]


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 0), (4, 0), (5, 15), (9, 15), (10, 30), (15, 60), (20, 60), (5000, 60)]
)
def test_the_wait_doubles_round_by_round_and_has_an_end(failures, minutes):
    assert Patience(5, 15, 60, 24).wait_after(failures) == timedelta(minutes=minutes)


def test_each_round_waits_longer_and_a_day_later_all_is_forgotten(client, can, noon):
    for said, minutes in (("sau 15 phút", 15), ("sau 30 phút", 30), ("sau 60 phút", 60), ("sau 60 phút", 60)):
        assert said in fail(client, can, 5).content.decode()
        noon.shift(timedelta(minutes=minutes, seconds=1))

    assert try_in(client, can, PASSWORD).status_code == 302
    noon.shift(timedelta(days=1))
    assert fail(client, can, 4).status_code == 422


def test_while_one_must_wait_nothing_is_tried_and_nothing_counts(client, can):
    fail(client, can, 9)

    assert FailedSignIn.objects.count() == 5


def test_who_comes_in_is_forgiven_but_still_told(client, can, noon):
    fail(client, can, 4)
    try_in(client, can, PASSWORD)
    client.post("/tai-khoan/can-bo/ma-xac-thuc/", {"code": factors.code_at(SECRET, NOON)})

    page = client.get("/tai-khoan/phien-dang-nhap/").content.decode()
    assert page.count("Sai mật khẩu") == 4
    assert not FailedSignIn.objects.filter(is_forgiven=False).exists()


def test_many_networks_slow_each_other_but_not_the_owner_where_he_is_known(client, can, settings):
    settings.SIGN_IN_PATIENCE = settings.SIGN_IN_PATIENCE | {"name": (6, 5, 30, 24)}
    at_desk = {"REMOTE_ADDR": "198.51.100.7"}
    try_in(client, can, PASSWORD, **at_desk)
    client.post("/tai-khoan/can-bo/ma-xac-thuc/", {"code": factors.code_at(SECRET, NOON)}, **at_desk)
    for place in range(6):
        fail(type(client)(), can, 1, REMOTE_ADDR=f"203.0.113.{place + 20}")

    assert try_in(type(client)(), can, PASSWORD, **AWAY).status_code == 429
    assert try_in(type(client)(), can, PASSWORD, **at_desk).status_code == 302


def test_one_network_that_tries_many_names_waits_whatever_the_name(client, can, settings):
    settings.SIGN_IN_PATIENCE = settings.SIGN_IN_PATIENCE | {"network": (6, 10, 60, 24)}
    for place in range(6):
        client.post("/tai-khoan/can-bo/", {"username": f"khong-ai-{place}", "password": "sai"}, **AWAY)

    assert try_in(client, can, PASSWORD, **AWAY).status_code == 429
    assert try_in(client, can, PASSWORD).status_code == 302


def test_an_office_of_the_new_internet_is_one_network():
    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::"
    assert (network("203.0.113.9"), network("")) == ("203.0.113.9", "")


def test_the_journal_hears_of_a_wait_and_not_of_each_slip(client, can):
    fail(client, can, 4)
    assert not Entry.objects.filter(kind="people.sign_in_held_up").exists()

    fail(client, can, 1)
    assert Entry.objects.get(kind="people.sign_in_held_up").facts["who"] == can.ref


def test_what_was_typed_as_a_name_is_not_kept(client, noon):
    client.post("/tai-khoan/can-bo/", {"username": "Mat khau cua toi", "password": "x"})

    kept = FailedSignIn.objects.get()
    assert kept.account is None
    assert b"khau" not in bytes(kept.name_hash)


def test_failures_are_forgotten_when_their_time_is_over(client, can, noon, settings):
    fail(client, can, 1)
    actions.forget_what_expired(now=NOON + timedelta(days=settings.FAILED_SIGN_IN_DAYS - 1))
    assert FailedSignIn.objects.exists()

    actions.forget_what_expired(now=NOON + timedelta(days=settings.FAILED_SIGN_IN_DAYS + 1))
    assert not FailedSignIn.objects.exists()


def test_who_administers_others_is_asked_again_sooner(client, noon, settings):
    def age(role):
        official = make_official(agency(), role)
        official.account.set_password(PASSWORD)
        official.account.save()
        there = type(client)()
        try_in(there, official, PASSWORD)
        return there.session.get_expiry_age()

    assert age(Role.ADMIN) == settings.SESSION_TERMS["administrator"][0] < age(Role.CASE_OFFICER)
