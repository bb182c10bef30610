"""Behind the national portal: procedures are found here and filed there; what was begun here is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal_sync.actions import set_mode
from tinhso.government.public_services import actions
from tinhso.government.public_services.tests.factories import BIRTH, AtHome
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused

THERE = "https://cong.example/tthc?ma=1.001193"


@pytest.fixture
def mo(db, settings):
    """Mơ, with a draft from the days of our own front; since yesterday one files at the national portal."""
    settings.PORTAL = settings.PORTAL | {"procedure_page": "https://cong.example/tthc?ma={code}"}
    return AtHome()


def behind(mo, *, grace_days):
    yesterday = mo.now - timedelta(days=1)
    set_mode(System("manage"), mode="NATIONAL", from_at=yesterday, instrument="QĐ 1", decided_by="Chủ tịch",
             grace_days=grace_days, now=yesterday)  # fmt: skip


def test_a_procedure_is_found_here_and_its_button_leads_there(mo):
    page = reverse("public_services:procedure", args=[BIRTH])
    assert THERE not in mo.client.get(page).text
    behind(mo, grace_days=15)

    for shown in (page, reverse("public_services:start", args=[BIRTH])):
        text = mo.client.get(shown).text
        assert f'href="{THERE}"' in text
        assert 'name="commune"' not in text
    with pytest.raises(Refused, match="filed-nationally"):
        mo.begins()
    assert mo.client.post(reverse("public_services:start", args=[BIRTH]), {"commune": "13669"}).status_code == 422


def test_a_draft_of_before_can_be_finished_in_its_days_then_taken_home(mo):
    application = mo.begins()
    behind(mo, grace_days=2)
    review = reverse("public_services:review", args=[application.key])
    assert "Bản bạn soạn dở tại đây còn nộp được đến" in mo.client.get(review).text
    with pytest.raises(Refused, match="form-incomplete"):
        actions.send_application(mo.person, application, now=mo.now)
    with pytest.raises(Refused, match="grace-over"):
        actions.send_application(mo.person, application, now=mo.now + timedelta(days=2))

    home = mo.client.get(reverse("public_services:take_home", args=[application.key]))
    assert home["Content-Disposition"] == f'attachment; filename="to-khai-{BIRTH}.html"'
    assert "Bản soạn dở, chưa nộp" in home.text
    assert Dossier.objects.count() == 0


def test_after_its_days_a_draft_offers_no_button_to_send_but_the_way_there(mo):
    application = mo.begins()
    behind(mo, grace_days=0)
    text = mo.client.get(reverse("public_services:review", args=[application.key])).text

    assert "Đã hết thời gian nộp tiếp" in text
    assert "Nộp hồ sơ</button>" not in text
    assert f'href="{THERE}"' in text
