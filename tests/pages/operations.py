"""The operations centre: walls, the map, alerts, shifts, thresholds; empty, wrong and full."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tests.pages.figures import at_work
from tinhso.government.dossiers.tests.factories import OneStop
from tinhso.ground.people.models import Official, Role
from tinhso.insight.ioc import actions
from tinhso.insight.ioc.tests.factories import make_alert, make_threshold, watcher


def watch(album: Album, place: OneStop) -> None:
    """A ward's head before his wall, then the province's office before its own."""
    now = timezone.now()
    ward = at_work(place.leader)
    album.visit(ward, "wall-of-a-ward", reverse("ioc:wall"))
    album.visit(ward, "place", reverse("ioc:place", args=[place.agency.slug]))
    album.visit(
        ward, "place-of-an-entered-figure", reverse("ioc:place", args=[place.agency.slug]) + "?chi-tieu=HLT.INS"
    )
    album.visit(ward, "alerts-none", reverse("ioc:alerts"))
    album.visit(ward, "thresholds-read", reverse("ioc:thresholds"))
    album.visit(ward, "duty-of-others", reverse("ioc:duty"), status=403)
    head = watcher("NB.VP", Role.LEADER, now=now)
    duty = watcher("NB.VP", Role.DIVISION_HEAD, "Đinh Thị Thu Thủy", now=now)
    browser = at_work(head)
    album.visit(browser, "duty-empty", reverse("ioc:duty"))
    _thresholds(album, browser, head, duty)
    make_alert(now=now)
    alert = make_alert(place.agency.pk, now=now - timedelta(hours=3))
    album.visit(browser, "wall", reverse("ioc:wall"))
    album.visit(browser, "wall-large", reverse("ioc:wall") + "?man-hinh=lon")
    album.visit(browser, "domains", reverse("ioc:domains"))
    album.visit(browser, "indicator", reverse("ioc:indicator", args=["ADM.ONTIME"]))
    album.visit(browser, "indicator-without-source", reverse("ioc:indicator", args=["TRF.ACCIDENT"]))
    album.visit(browser, "map", reverse("ioc:map"))
    album.visit(browser, "map-of-districts", reverse("ioc:map") + "?ngay=2024-08-31&cap=huyen")
    album.visit(browser, "map-before-the-record", reverse("ioc:map") + "?ngay=2019-01-01")
    album.visit(browser, "alerts", reverse("ioc:alerts"))
    _alert(album, browser, reverse("ioc:alert", args=[alert.pk]))
    _shifts(album, browser, head, duty)


def _thresholds(album: Album, browser: Client, head, duty) -> None:
    page = reverse("ioc:thresholds")
    now = timezone.now()
    wrong = {"code": "ADM.ONTIME", "green": "80", "red": "90", "margin": "1.761", "least": "", "basis": "",
             "valid_from": "2020-01-01"}  # fmt: skip
    album.visit(browser, "thresholds-wrong", page, says=wrong, status=422)
    crossed = wrong | {"margin": "", "basis": "12/QĐ-UBND", "valid_from": f"{timezone.localdate(now)}"}
    album.visit(browser, "thresholds-crossed", page, says=crossed, status=422)
    one = make_threshold(by=duty, now=now)
    album.visit(browser, "thresholds-proposed", page)
    actions.decide_threshold(head, one, "approve", now=now)
    album.visit(browser, "thresholds", page)


def _alert(album: Album, browser: Client, page: str) -> None:
    album.visit(browser, "alert-new", page)
    browser.post(page, {"verb": "acknowledge"})
    album.visit(browser, "alert-acknowledged", page)
    wrong = {"verb": "task", "title": "", "lead": "NB.SYT", "working_days": "0"}
    album.visit(browser, "alert-task-wrong", page, says=wrong, status=422)
    album.visit(browser, "alert-closed-without-words", page, says={"verb": "close", "words": ""}, status=422)
    browser.post(page, {"verb": "close", "words": "Đã hướng dẫn Bộ phận Một cửa"})
    album.visit(browser, "alert-closed", page)
    album.visit(browser, "alerts-over", reverse("ioc:alerts") + "?xong=1")


def _shifts(album: Album, browser: Client, head, duty) -> None:
    page, now = reverse("ioc:duty"), timezone.now()
    number = Official.objects.get(pk=duty.official_id).staff_number
    shift = actions.plan_shift(
        head, staff_number=number, begins_at=now - timedelta(hours=4), ends_at=now + timedelta(hours=4), now=now
    )
    actions.begin_shift(duty, shift, now=now)
    album.visit(at_work(duty), "duty-mine", page)
    wrong = {"what": "plan", "staff_number": "CB0000", "begins_at": "", "ends_at": ""}
    album.visit(browser, "duty-wrong", page, says=wrong, status=422)
    album.visit(at_work(duty), "duty-without-words", page,
                says={"what": "hand_over", "shift": str(shift.pk), "words": ""}, status=422)  # fmt: skip
    actions.hand_over(duty, shift, words="Theo dõi nguồn số liệu y tế", now=now)
    album.visit(browser, "duty", page)
