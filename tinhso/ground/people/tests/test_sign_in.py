"""Officials come in with two steps; sessions are listed, ended, and cheap."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from tinhso.ground.people import actions, factors
from tinhso.ground.people.models import Role, SecondFactor, SignIn
from tinhso.ground.people.tests.conftest import secret_on
from tinhso.ground.people.tests.factories import NOON, agency, make_citizen, make_official, person_of

pytestmark = pytest.mark.django_db
PASSWORD = "Mua-xuan-2026"
SECRET = b"12345678901234567890"


@pytest.fixture
def can():
    """Lê Văn Cần, case officer, with a password and no second factor yet."""
    official = make_official(agency(), Role.CASE_OFFICER)
    official.account.set_password(PASSWORD)
    official.account.save()
    return official


@pytest.fixture
def enrolled(can):
    """Cần with his authenticator app; ten recovery codes in `codes`."""
    code = factors.code_at(SECRET, NOON - timedelta(minutes=5))
    can.codes = actions.enrol_totp(
        person_of(can), can.account, secret=SECRET, code=code, now=NOON - timedelta(minutes=5)
    )
    return can


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def first_step(client, official, password=PASSWORD, **more):
    return client.post(
        "/tai-khoan/can-bo/?next=/tai-khoan/phien-dang-nhap/",
        {"username": official.account.username, "password": password},
        **more,
    )


def second_step(client, code):
    return client.post("/tai-khoan/can-bo/ma-xac-thuc/", {"code": code})


def test_password_then_code_leads_where_the_official_was_going(client, enrolled, noon):
    assert first_step(client, enrolled)["Location"] == "/tai-khoan/can-bo/ma-xac-thuc/"
    assert client.get("/tai-khoan/").status_code == 302  # not in yet

    landed = second_step(client, factors.code_at(SECRET, NOON))

    assert landed["Location"] == "/tai-khoan/phien-dang-nhap/"
    assert "Lê Văn Cần" in client.get("/tai-khoan/").content.decode()


def test_a_code_is_good_once(client, enrolled, noon):
    code = factors.code_at(SECRET, NOON)
    first_step(client, enrolled)
    second_step(client, code)
    client.post("/tai-khoan/dang-xuat/")

    first_step(client, enrolled)

    assert second_step(client, code).status_code == 422


def test_the_clock_of_a_telephone_may_be_a_step_off_but_not_two(enrolled):
    for minutes, right in ((-0.5, True), (1, False)):
        code = factors.code_at(SECRET, NOON + timedelta(minutes=minutes))
        assert actions.spend_code(enrolled.account, code=code, now=NOON) is right


def test_a_recovery_code_stands_in_once(client, enrolled, noon):
    first_step(client, enrolled)
    assert second_step(client, enrolled.codes[0].upper()).status_code == 302
    client.post("/tai-khoan/dang-xuat/")

    first_step(client, enrolled)
    assert second_step(client, enrolled.codes[0]).status_code == 422


def test_the_first_step_lasts_five_minutes(client, enrolled, noon):
    first_step(client, enrolled)
    noon.shift(301)

    assert second_step(client, factors.code_at(SECRET, timezone.now()))["Location"] == "/tai-khoan/can-bo/"


def test_without_a_second_factor_an_official_gets_no_further_than_enrolment(client, can):
    assert first_step(client, can)["Location"].startswith("/tai-khoan/can-bo/xac-thuc-hai-lop/")
    for page in ("/tai-khoan/", "/tai-khoan/phien-dang-nhap/", "/"):
        assert client.get(page)["Location"] == "/tai-khoan/can-bo/xac-thuc-hai-lop/"
    assert client.get("/api/dossiers").status_code == 401  # a session opens nothing there


def test_enrolment_shows_a_qr_code_takes_a_right_code_and_gives_ten_recovery_codes(client, can):
    first_step(client, can)
    page = client.get("/tai-khoan/can-bo/xac-thuc-hai-lop/").content.decode()
    secret = __import__("base64").b32decode(secret_on(page))

    wrong = client.post("/tai-khoan/can-bo/xac-thuc-hai-lop/", {"code": "000000"})
    assert (wrong.status_code, secret_on(wrong.content.decode())) == (422, secret_on(page))
    assert "<svg" in page

    right = client.post("/tai-khoan/can-bo/xac-thuc-hai-lop/", {"code": factors.code_at(secret, timezone.now())})

    assert right.content.decode().count("<li><code>") == 10
    assert client.get("/tai-khoan/").status_code == 200


def test_a_stolen_session_cannot_change_the_second_factor(client, enrolled):
    client.force_login(enrolled.account)
    page = client.get("/tai-khoan/can-bo/xac-thuc-hai-lop/").content.decode()
    code = factors.code_at(__import__("base64").b32decode(secret_on(page)), timezone.now())

    answer = client.post("/tai-khoan/can-bo/xac-thuc-hai-lop/", {"code": code, "current": "123456"})

    assert answer.status_code == 422
    assert actions.spend_code(enrolled.account, code=factors.code_at(SECRET, NOON), now=NOON)


def test_five_wrong_passwords_lock_with_one_sentence_that_says_how_long(client, can, noon):
    for _ in range(5):
        page = first_step(client, can, "sai-mat-khau")
    assert page.status_code == 429
    assert "hãy thử lại sau 15 phút (lúc 12:15)" in page.content.decode()

    noon.shift(60)
    assert "sau 14 phút" in first_step(client, can).content.decode()  # not even with the right one

    noon.shift(15 * 60)
    assert first_step(client, can).status_code == 302


def test_the_answer_never_tells_whether_a_name_exists(client, can, noon):
    def said(name):
        answers = [client.post("/tai-khoan/can-bo/", {"username": name, "password": "sai"}) for _ in range(6)]
        return [
            (a.status_code, a.content.decode().split("<main")[1].replace(name, "").split("csrfmiddleware")[0])
            for a in answers
        ]

    assert said("khong-co-ai") == said(can.account.username)


def test_a_stranger_elsewhere_cannot_lock_an_official_out(client, can):
    for _ in range(6):
        first_step(client, can, "sai", REMOTE_ADDR="203.0.113.9")

    assert first_step(client, can).status_code == 302


def test_wrong_codes_lock_the_second_step_from_everywhere(client, enrolled, noon):
    first_step(client, enrolled)
    for _ in range(5):
        answer = second_step(client, "000000")
    assert answer.status_code == 429

    elsewhere = type(client)(REMOTE_ADDR="203.0.113.10")
    first_step(elsewhere, enrolled)
    assert second_step(elsewhere, factors.code_at(SECRET, NOON)).status_code == 429


def test_a_citizen_has_no_password(client):
    mo = make_citizen()
    mo.account.set_password(PASSWORD)
    mo.account.save()

    assert client.post("/tai-khoan/can-bo/", {"username": mo.account.username, "password": PASSWORD}).status_code == 422


def test_secrets_are_not_stored_in_the_clear(enrolled):
    stored = [bytes(secret) for secret in SecondFactor.objects.values_list("secret", flat=True)]

    assert not any(SECRET in secret for secret in stored)
    assert not any(code.replace("-", "").encode() in secret for code in enrolled.codes for secret in stored)


def test_recovery_codes_are_hashed_slowly_with_a_salt_and_old_ones_still_open(enrolled):
    account, codes = enrolled.account, enrolled.codes
    rows = SecondFactor.objects.filter(account=account, kind="RECOVERY")
    salts = {bytes(row.secret)[: factors.SALT] for row in rows}
    assert len(salts) == 1 and {len(bytes(row.secret)) for row in rows} == {factors.SALT + 32}

    rows.filter(pk=rows.first().pk).update(secret=hashlib.sha256(b"abcde23456").digest())
    assert actions.spend_code(account, code="ABCDE-23456", now=NOON)
    assert actions.spend_code(account, code=codes[5].upper(), now=NOON)
    assert not actions.spend_code(account, code=codes[5], now=NOON)


def sign_in_with(client, official, at):
    first_step(client, official)
    second_step(client, factors.code_at(SECRET, at))


def test_sessions_are_listed_with_their_device_and_can_be_ended(client, enrolled, noon):
    phone = type(client)(
        HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile", REMOTE_ADDR="203.0.113.4"
    )
    sign_in_with(phone, enrolled, NOON)
    noon.shift(120)
    sign_in_with(client, enrolled, NOON + timedelta(minutes=2))

    page = client.get("/tai-khoan/phien-dang-nhap/").content.decode()
    assert "Chrome trên Android" in page and "203.0.113.4" in page and "12:00, 23/11/2026" in page
    assert phone.session.session_key not in page  # the key would open the session

    handle = SignIn.objects.get(device="Chrome trên Android").handle
    assert client.post("/tai-khoan/phien-dang-nhap/ket-thuc/", {"handle": handle}).status_code == 302
    assert phone.get("/tai-khoan/").status_code == 302
    assert client.get("/tai-khoan/").status_code == 200


def test_all_other_sessions_end_at_once_and_nobody_elses(client, enrolled, noon):
    others = [type(client)() for _ in range(2)]
    stranger = type(client)()
    stranger.force_login(make_citizen().account)
    for browser in (*others, client):
        sign_in_with(browser, enrolled, timezone.now())
        noon.shift(60)

    client.post("/tai-khoan/phien-dang-nhap/ket-thuc/")

    assert [browser.get("/tai-khoan/").status_code for browser in (*others, client, stranger)] == [302, 302, 200, 200]


def test_someone_elses_session_cannot_be_ended(client, enrolled, noon):
    mine = type(client)()
    sign_in_with(mine, enrolled, NOON)
    client.force_login(make_citizen().account)

    assert (
        client.post("/tai-khoan/phien-dang-nhap/ket-thuc/", {"handle": SignIn.objects.get().handle}).status_code == 404
    )


def test_a_page_costs_two_questions_before_its_own_and_no_write(client, enrolled, noon, django_assert_num_queries):
    sign_in_with(client, enrolled, NOON)

    with django_assert_num_queries(4) as asked:  # session, who it is; then the page's own lists
        client.get("/tai-khoan/phien-dang-nhap/")

    assert not [q["sql"] for q in asked.captured_queries if not q["sql"].startswith("SELECT")]


def test_last_seen_is_honest_to_five_minutes(client, enrolled, noon):
    sign_in_with(client, enrolled, NOON)
    noon.shift(301)

    client.get("/tai-khoan/")

    assert SignIn.objects.get().seen_at == NOON + timedelta(seconds=301)


def test_an_expired_session_in_mid_form_comes_back_to_the_page_of_the_form(client):
    answer = client.post("/tai-khoan/phien-dang-nhap/ket-thuc/", HTTP_REFERER="http://testserver/nop-ho-so/17/2/?x=1")
    assert answer["Location"] == "/tai-khoan/dang-nhap/?next=%2Fnop-ho-so%2F17%2F2%2F%3Fx%3D1"

    by_htmx = client.get("/tai-khoan/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/ho-so/1/"})
    assert (by_htmx.status_code, by_htmx["HX-Redirect"]) == (204, "/tai-khoan/dang-nhap/?next=%2Fho-so%2F1%2F")

    elsewhere = client.post("/tai-khoan/phien-dang-nhap/ket-thuc/", HTTP_REFERER="https://evil.example/x")
    assert elsewhere["Location"] == "/tai-khoan/dang-nhap/?next=%2F"


def test_a_demo_official_signs_in_with_what_the_command_prints(client, capsys):
    call_command("demo_accounts")
    printed = capsys.readouterr().out
    row = next(line for line in printed.splitlines() if " tiepnhan.namdinh " in line)
    password = printed.split("Mật khẩu: ")[1].split()[0]

    client.post("/tai-khoan/can-bo/", {"username": "tiepnhan.namdinh", "password": password})
    landed = second_step(client, row.split()[-1])

    assert landed.status_code == 302
    assert "Công chức tiếp nhận hồ sơ" in client.get("/tai-khoan/").content.decode()


def test_sessions_that_ran_out_are_forgotten_and_running_ones_are_not(client, enrolled, noon):
    gone = type(client)()
    sign_in_with(gone, enrolled, NOON)
    noon.shift(9 * 3600)
    sign_in_with(client, enrolled, NOON + timedelta(hours=9))

    ended, _ = actions.forget_what_expired(now=timezone.now())

    assert (ended, SignIn.objects.count()) == (1, 1)


def test_a_stolen_table_of_recovery_codes_is_searched_slowly(cost_of_codes):
    """OWASP's password storage cheat sheet: Argon2id with no less than 19 MiB and two rounds."""
    assert cost_of_codes["memory_cost"] >= 19 * 1024
    assert cost_of_codes["time_cost"] >= 2
