"""Passwords of officials, and their accounts as the administrator sees them."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tests.pages.officials import at_work
from tinhso.government.dossiers.tests.factories import OneStop
from tinhso.ground.people import actions as people
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import make_official, person_of
from tinhso.ground.staff_accounts import actions

CHANGE = "/tai-khoan/can-bo/mat-khau/"


def look_after(album: Album, place: OneStop) -> None:
    """One's own password, a link that is good and one that is not, the administrator's list and one account of it."""
    now = timezone.now()
    admin = person_of(make_official(place.agency, "ADMIN", full_name="Phạm Phương Châu"), on=timezone.localdate(now))
    official = make_official(place.agency, "CLERK", full_name="Hồ Xuân Lan")
    own = at_work(person_of(official, on=timezone.localdate(now)))
    album.visit(own, "password-change", CHANGE)
    album.visit(own, "password-change-empty", CHANGE, says={"old": ""}, status=422)
    album.visit(Client(), "password-forgotten", reverse("staff_accounts:forgotten"))
    browser, account = at_work(admin), Account.objects.get(official=official)
    one = reverse("staff_accounts:account", args=[account.pk])
    album.visit(browser, "staff-accounts", reverse("staff_accounts:all"))
    album.visit(browser, "staff-accounts-none", reverse("staff_accounts:all") + "?tim=xyzzy")
    album.visit(browser, "staff-account-new", one)
    album.visit(
        browser, "staff-account-invited", reverse("staff_accounts:invite", args=[account.pk]), says={}, status=201
    )
    _, token = actions.invite(admin, account, now=now)
    guest = Client()
    guest.get(reverse("staff_accounts:follow", args=[token]))
    album.visit(guest, "password-set", reverse("staff_accounts:set"))
    album.visit(guest, "password-set-weak", reverse("staff_accounts:set"),
                says={"new": "Password1234!", "again": "Password1234!"}, status=422)  # fmt: skip
    album.visit(Client(), "password-link-stale", reverse("staff_accounts:set"), status=410)
    there = {"username": account.username, "password": "sai"}
    Client().post("/tai-khoan/can-bo/", there)
    people.open_sign_in(account, session_key=str(own.session.session_key), method="PASSWORD+CODE",
                        device="Chrome trên Windows", address="203.0.113.7", now=now)  # fmt: skip
    album.visit(browser, "staff-account", one)
    album.visit(own, "staff-sign-ins-failed", "/tai-khoan/phien-dang-nhap/")
