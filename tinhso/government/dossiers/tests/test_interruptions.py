"""What goes wrong around an officer's page: a session that ends in mid-form, a message that does not arrive."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import make_dossier, make_one_stop
from tinhso.government.dossiers.tests.test_pages import ASKED, signed_in
from tinhso.ground.base.actors import System
from tinhso.ground.people.models import Account


@pytest.fixture
def today(db):
    """The one-stop as it works at this very moment: pages read the real clock."""
    return make_one_stop(on=timezone.now())


def test_what_was_typed_stays_when_the_session_has_ended(today):
    dossier = make_dossier(today, now=timezone.now())
    client = signed_in(today.reception)
    page, where = (reverse(f"dossiers:{name}", args=[dossier.code, *more]) for name, more in
                   (("show", []), ("act", ["request_supplement"])))  # fmt: skip
    client.cookies.clear()

    lost = client.post(where, {"expected_version": dossier.version, **ASKED}, headers={"Referer": f"http://x{page}"})
    client.force_login(Account.objects.get(pk=today.reception.account_id))
    back = client.get(page).text

    assert lost.status_code == 302
    assert "những gì bạn vừa điền vẫn còn nguyên" in back
    assert ASKED["reason"] in back and ASKED["how-TP02"] in back
    assert Dossier.objects.get(pk=dossier.pk).state == S.AWAITING_RECEPTION, "the officer sends it himself"


def test_a_message_that_did_not_arrive_asks_the_officer_to_call(today):
    dossier = make_dossier(today, now=timezone.now())
    facts = {"code": dossier.code, "procedure": "Đăng ký khai sinh", "agency": "UBND phường", "place": "quầy số 1"}
    nowhere = Recipient("citizen:9", "Ông Bình")
    notify(System("test"), to=nowhere, template="result-ready", facts=facts, about=dossier.subject, now=timezone.now())

    page = signed_in(today.reception).get(reverse("dossiers:show", args=[dossier.code])).text

    assert "Thông báo chưa tới người nộp, hãy gọi điện" in page
