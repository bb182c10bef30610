"""What must always be true of playbooks: two people, lessons, tasks, nothing pinned in vain."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict, verdict_of
from tinhso.insight.ioc import queries as ioc
from tinhso.insight.plans import queries as plans
from tinhso.insight.playbooks.lifecycle import RunState
from tinhso.insight.playbooks.models import Run, RunStep

US = System("playbooks")
ALONE = """
SELECT 'kịch bản ' || id || ' (' || code || ') áp dụng theo lời một người' FROM playbooks_playbook
WHERE decided_at IS NOT NULL AND (decided_by_ref IN ('', proposed_by_ref) OR proposed_by_ref = '')
    OR state = 'IN_FORCE' AND decided_at IS NULL ORDER BY id
"""
RUNS = """
SELECT 'lần kích hoạt ' || r.id || ' thiếu việc, xã phường, bài học hoặc người đánh dấu' FROM playbooks_run r
WHERE (SELECT count(*) FROM playbooks_runstep l WHERE l.run_id = r.id)
        <> (SELECT count(*) FROM playbooks_playbookstep s WHERE s.playbook_id = r.playbook_id)
    OR NOT EXISTS (SELECT FROM playbooks_run_communes c WHERE c.run_id = r.id)
    OR (r.state = 'OVER' AND (r.lessons = '' OR r.ended_at IS NULL OR r.ended_by_ref = ''))
    OR EXISTS (SELECT FROM playbooks_runstep l WHERE l.run_id = r.id AND l.state <> 'OPEN' AND l.by_ref = '')
ORDER BY r.id
"""


def by_two() -> Verdict:
    """No playbook is in force by one person's word."""
    return checked("playbooks_playbook", ALONE)


def runs() -> Verdict:
    """A run has every step of its playbook, its communes, and an end with lessons; ticks have names."""
    return checked("playbooks_run", RUNS)


def tasks() -> Verdict:
    """Every step of what runs was given as a task, and nothing hangs on a wall for what is over."""
    steps = list(RunStep.objects.filter(run__state=RunState.RUNNING).select_related("run"))
    return verdict_of(len(steps), _loose(steps))


def _loose(steps: list[RunStep]) -> Iterator[str]:
    given = plans.tasks_by_source(US, [one.source for one in steps], timezone.now())
    for one in steps:
        if one.source not in given:
            yield f"việc {one.pk} của lần kích hoạt {one.run_id} chưa giao cho ai"
    running = {one.subject for one in Run.objects.filter(state=RunState.RUNNING)}
    for source in sorted(ioc.sources_pinned("playbook_run:") - running):
        yield f"còn chỉ tiêu ghim cho {source} đã kết thúc"


INVARIANTS = (
    Invariant("playbooks.two_people", "Mọi kịch bản áp dụng theo lời hai người", by_two),
    Invariant("playbooks.runs", "Mọi lần kích hoạt có đủ việc, xã phường; kết thúc có bài học", runs),
    Invariant("playbooks.tasks", "Mọi việc của kịch bản đang diễn ra đã giao; hết kịch bản thì thôi ghim", tasks),
)
