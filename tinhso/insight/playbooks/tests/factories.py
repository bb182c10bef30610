"""A playbook in force, made quickly by two people of the province's office."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.people.persons import Person
from tinhso.insight.playbooks import actions
from tinhso.insight.playbooks.models import Playbook


def make_draft(by: Person, *, name: str = "Cháy lớn khu dân cư", now: datetime) -> Playbook:
    """Two steps: one of each commune, one of the department of health."""
    one = actions.write_playbook(
        by, kind="FIRE", name=name, source="Phương án 12/PA-UBND", watched=["SEC.FIRE", "ADM.OVERDUE"], now=now
    )
    given = {"contact": "Chủ tịch UBND", "source": "Phương án 12/PA-UBND, mục 3", "now": now}
    actions.add_step(by, one, text="Sơ tán người dân", lead="", hours=2, **given)
    actions.add_step(by, one, text="Cấp cứu người bị thương", lead="NB.SYT", hours=30, **given)
    return one


def make_playbook(by: Person, other: Person, *, name: str = "Cháy lớn khu dân cư", now: datetime) -> Playbook:
    """The same, proposed by one and approved by another."""
    one = make_draft(by, name=name, now=now)
    one = actions.move_playbook(by, one, "propose", now=now)
    return actions.move_playbook(other, one, "approve", now=now)
