"""The chief of the province's office before the wall: he sees, goes to the dossiers in two clicks, gives a task."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.looks import assert_sound
from tests.pages.figures import at_work
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_one_stop
from tinhso.ground.people.models import Role
from tinhso.insight.ioc import actions, queries
from tinhso.insight.ioc.tests.factories import make_threshold, watcher
from tinhso.insight.plans import actions as plans
from tinhso.insight.plans.models import PlanTask
from tinhso.insight.warehouse.actions import pull_facts

MUCH_LATER = MONDAY + timedelta(days=40)  # everything that was open is overdue


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def links(page: str, begin: str) -> list[str]:
    return [found.replace("&amp;", "&") for found in re.findall(rf'href="({re.escape(begin)}[^"]*)"', page)]


def test_from_a_red_panel_to_a_dossier_and_from_its_alert_to_a_task_and_back(db, settings, tmp_path, time_machine):
    settings.WAREHOUSE_DIR = tmp_path
    place = make_one_stop()
    for number in range(3):
        dossier_in(place, "IN_PROCESS", now=MONDAY, idempotency_key=f"late-{number}")
    time_machine.move_to(MUCH_LATER, tick=False)
    chief = watcher("NB.VP", Role.LEADER, now=MUCH_LATER)
    overseer = watcher("NB.VP", Role.CONTROLLER, now=MUCH_LATER)
    actions.decide_threshold(chief, make_threshold("ADM.OVERDUE", "5", "10", now=MUCH_LATER), "approve", now=MUCH_LATER)
    pull_facts(now=MUCH_LATER)
    actions.refresh(now=MUCH_LATER)
    actions.watch(queries.newest(), now=MUCH_LATER)

    # The wall is red where it is red, and names the ward; two clicks are a dossier.
    leader, controller = at_work(chief), at_work(overseer)
    wall = seen(leader, reverse("ioc:wall"))
    assert 'class="panel panel-red"' in wall and "100%" in wall and "3 trên 3" in wall
    (ward, *_) = links(seen(controller, reverse("ioc:wall")), reverse("ioc:place", args=[place.agency.slug]))
    (dossier, *_) = links(seen(controller, ward), "/can-bo/ho-so/H")
    assert controller.get(dossier).status_code == 200

    # The alert of the ward becomes a task; the ward reports, the chief confirms, the alert hears of it.
    alert = queries.alerts_before(chief, place.agency.pk, is_open=True).get(indicator="ADM.OVERDUE")
    page = reverse("ioc:alert", args=[alert.pk])
    assert page in seen(leader, reverse("ioc:alerts"))
    assert f'<option value="{place.agency.slug}" selected' in seen(leader, page), "the ward is proposed as the lead"
    given = {"verb": "task", "title": "Giải quyết hồ sơ quá hạn", "lead": place.agency.slug}
    refused = leader.post(page, given | {"working_days": "ba"})
    assert refused.status_code == 422 and "Giải quyết hồ sơ quá hạn" in refused.content.decode()
    assert leader.post(page, given | {"working_days": "3"}).status_code == 302
    task = PlanTask.objects.get(source=f"ioc:{alert.subject}")
    task = plans.accept_task(place.leader, task, now=MUCH_LATER)
    plans.report_done(place.leader, task, text="Đã trả 3 hồ sơ", now=MUCH_LATER)
    assert "Đã trả 3 hồ sơ" in seen(leader, page)
    plans.confirm_task(chief, task, now=MUCH_LATER)
    actions.follow_tasks(now=MUCH_LATER)
    assert "Đã có kết quả" in seen(leader, page)
    assert leader.post(page, {"verb": "close", "words": "Đạt"}).status_code == 302
    assert page in seen(leader, reverse("ioc:alerts") + "?xong=1")


@pytest.mark.journey
def test_the_wall_draws_its_panels_and_leads_to_a_commune(house, visitor):
    page = visitor.comes()
    acts.sign_in_official(page, "lanhdao.vp", at="/dieu-hanh/")
    expect(page.locator(".panel")).to_have_count(12)
    expect(page.locator("#panel-adm-received .spark svg")).to_be_visible()
    expect(page.locator("#panel-trf-accident")).to_contain_text("chưa có nguồn")
    expect(page.locator("#listening")).to_have_text(re.compile("Cập nhật|Mất kết nối"))
    assert_sound(page, "wall")
    page.get_by_role("link", name="Bản đồ", exact=True).click()
    page.get_by_role("table").get_by_role("link", name="Phường Nam Định").click()
    expect(page.get_by_role("heading", name="Ủy ban nhân dân phường Nam Định")).to_be_visible()
