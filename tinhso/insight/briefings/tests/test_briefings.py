"""Briefings: two people, the figures of the day they were taken, every one with its passport or said to be missing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import VISITOR, Person
from tinhso.insight.briefings import actions, queries
from tinhso.insight.briefings.lifecycle import BriefingKind
from tinhso.insight.plans.tests.factories import NOW, at
from tinhso.insight.warehouse.actions import pull_facts

DAY = timedelta(days=1)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def at_work(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def test_a_published_briefing_keeps_the_figures_of_its_day(lived: datetime) -> None:
    writer = at("NB.SKHCN", "CASE_OFFICER", name="Trần Linh Lan")
    leader = at("NB.VP", "LEADER", name="Đỗ Văn Quản")
    ward = at("NB.C13669", "LEADER", name="Phạm Mai Anh")
    words = {"opening": "Tháng 11, tỉnh tiếp tục …", "closing": "Tháng tới …", "now": lived}
    with pytest.raises(NotAllowed):
        actions.write_briefing(ward, BriefingKind.PRESS, "2026-11", **words)
    with pytest.raises(Refused, match="future-period"):
        actions.write_briefing(writer, BriefingKind.PRESS, "2027-01", **words)
    one = actions.write_briefing(writer, BriefingKind.PRESS, "2026-11", **words)
    one = actions.submit_briefing(writer, one, now=lived)
    with pytest.raises(NotVisible):
        queries.briefing(VISITOR, BriefingKind.PRESS, "2026-11")
    with pytest.raises(NotAllowed):
        actions.publish_briefing(writer, one, now=lived)
    read = one.taken_at.isoformat()
    one = actions.send_back_briefing(leader, one, reason="Thêm phần kinh tế", now=lived)
    one = actions.submit_briefing(writer, one, now=lived + DAY)
    with pytest.raises(Refused, match="changed-meanwhile"):
        actions.publish_briefing(leader, one, taken=read, now=lived + DAY)
    taken = [(line.name, line.kind, line.value) for line in queries.lines_of(one)]
    one = actions.publish_briefing(leader, one, now=lived + DAY)
    pull_facts(now=lived + 3 * DAY)

    assert queries.briefing(VISITOR, BriefingKind.PRESS, "2026-11") == one
    assert [(line.name, line.kind, line.value) for line in queries.lines_of(one)] == taken
    kinds = {kind for _, kind, _ in taken}
    assert {"LIVE", "MISSING"} <= kinds
    assert all(value is None for _, kind, value in taken if kind == "MISSING")
    for change in (lambda: one.lines.update(value=1), lambda: one.lines.all().delete(), one.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_words_keep_their_paragraphs_and_nobody_writes_over_what_he_has_not_read(db: None) -> None:
    writer, other = (at("NB.SKHCN", "CASE_OFFICER", name=name) for name in ("Trần Linh Lan", "Hà Thu Giang"))
    facts = {"closing": "", "now": NOW}
    empty = actions.seen_as(None)
    one = actions.write_briefing(writer, BriefingKind.PRESS, "2026-10", opening="Một\r\n\r\nHai", seen=empty, **facts)
    assert one.opening == "Một\nHai"
    with pytest.raises(Refused, match="changed-meanwhile"):
        actions.write_briefing(other, BriefingKind.PRESS, "2026-10", opening="Khác", seen=empty, **facts)
    seen = actions.seen_as(one)
    assert actions.write_briefing(other, BriefingKind.PRESS, "2026-10", opening="Khác", seen=seen, **facts).pk == one.pk
    with pytest.raises(NotVisible):
        queries.briefing(writer, BriefingKind.PRESS, "\0")


def test_who_wrote_it_does_not_publish_it(lived: datetime) -> None:
    both = at("NB.VP", "CONTROLLER", name="Phạm Ngọc Lan")
    one = actions.write_briefing(both, BriefingKind.PANORAMA, "2026-11", opening="Toàn cảnh", closing="", now=lived)
    one = actions.submit_briefing(both, one, now=lived)

    with pytest.raises(Refused, match="same-person"):
        actions.publish_briefing(both, one, now=lived)
    told = {line.name: line for line in queries.lines_of(one)}
    assert told["Tỷ trọng kinh tế số trong GRDP (Nam Định)"].kind == "CLAIM"
    identities = told["Tài khoản định danh điện tử so với số được giao (Nam Định)"]
    assert (identities.figure, identities.kind) == (156, "OFFICIAL")


def test_a_briefing_is_read_by_everybody_only_when_published(lived: datetime, time_machine) -> None:
    time_machine.move_to(lived, tick=False)
    writer = at_work(at("NB.SKHCN", "CASE_OFFICER", name="Trần Linh Lan"))
    leader = at_work(at("NB.VP", "LEADER", name="Đỗ Văn Quản"))
    where = ["thong-tin-bao-chi", "2026-11"]
    page = reverse("briefings:show", args=where)
    words = {"opening": "Tháng 11, tỉnh tiếp tục …", "closing": "Tháng tới …"}
    assert writer.post(reverse("briefings:write", args=where), words).status_code == 302
    assert "Số liệu đang thay đổi theo thời gian thực" in text(writer, page)
    writer.post(reverse("briefings:move", args=[*where, "submit"]))
    assert Client().get(page).status_code == 404
    assert "Duyệt và công bố" in text(leader, page)
    leader.post(reverse("briefings:move", args=[*where, "publish"]))

    told = text(Client(), page)
    for said in ("Tháng 11, tỉnh tiếp tục", "Hồ sơ giải quyết đúng hạn", "chưa có", "Hệ thống tính", "Đỗ Văn Quản"):
        assert said in told, said
    paper = Client().get(reverse("briefings:pdf", args=where))
    assert paper.content.startswith(b"%PDF") and paper.headers["Content-Type"] == "application/pdf"
    assert paper.content == Client().get(reverse("briefings:pdf", args=where)).content
    assert "Thông tin báo chí hằng tháng, Tháng 11 năm 2026" in text(Client(), reverse("briefings:index"))
