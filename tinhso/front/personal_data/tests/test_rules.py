"""What leaves and what is masked, on plain values."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tinhso.front.personal_data.rules import Standing, masked_name, of_somebody, only_own, standing

OWN = {"000900000001", "0912345678", "Trần Thị Mơ"}
NOW = datetime(2026, 11, 23, 12)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("0912345678", "0912345678"),
        ("gọi 0987654321 sau 17 giờ", "gọi •••••••321 sau 17 giờ"),
        ({"child": {"number": "000926000777"}, "own": "000900000001"},
         {"child": {"number": "•••••••••777"}, "own": "000900000001"}),
        (["an@example.com", 5, None], ["•••", 5, None]),
        ("H42.15-261123-0001", "H42.15-261123-0001"),
        ("2026-11-23T08:00:00", "2026-11-23T08:00:00"),
    ],
)  # fmt: skip
def test_numbers_and_addresses_of_others_are_masked_and_ones_own_are_not(said, left):
    assert only_own(said, OWN) == left


def test_of_two_names_only_the_others_is_masked():
    assert of_somebody("Trần Thị Mơ thay mặt Phạm Lợi", OWN) == "Trần Thị Mơ thay mặt P••• L•••"
    assert of_somebody("000926000777", OWN) == "•••••••••777"
    assert masked_name("Đỗ  Mận") == "Đ••• M•••"


def test_a_request_is_late_after_its_moment_and_urgent_a_day_before():
    assert standing(NOW, now=NOW + timedelta(seconds=1)) is Standing.LATE
    assert standing(NOW + timedelta(hours=24), now=NOW) is Standing.TODAY
    assert standing(NOW + timedelta(hours=25), now=NOW) is Standing.IN_TIME
