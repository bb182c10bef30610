"""A playbook from its first word to what was learned of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency
from tinhso.insight.ioc import queries as ioc
from tinhso.insight.ioc.models import LogLine
from tinhso.insight.ioc.tests.factories import watcher
from tinhso.insight.plans import queries as plans
from tinhso.insight.playbooks import actions, invariants, loading, queries
from tinhso.insight.playbooks.models import Playbook, PlaybookStep
from tinhso.insight.playbooks.tests.factories import make_draft, make_playbook

HOUR = timedelta(hours=1)
WARD, COMMUNE = "NB.C13669", "NB.C13684"


@pytest.fixture
def two(db):
    """A leader and a head of division of the province's office."""
    return (
        watcher("NB.VP", Role.LEADER, now=MONDAY),
        watcher("NB.VP", Role.DIVISION_HEAD, "Đinh Thị Thu Thủy", now=MONDAY),
    )


def healthy() -> bool:
    return not any(one.check().broken for one in invariants.INVARIANTS)


def test_a_playbook_needs_two_people_hours_and_a_source_and_then_stands(two):
    head, duty = two
    ward = watcher(WARD, Role.LEADER, "Phạm Mai Anh", now=MONDAY)
    with pytest.raises(NotAllowed):
        make_draft(ward, now=MONDAY)
    with pytest.raises(Refused) as no:
        actions.write_playbook(duty, kind="FIRE", name="Cháy", source=" ", watched=[], now=MONDAY)
    assert no.value.field == "source"
    one = make_draft(duty, now=MONDAY)
    late = actions.add_step(
        duty, one, text="Thống kê thiệt hại", lead="", hours=None, contact="Trưởng phòng", source="Mục 4", now=MONDAY
    )
    with pytest.raises(Refused) as no:
        actions.move_playbook(duty, one, "propose", now=MONDAY)
    assert no.value.code == "hours-missing"
    with pytest.raises(Refused):
        actions.set_hours(duty, one, {late.pk: 9999}, now=MONDAY)
    actions.set_hours(duty, one, {late.pk: 48}, now=MONDAY)
    one = actions.move_playbook(duty, one, "propose", now=MONDAY)
    with pytest.raises(NotAllowed):  # a head of a division decides nothing
        actions.move_playbook(duty, one, "approve", now=MONDAY)
    back = actions.move_playbook(head, one, "return", words="Ghi rõ đầu mối", now=MONDAY)
    mine = actions.move_playbook(head, back, "propose", now=MONDAY)
    with pytest.raises(Refused) as no:
        actions.move_playbook(head, mine, "approve", now=MONDAY)
    assert no.value.code == "same-person"
    actions.move_playbook(head, mine, "return", words="Người khác trình", now=MONDAY)
    actions.move_playbook(duty, mine, "propose", now=MONDAY)
    stands = actions.move_playbook(head, mine, "approve", now=MONDAY)
    assert (stands.state, stands.valid_from) == ("IN_FORCE", MONDAY.date())
    for wrong in (lambda: PlaybookStep.objects.update(hours=1), lambda: Playbook.objects.update(name="Khác")):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()
    with pytest.raises(Refused):
        actions.drop_step(duty, stands, late.pk, now=MONDAY)
    # The next version ends this one when it is approved, and not before.
    second = actions.revise(duty, stands, now=MONDAY)
    assert (second.version, second.steps.count(), second.is_draft) == (2, 3, True)
    actions.move_playbook(duty, second, "propose", now=MONDAY)
    actions.move_playbook(head, second, "approve", now=MONDAY)
    stands.refresh_from_db()
    assert stands.state == "ENDED" and healthy()


