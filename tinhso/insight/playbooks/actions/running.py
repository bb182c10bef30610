"""Activating a playbook, ticking its steps, ending it with what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import actions as centre
from tinhso.insight.ioc import queries as ioc
from tinhso.insight.plans import actions as plans
from tinhso.insight.plans.actions import Due
from tinhso.insight.playbooks import queries
from tinhso.insight.playbooks.events import RunMoved, StepMoved
from tinhso.insight.playbooks.lifecycle import (
    DECIDERS,
    RUNS,
    STEPS,
    WRITERS,
    PlaybookState,
    RunState,
    StepState,
)
from tinhso.insight.playbooks.models import Playbook, Run, RunStep
from tinhso.insight.playbooks.rules import check_beginning, due_at, said
from tinhso.insight.warehouse.queries import PROVINCE

NOT_YOURS = "Kịch bản do lãnh đạo, bộ phận trực của tỉnh kích hoạt và theo dõi."


@act()
def begin_run(
    person: Person, playbook: Playbook, *, words: str, began_at: datetime, communes: Sequence[Agency], now: datetime
) -> Run:
    """Activate a playbook from a moment for some communes: tasks are given, its indicators pinned, the log says so.

    Refused beside its field: words-missing, communes-missing, not-a-commune, not-yet, too-long-ago; not-in-force,
    already-running, and what plans.actions.give_tasks says; NotAllowed for those who do not decide for the province.
    """
    _check(person, DECIDERS)
    one = Playbook.objects.select_for_update().get(pk=playbook.pk)
    if one.state != PlaybookState.IN_FORCE:
        raise Refused("not-in-force", "Chỉ kích hoạt được kịch bản đang áp dụng.")
    if Run.objects.filter(playbook__code=one.code, state=RunState.RUNNING).exists():
        raise Refused("already-running", "Kịch bản này đang được kích hoạt; hãy mở lần kích hoạt đó.")
    words = said(words, "words", "Hãy ghi tình huống, ví dụ tên cơn bão, nơi cháy.", 200)
    check_beginning(began_at, now)
    _check_communes(communes, now)
    run = Run.objects.create(
        playbook=one, words=words, began_at=began_at, begun_by_ref=person.ref, begun_by_name=person.name[:200],
        written_at=now,
    )  # fmt: skip
    run.communes.set(communes)
    for step in one.steps.all():
        due = due_at(began_at, step.hours or 0)
        line = RunStep.objects.create(run=run, step=step, due_at=due)
        leads = [people.agency(step.lead)] if step.lead else list(communes)
        plans.give_tasks(
            person, title=step.text, leads=leads, source=line.source, now=now,
            due=Due(on=max(timezone.localdate(due), timezone.localdate(now))),
            detail=f"Kịch bản “{one.name}”: {words}. Xong trước {due.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}. "
            f"Đầu mối: {step.contact}. Căn cứ: {step.source}.",
        )  # fmt: skip
    units = [PROVINCE, *(commune.pk for commune in communes)]
    centre.pin(
        person, one.watched, units, source=run.subject, words=f"Kịch bản: {words}",
        link=reverse("playbooks:run", args=[run.pk]), now=now,
    )  # fmt: skip
    many = f"{len(communes)} xã, phường"
    centre.note(person, f"Kích hoạt kịch bản “{one.name}”: {words} ({many}, từ {_moment(began_at)}).", now=now)
    record(person, RunMoved(run.pk, one.pk, "begin", tuple(units[1:]), words), at=now)
    return run


@act()
def move_step(person: Person, run: Run, step: RunStep, verb: str, *, words: str = "", now: datetime) -> RunStep:
    """tick, skip or untick a step of a run that is not over. Refused: words-missing (to skip, to untick), run-over."""
    _check(person, WRITERS)
    run = queries.runs_visible_to(person).select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_running:
        raise Refused("run-over", "Lần kích hoạt này đã kết thúc.")
    line = RunStep.objects.select_for_update(of=("self",)).select_related("step").get(pk=step.pk, run=run)
    line.state = str(STEPS.move(line.state, verb, person.roles))
    if verb != "tick":
        words = said(words, "words", "Hãy ghi lý do.", 500)
    line.by_ref, line.by_name, line.at, line.words = person.ref, person.name[:200], now, words.strip()[:500]
    line.save()
    label = StepState(line.state).label
    centre.note(
        person, f"{run.words}: {line.step.text}: {label.lower()}{f' ({line.words})' if line.words else ''}.", now=now
    )
    record(person, StepMoved(run.pk, line.step_id, verb, line.words), at=now)
    return line


@act()
def end_run(person: Person, run: Run, *, lessons: str, now: datetime) -> Run:
    """It is over: what was learned is kept, nothing is pinned any more. Tasks go on until whoever gave them says so.

    Refused: lessons-missing beside its field; wrong-state where it is over already.
    """
    _check(person, DECIDERS)
    run = queries.runs_visible_to(person).select_for_update(of=("self",)).get(pk=run.pk)
    run.state = str(RUNS.move(run.state, "end", person.roles))
    run.lessons = said(lessons, "lessons", "Hãy ghi bài học rút ra; không có thì ghi rõ là không có.", 4000)
    run.ended_at, run.ended_by_ref, run.ended_by_name = now, person.ref, person.name[:200]
    run.save()
    centre.take_down(run.subject, now=now)
    centre.note(person, f"Kết thúc kịch bản: {run.words}.", now=now)
    record(person, RunMoved(run.pk, run.playbook_id, "end", (), run.lessons), at=now)
    return run


def _check(person: Person, roles: frozenset[str]) -> None:
    if not (ioc.sees_all(person) and person.roles & roles):
        raise NotAllowed("wrong-role", NOT_YOURS)


def _check_communes(communes: Sequence[Agency], now: datetime) -> None:
    if not communes:
        raise Refused("communes-missing", "Hãy chọn các xã, phường.", field="communes")
    today = timezone.localdate(now)
    for one in communes:
        if one.kind != AgencyKind.COMMUNE or not people.stands_on(one, today):
            raise Refused("not-a-commune", f"{one.name} không phải xã, phường đang hoạt động.", field="communes")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
