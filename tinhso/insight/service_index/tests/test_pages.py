"""The pages of 766, through HTTP."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse


def test_766_of_today_shows_points_and_range(lived, time_machine):
    time_machine.move_to(lived, tick=False)
    page = Client().get(reverse("service_index:overview")).text

    for said in ("cả bộ nằm giữa", "chưa đo được ở đây", "Việc làm tăng điểm nhiều nhất", "phường Nam Định"):
        assert said in page, said