def test_activated_it_gives_tasks_hangs_indicators_and_writes_the_log(two):
    head, duty = two
    one = make_playbook(duty, head, now=MONDAY)
    communes = [agency(WARD), agency(COMMUNE)]
    given = {"words": "Cháy chợ Rồng", "began_at": MONDAY - HOUR, "communes": communes, "now": MONDAY}
    for facts, field in (({"words": " "}, "words"), ({"communes": []}, "communes"),
                         ({"communes": [agency("NB.SYT")]}, "communes"), ({"began_at": MONDAY + HOUR}, "began_at"),
                         ({"began_at": MONDAY - 100 * HOUR}, "began_at")):  # fmt: skip
        with pytest.raises(Refused) as no:
            actions.begin_run(head, one, **(given | facts))
        assert no.value.field == field
    with pytest.raises(NotAllowed):
        actions.begin_run(duty, one, **given)

    run = actions.begin_run(head, one, **given)

    with pytest.raises(Refused) as no:  # pressed twice
        actions.begin_run(head, one, **given)
    assert no.value.code == "already-running"
    lines = queries.lines_of(head, run, now=MONDAY + 2 * HOUR)
    assert [(line.one.due_at - MONDAY, line.tally.all, line.is_late) for line in lines] == [
        (HOUR, 2, True), (29 * HOUR, 1, False),
    ]  # fmt: skip
    tasks = plans.tasks_from(head, lines[0].one.source)
    assert {task.lead.slug for task in tasks} == {WARD, COMMUNE} and "Đầu mối: Chủ tịch UBND" in tasks[0].detail
    ward = watcher(WARD, Role.LEADER, "Phạm Mai Anh", now=MONDAY)
    for unit in (0, agency(WARD).pk):
        assert [panel.indicator.code for panel in ioc.panels_of(None, unit, now=MONDAY)][:2] == one.watched
    assert ioc.pins_of(agency("NB.SYT").pk) == {}
    assert queries.run_for(ward, run.pk) == run, "whom it concerns sees it"
    with pytest.raises(NotVisible):
        queries.run_for(watcher("NB.SYT", Role.LEADER, "Lê Hồng Minh", now=MONDAY), run.pk)

    step = lines[0].one
    with pytest.raises(NotAllowed):
        actions.move_step(ward, run, step, "tick", now=MONDAY)
    actions.move_step(duty, run, step, "tick", words="12 hộ", now=MONDAY + HOUR)
    with pytest.raises(Refused):  # pressed twice
        actions.move_step(duty, run, step, "tick", now=MONDAY + HOUR)
    with pytest.raises(Refused) as no:
        actions.move_step(duty, run, lines[1].one, "skip", now=MONDAY + HOUR)
    assert no.value.field == "words"
    step.refresh_from_db()
    assert (step.by_name, step.at, step.words) == (duty.name, MONDAY + HOUR, "12 hộ")
    with pytest.raises(Refused) as no:
        actions.end_run(head, run, lessons=" ", now=MONDAY + HOUR)
    assert no.value.field == "lessons"
    assert healthy()
    over = actions.end_run(head, run, lessons="Cần thêm xe thang", now=MONDAY + 3 * HOUR)
    assert ioc.pins_of(0) == {} and not over.is_running and healthy()
    with pytest.raises(Refused):
        actions.move_step(duty, run, step, "untick", words="Nhầm", now=MONDAY + 4 * HOUR)
    said = list(LogLine.objects.order_by("pk").values_list("words", flat=True))
    assert [line.split(":")[0] for line in said] == [
        "Kích hoạt kịch bản “Cháy lớn khu dân cư”", "Cháy chợ Rồng", "Kết thúc kịch bản",
    ]  # fmt: skip
    assert len(entries_about(run.subject)) == 3


def test_the_skeleton_from_the_law_is_a_draft_that_says_where_it_comes_from(two):
    _head, duty = two
    one = Playbook.objects.get(code="bao-ap-thap-nhiet-doi")
    rows = json.loads((settings.ROOT / "seed/playbooks/playbooks.json").read_text())
    assert len(rows) == 1, "nothing canned: one skeleton, completed by the province"
    assert one.is_draft and one.confidence == "M" and one.steps.count() == 9
    assert all(step.hours is None and step.source.startswith("Luật 33/2013/QH13") for step in one.steps.all())
    with pytest.raises(Refused):  # the law sets no hours, so somebody must
        actions.move_playbook(duty, one, "propose", now=MONDAY)
    actions.change_playbook(duty, one, kind="STORM", name="Bão", source=one.source, watched=["ENV.LEVEL"], now=MONDAY)
    assert "mới 0" in loading.load(settings.ROOT / "seed", MONDAY)
    assert Playbook.objects.get(pk=one.pk).name == "Bão"
