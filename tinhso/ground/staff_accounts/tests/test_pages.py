"""Passwords changed, set by a link, forgotten; sessions ended by an administrator."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from tinhso.ground.journal.models import Entry
from tinhso.ground.people import actions as people
from tinhso.ground.people import factors
from tinhso.ground.people.models import Account, Role, SignIn
from tinhso.ground.people.tests.factories import NOON, agency, make_official, person_of
from tinhso.ground.staff_accounts.models import Invitation

pytestmark = pytest.mark.django_db
OLD, NEW = "Nghe chim hót đầu hè", "sương tan trên bến vắng"
SECRET = b"12345678901234567890"
CHANGE, SET = "/tai-khoan/can-bo/mat-khau/", "/tai-khoan/can-bo/dat-mat-khau/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def can():
    """Lê Văn Cần of phường Nam Định, with password and app."""
    official = make_official(agency(), Role.CASE_OFFICER)
    official.account.set_password(OLD)
    official.account.save()
    before = NOON - timedelta(minutes=5)
    code = factors.code_at(SECRET, before)
    people.enrol_totp(person_of(official), official.account, secret=SECRET, code=code, now=before)
    return official


@pytest.fixture
def admin(client):
    """The administrator of phường Nam Định, signed in."""
    official = make_official(agency(), Role.ADMIN, full_name="Phạm Thị Quản")
    client.force_login(official.account)
    return official


def enter(browser, official, password=OLD):
    browser.post("/tai-khoan/can-bo/", {"username": official.account.username, "password": password})
    made = factors.code_at(SECRET, NOON)
    return browser.post("/tai-khoan/can-bo/ma-xac-thuc/", {"code": made})


def change(browser, old=OLD, new=NEW, again=None):
    return browser.post(CHANGE, {"old": old, "new": new, "again": new if again is None else again})


def link_in(page):
    return re.search(r"http://testserver(/tai-khoan/can-bo/thu-moi/[^/]+/)<", page.content.decode())[1]


def invited(client, official):
    return link_in(client.post(reverse("staff_accounts:invite", args=[official.account.pk])))


def test_a_changed_password_ends_every_other_session_and_renews_this_one(client, can):
    elsewhere = type(client)()
    elsewhere.force_login(can.account)
    people.open_sign_in(can.account, session_key=elsewhere.session.session_key, method="PASSWORD", device="Máy khác",
                        address=None, now=NOON)  # fmt: skip
    enter(client, can)
    before = client.session.session_key

    assert change(client)["Location"] == "/tai-khoan/"

    assert client.get("/tai-khoan/").status_code == 200
    assert client.session.session_key != before
    assert SignIn.objects.get(account=can.account).session_id == client.session.session_key
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert Account.objects.get(pk=can.account.pk).check_password(NEW)
    assert Entry.objects.get(kind="people.password_set").facts == {"who": can.ref, "why": "CHANGED"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "không phải"}, "Mật khẩu đang dùng chưa đúng."),
        ({"again": "khác"}, "Hai lần nhập chưa giống nhau."),
        ({"new": "ngắn"}, "ít nhất 12 ký tự"),
        ({"new": OLD}, "phải khác mật khẩu đang dùng"),
        ({"old": ""}, "Hãy điền ô này."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_changes(client, can, typed, said):
    enter(client, can)

    page = change(client, **typed)

    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert Account.objects.get(pk=can.account.pk).check_password(OLD)


def test_whoever_found_an_open_session_may_not_guess_the_old_password_for_long(client, can):
    enter(client, can)
    for _ in range(5):
        page = change(client, old="đoán mò")

    assert page.status_code == 429
    assert change(client).status_code == 429


def test_a_link_sets_the_password_once_and_the_second_step_stays(client, admin, can):
    link, guest = invited(client, can), type(client)()
    enter(guest, can)  # somebody is signed in with the forgotten one

    visitor = type(client)()
    assert visitor.get(link)["Location"] == SET
    assert "Lê Văn Cần" in visitor.get(SET).content.decode()
    assert visitor.post(SET, {"new": NEW, "again": NEW})["Location"] == "/tai-khoan/can-bo/"

    assert not SignIn.objects.filter(account=can.account).exists()
    first = visitor.post("/tai-khoan/can-bo/", {"username": can.account.username, "password": NEW})
    assert first["Location"] == "/tai-khoan/can-bo/ma-xac-thuc/"
    visitor.get(link)
    assert visitor.get(SET).status_code == 410
    kinds = list(Entry.objects.filter(kind__startswith="staff_accounts").values_list("actor_name", "kind"))
    assert kinds == [("Phạm Thị Quản", "staff_accounts.invitation_made")]


def test_a_link_that_was_replaced_is_over_or_was_invented_opens_nothing(client, admin, can, noon):
    first, second = invited(client, can), invited(client, can)
    visitor = type(client)()

    for link, status in ((first, 410), ("/tai-khoan/can-bo/thu-moi/doan-mo/", 410), (second, 200)):
        visitor.get(link)
        assert visitor.get(SET).status_code == status
    noon.shift(timedelta(hours=72))
    assert visitor.post(SET, {"new": NEW, "again": NEW}).status_code == 410
    assert Account.objects.get(pk=can.account.pk).check_password(OLD)


def test_a_weak_password_does_not_use_up_the_link(client, admin, can):
    visitor = type(client)()
    visitor.get(invited(client, can))

    assert visitor.post(SET, {"new": "Password1234!", "again": "Password1234!"}).status_code == 422
    assert visitor.post(SET, {"new": NEW, "again": NEW}).status_code == 302


def test_the_token_is_kept_as_a_hash_and_shown_once(client, admin, can):
    token = invited(client, can).rstrip("/").rpartition("/")[2]

    assert token.encode() not in bytes(Invitation.objects.get().token_sha256)
    assert token not in client.get(reverse("staff_accounts:account", args=[can.account.pk])).content.decode()


def test_an_administrator_sees_his_agency_and_those_below_and_nobody_else(client, admin, can, settings):
    there = make_official(agency("NB.C14167"), Role.CLERK)
    address = reverse("staff_accounts:account", args=[there.account.pk])

    assert client.get(address).status_code == 404
    assert client.post(reverse("staff_accounts:invite", args=[there.account.pk])).status_code == 404
    assert client.post(reverse("staff_accounts:end_sessions", args=[there.account.pk])).status_code == 404
    shown = client.get("/can-bo/tai-khoan/").content.decode()
    assert "Lê Văn Cần" in shown and there.account.username not in shown

    settings.ACCOUNTS_AGENCY = agency().slug
    assert client.get(address).status_code == 200


def test_an_administrator_ends_somebodys_sessions(client, admin, can):
    guest = type(client)()
    enter(guest, can)
    page = reverse("staff_accounts:account", args=[can.account.pk])
    assert "Kết thúc mọi phiên" in client.get(page).content.decode()

    assert client.post(reverse("staff_accounts:end_sessions", args=[can.account.pk]))["Location"] == page

    assert guest.get("/tai-khoan/").status_code == 302
    ended = Entry.objects.get(kind="people.sign_ins_ended")
    assert (ended.actor_name, ended.facts) == ("Phạm Thị Quản", {"who": can.ref, "count": 1})


def test_failures_are_shown_to_the_administrator(client, admin, can):
    type(client)().post("/tai-khoan/can-bo/", {"username": can.account.username, "password": "sai"})

    page = client.get(reverse("staff_accounts:account", args=[can.account.pk])).content.decode()
    assert "Sai mật khẩu" in page


def test_nobody_makes_a_link_for_himself(client, admin):
    assert client.post(reverse("staff_accounts:invite", args=[admin.account.pk])).status_code == 403


def test_the_operator_invites_the_first_administrator(client):
    first = make_official(agency(), Role.ADMIN)
    out = StringIO()
    call_command("invite_official", first.account.username, stdout=out)

    client.get(re.search(r"(/tai-khoan/can-bo/thu-moi/\S+)", out.getvalue())[1])
    assert "Đặt mật khẩu lần đầu" in client.get(SET).content.decode()
