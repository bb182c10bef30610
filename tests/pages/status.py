"""What everybody reads of our services, and what operators read of the house: nothing yet, trouble, plans."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from tests.pages.album import Album
from tests.pages.officials import at_work
from tinhso.front.status import actions
from tinhso.front.status.rules import GOOD, SERVICES, Finding, Standing
from tinhso.ground.base.actors import System
from tinhso.ground.people.tests.factories import agency, make_official, person_of

CLOCK = System("status")


def tell(album: Album, somebody: Client) -> None:
    """The public page in each mood, then the operators'."""
    now, page = timezone.now(), reverse("status:public")
    album.visit(somebody, "status-nothing-yet", page)
    good = dict.fromkeys(SERVICES, GOOD)
    actions.keep_findings(CLOCK, good, now=now - timedelta(hours=2))
    album.visit(somebody, "status-stale", page)
    actions.keep_findings(CLOCK, good, now=now - timedelta(seconds=30))
    album.visit(somebody, "status-good", page)
    lua = person_of(make_official(agency("NB.VP"), "CONTROLLER"), on=timezone.localdate())
    actions.announce_maintenance(
        lua, starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=1, hours=2),
        words="Nâng cấp máy chủ, trang tạm dừng khoảng hai giờ.", words_en="New servers: away for some hours.", now=now,
    )  # fmt: skip
    trouble = {"payment_platform": Finding(Standing.DOWN, "5/5"), "messages": Finding(Standing.DISTURBED, "1/4")}
    actions.keep_findings(CLOCK, good | trouble, now=now)
    album.visit(somebody, "status-trouble", page)
    app.configure_task("tinhso.config.jobs.rescue_stalled_jobs").defer(timestamp=0)
    controller, operating = at_work(lua), reverse("status:operating")
    album.visit(controller, "operating", operating)
    form = reverse("status:maintenance")
    album.visit(controller, "maintenance", form)
    album.visit(controller, "maintenance-wrong", form, says={"starts_at": "x"}, status=422)
