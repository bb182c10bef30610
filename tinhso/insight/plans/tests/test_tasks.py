"""Tasks: given, worked on, cut into parts, late or not; nobody sees or moves what is not his."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agencies_on
from tinhso.ground.people.tests.factories import agency
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.tests.factories import NOW, at

DAY = timedelta(days=1)


def test_a_task_from_giving_to_confirmation(chair: Person, department: Person) -> None:
    lead, helper = agency("NB.SKHCN"), agency("NB.STC")
    task = actions.give_task(
        chair, title="Rà soát điểm lõm sóng", lead=lead, coordinating=[helper, lead], working_days=10,
        source="ioc:alert:12", detail="Theo cảnh báo ngày 23/11", now=NOW,
    )  # fmt: skip
    assert timezone.localdate(task.due_at) == date(2026, 12, 8), "24 November is a day off"
    assert task.due_sentence.startswith("Giao lúc 09:00, Thứ Hai 23/11/2026;") and "; hạn 17:00" in task.due_sentence
    assert queries.helpers_of([task]) == {task.pk: [helper.name]}
    assert list(queries.tasks_from(department, "ioc:alert:12")) == [task]

    with pytest.raises(Refused, match="text-long"):
        actions.report_progress(department, task, text="dài " * 501, percent=40, now=NOW + DAY)
    task = actions.report_progress(department, task, text="Đã khảo sát\r\n12 xã", percent=40, now=NOW + DAY)
    assert (task.state, task.percent, task.report) == ("ACCEPTED", 40, "Đã khảo sát\n12 xã")
    task = actions.report_done(department, task, text="Đã xử lý 38 điểm", now=NOW + 2 * DAY)
    with pytest.raises(NotAllowed):
        actions.confirm_task(department, task, now=NOW + 2 * DAY)
    moved = replace(chair, posts={agency("NB.STC").pk: frozenset({"LEADER"})})
    assert moved.ref == task.given_by_ref
    with pytest.raises(NotAllowed):
        actions.confirm_task(moved, task, now=NOW + 2 * DAY)
    task = actions.return_task(chair, task, text="Còn xã Giao Thủy", now=NOW + 3 * DAY)
    assert (task.state, task.feedback, task.percent) == ("RETURNED", "Còn xã Giao Thủy", 99)
    task = actions.extend_task(chair, task, new_date=date(2026, 12, 12), reason="Mưa bão", now=NOW + 3 * DAY)
    assert timezone.localdate(task.due_at) == date(2026, 12, 14), "a Saturday moves on to Monday"
    task = actions.report_done(department, task, text="Đã xong cả tỉnh", now=NOW + 4 * DAY)
    task = actions.confirm_task(chair, task, now=NOW + 5 * DAY)

    assert (task.state, task.percent, task.is_late(NOW + 90 * DAY)) == ("CONFIRMED", 100, False)
    with pytest.raises(Refused, match="task-ended"):
        actions.report_done(department, task, text="Lần nữa", now=NOW + 6 * DAY)
    told = [step.verb for step in queries.steps_of(task)]
    assert told == ["confirm", "report", "extend", "return", "report", "progress", "give"]
    moved = Entry.objects.filter(subject=task.subject).order_by("-id").first()
    assert moved and (moved.facts["state"], moved.facts["source"]) == ("CONFIRMED", "ioc:alert:12")


def test_who_may_give_to_whom_and_who_sees_it(chair: Person, department: Person) -> None:
    finance = at("NB.STC", "LEADER", name="Phan Ngọc Hoa")
    ward = at("NB.C13669", "CASE_OFFICER", name="Vũ Lan Phương")
    common = {"title": "Báo cáo hạ tầng số", "working_days": 5, "now": NOW}
    with pytest.raises(NotAllowed):
        actions.give_task(department, lead=agency("NB.C13669"), **common)
    with pytest.raises(Refused, match="not-yours-to-give"):
        actions.give_task(finance, lead=agency("NB.SKHCN"), **common)
    with pytest.raises(Refused, match="lead-gone"):
        actions.give_task(chair, lead=agency("ND.STTTT"), **common)
    with pytest.raises(Refused, match="due-missing"):
        actions.give_task(chair, title="Không có hạn", lead=agency("NB.STC"), now=NOW)

    before, head = queries.tally_of_all(NOW), at("NB.C13669", "LEADER", name="Phạm Mai Anh")
    actions.give_task(head, lead=agency("NB.C13669"), **common)
    assert queries.tally_of_all(NOW) == before, "what a ward gives itself is not the province's"
    mine = actions.give_task(chair, lead=agency("NB.STC"), **common)
    part = actions.give_task(finance, lead=agency("NB.SKHCN"), parent=mine, **common)
    told = actions.give_task(System("ioc"), lead=agency("NB.C13669"), source="ioc:alert:1", **common)

    assert told.giver.slug == "NB"
    assert list(queries.tasks_led(finance)) == [mine]
    assert list(queries.parts_of(chair, mine)) == [part]
    with pytest.raises(NotVisible):
        queries.task_for(ward, mine.pk)
    with pytest.raises(Refused, match="parts-open"):
        actions.report_done(finance, mine, text="Xong", now=NOW)
    alone = actions.give_task(chair, lead=agency("NB.STC"), **common)
    alone = actions.report_done(finance, alone, text="Xong", now=NOW)
    actions.give_task(finance, lead=agency("NB.SXD"), parent=alone, **common)
    with pytest.raises(Refused, match="parts-open"):
        actions.confirm_task(chair, alone, now=NOW)


def test_one_task_to_every_commune_takes_a_handful_of_statements(chair: Person) -> None:
    communes = list(agencies_on(NOW.date()).filter(kind="COMMUNE"))
    assert len(communes) == 129

    with CaptureQueriesContext(
        connection,
    ) as asked:
        given = actions.give_tasks(
            chair, title="Bản đồ số điểm wifi công cộng", leads=communes, due=actions.Due(working_days=20), now=NOW
        )

    assert len({task.batch for task in given}) == 1
    assert len(given) == 129
    assert len(asked) < 15
    assert queries.tally_of(queries.batch_of(chair, given[0].batch), NOW).given == 129
    (line,) = queries.given_together(chair, NOW)
    assert (line.is_shared, line.tally.given) == (True, 129), "one line, not 129"
    late = NOW + 60 * DAY
    assert queries.tally_of(queries.batch_of(chair, given[0].batch), late).overdue == 129


@pytest.mark.parametrize("moment", [NOW, datetime(2027, 1, 1, tzinfo=NOW.tzinfo)])
def test_only_the_moment_of_the_report_is_late_or_not(chair: Person, department: Person, moment: datetime) -> None:
    task = actions.give_task(chair, title="Nộp báo cáo", lead=agency("NB.SKHCN"), due_date=date(2026, 11, 24), now=NOW)
    task = actions.report_done(department, task, text="Đã nộp", now=moment)

    late = moment > NOW

    assert task.is_late(NOW + 400 * DAY) is late
    actions.confirm_task(chair, task, now=moment)
    assert queries.tally_of_all(moment).late == int(late)
