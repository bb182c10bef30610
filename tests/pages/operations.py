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
from tinhso.ground.people.tests.factories import agency
from tinhso.infrastructure.cameras import actions as cameras
from tinhso.infrastructure.cameras.actions import Told
from tinhso.infrastructure.cameras.tests.factories import keeper, make_camera, make_right
from tinhso.insight.ioc import actions
from tinhso.insight.ioc.tests.factories import make_alert, make_threshold, watcher
from tinhso.insight.playbooks import actions as playbooks
from tinhso.insight.playbooks.tests.factories import make_draft


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
    _playbooks(album, browser, head, duty)
    _cameras(album, place)


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


def _playbooks(album: Album, browser: Client, head, duty) -> None:
    now = timezone.now()
    album.visit(browser, "playbooks-none", reverse("playbooks:all"))
    album.visit(browser, "playbook-written-wrong", reverse("playbooks:write"), says={"kind": "FIRE"}, status=422)
    one = make_draft(duty, now=now)
    page = reverse("playbooks:playbook", args=[one.pk])
    album.visit(browser, "playbook-head", reverse("playbooks:change", args=[one.pk]))
    wrong = {"verb": "add_step", "text": "", "lead": "", "hours": "x", "contact": "", "source": ""}
    album.visit(browser, "playbook-step-wrong", page, says=wrong, status=422)
    playbooks.move_playbook(duty, one, "propose", now=now)
    album.visit(browser, "playbook-returned-without-words", page, says={"verb": "return", "words": ""}, status=422)
    playbooks.move_playbook(head, one, "approve", now=now)
    album.visit(browser, "playbook", page)
    begin = reverse("playbooks:begin", args=[one.pk])
    album.visit(browser, "playbook-begin", begin)
    late = {"words": "Cháy chợ", "began_at": "31/12/2099 07:30", "everywhere": "all"}
    album.visit(browser, "playbook-begun-too-early", begin, says=late, status=422)
    run = playbooks.begin_run(
        head, one, words="Cháy chợ Rồng", began_at=now - timedelta(hours=3), communes=[agency("NB.C13669")], now=now
    )
    follow = reverse("playbooks:run", args=[run.pk])
    album.visit(browser, "playbook-run", follow)
    skip = {"verb": "skip", "step": str(run.steps.first().pk), "words": ""}
    album.visit(browser, "playbook-step-skipped-without-words", follow, says=skip, status=422)
    album.visit(browser, "wall-with-a-playbook", reverse("ioc:wall"))
    playbooks.move_step(duty, run, run.steps.first(), "tick", words="12 hộ", now=now)
    playbooks.end_run(head, run, lessons="Cần thêm xe thang", now=now)
    album.visit(browser, "playbook-run-over", follow)
    album.visit(browser, "playbooks", reverse("playbooks:all"))


def _cameras(album: Album, place: OneStop) -> None:
    now = timezone.now()
    head = keeper(role=Role.DIVISION_HEAD, name="Vũ Hồng Khôi", now=now)
    leader, writing = at_work(place.leader), at_work(head)
    album.visit(leader, "cameras-none", reverse("cameras:all"))
    wrong = {"owner": place.agency.slug, "link": "http://vms", "unit_code": "37"}
    album.visit(writing, "camera-entered-wrong", reverse("cameras:enter"), says=wrong, status=422)
    one = make_camera(head, place.leader, now=now)
    page = reverse("cameras:camera", args=[one.pk])
    album.visit(leader, "camera-without-a-right", page)
    album.visit(leader, "rights-wrong", reverse("cameras:rights"), says={"staff_number": "CB0000"}, status=422)
    make_right(place.leader, head, now=now)
    album.visit(leader, "rights", reverse("cameras:rights"))
    album.visit(writing, "camera-opened-without-words", page, says={"verb": "open", "reason": ""}, status=422)
    look = cameras.open_camera(head, one, reason="Tai nạn giao thông", now=now)
    album.visit(writing, "camera-opened", f"{page}?luot={look.pk}")
    cameras.hear(head, [Told(one.code, False, now)], now=now)
    album.visit(leader, "cameras", reverse("cameras:all"))
    album.visit(leader, "camera-looks", reverse("cameras:looks"))
