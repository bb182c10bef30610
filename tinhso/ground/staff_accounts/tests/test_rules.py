"""What a password may be."""

import hashlib

import pytest

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency, make_official
from tinhso.ground.staff_accounts import passwords, rules
from tinhso.ground.staff_accounts.actions import judge

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    """Lê Văn Cần of phường Nam Định."""
    return make_official(agency(), Role.CASE_OFFICER).account


@pytest.mark.parametrize(
    "password",
    [
        "nghe chim hót đầu hè",
        "correct horse battery",
        "khongchuhoakhongso",
        "Nam Định mưa phùn tháng giêng",
        "đ" * 4 + "ộng đất rung cây" + "y" * 44,
    ],
)
def test_length_is_all_that_is_asked_of_what_nobody_guesses(password, account):
    judge(password, account)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("ngắn thôi 1", "ít nhất 12 ký tự"),
        ("x" * 60 + "yz0-kq" * 20, "dài nhất 128 ký tự"),
        ("123456789012", "phổ biến"),
        ("aaaaaaaaaaaaaaaa", "phổ biến"),
        ("Password1234!", "phổ biến"),
        ("dragondragon", "phổ biến"),
        ("qwertyuiop12", "phổ biến"),
        ("levancan2026!!", "tên người"),
        ("UBNDNamDinh@2026", "tên cơ quan"),
        ("Ninh Bình 2026", "tên tỉnh"),
        ("tinhso.motcua.2026", "tên tỉnh"),
    ],
)
def test_what_strangers_try_first_is_refused_and_said_why(password, said, account):
    with pytest.raises(Refused, match=said) as refused:
        judge(password, account)

    assert refused.value.field == "new"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_breached_passwords_are_found_wherever_they_stand_in_the_file(tmp_path, settings, account, ends):
    breached = [f"mật khẩu bị lộ số {number}" for number in range(200)]
    lines = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in breached)
    listed = tmp_path / "pwned.txt"
    listed.write_text(ends.join(f"{line}:{place}" for place, line in enumerate(lines)) + ends, newline="")
    settings.BREACHED_PASSWORDS = str(listed)

    assert all(passwords.is_in(listed, word) for word in breached)
    assert not any(passwords.is_in(listed, f"{word}?") for word in breached)
    with pytest.raises(Refused, match="rò rỉ"):
        judge(breached[7], account)


def test_an_empty_list_holds_nothing_and_a_missing_one_is_no_silent_gap(tmp_path, settings, account):
    (tmp_path / "empty").touch()
    assert not passwords.is_in(tmp_path / "empty", "nghe chim hót đầu hè")

    settings.BREACHED_PASSWORDS = str(tmp_path / "nowhere")
    with pytest.raises(OSError, match="nowhere"):
        judge("nghe chim hót đầu hè", account)


def test_names_are_known_in_every_dress():
    words = rules.guessable(["Ủy ban nhân dân phường Nam Định", "can-bo.tiepnhan"])

    assert {"namdinh", "uybannhandanphuongnamdinh", "tiepnhan"} <= words
    assert rules.of_its_own("Tiếp Nhận ở Nam Định", words) == "o"
