"""The pages of figures: open to everybody, honest about their age, rows only for those who may see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.ground.people.models import Account


@pytest.fixture
def visitor(lived, time_machine) -> Client:
    """Somebody from the street, a minute after the pull."""
    time_machine.move_to(lived + timedelta(minutes=1), tick=False)
    return Client()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_everybody_sees_the_figures_with_their_parts(visitor):
    page = text(visitor, reverse("warehouse:index"))

    assert "Hồ sơ giải quyết đúng hạn" in page
    assert "2 trên 2" in page
    assert "số cũ" not in page


def test_a_figure_carries_its_passport(visitor, place):
    page = text(visitor, reverse("warehouse:metric", args=["ADM.ONTIME"]) + f"?don-vi={place.agency.slug}")

    for said in ("Quyết định 766/QĐ-TTg", "Văn phòng UBND tỉnh", "Mẫu số", "25/11/2026", place.agency.name, "[M]"):
        assert said in page, said


def test_a_figure_that_nobody_renewed_is_called_old(visitor, time_machine, lived):
    time_machine.move_to(lived + timedelta(hours=2), tick=False)

    assert "số cũ" in text(visitor, reverse("warehouse:index"))


def test_an_address_that_cannot_be_read_says_so_and_shows_this_month(visitor):
    page = text(visitor, reverse("warehouse:index") + "?ky=1.761")

    assert "Kỳ số liệu viết như" in page
    assert "Tháng 11 năm 2026" in page


def test_the_rows_behind_are_for_officials(visitor, place):
    address = reverse("warehouse:behind", args=["ADM.SOLVED"])
    assert visitor.get(address).status_code == 302

    visitor.force_login(Account.objects.get(pk=place.leader.account_id))
    page = text(visitor, address)

    assert "2; dưới đây là 2 việc bạn được xem trong 2 việc" in page
    assert "2; dưới đây là 2" in text(visitor, address + "?thieu=1")  # nothing is lacking in a plain count
    assert text(visitor, address.replace("SOLVED", "ONTIME") + "?thieu=1").count("queue-row") == 0


@pytest.mark.parametrize(("code", "offers"), [("ADM.ONTIME", True), ("ADM.OVERDUE", False), ("ADM.RECEIVED", False)])
def test_what_is_good_to_lack_is_not_called_lacking(visitor, place, code, offers):
    visitor.force_login(Account.objects.get(pk=place.leader.account_id))

    assert ("thieu=1" in text(visitor, reverse("warehouse:metric", args=[code]))) == offers


def test_an_unknown_metric_is_not_there(visitor):
    assert visitor.get(reverse("warehouse:metric", args=["ADM.NOTHING"])).status_code == 404
