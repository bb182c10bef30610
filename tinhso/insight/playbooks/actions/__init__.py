"""What is written of playbooks: drafts, the word of two people, runs and their ticks."""

from tinhso.insight.playbooks.actions.running import begin_run, end_run, move_step
from tinhso.insight.playbooks.actions.writing import (
    add_step,
    change_playbook,
    drop_step,
    move_playbook,
    revise,
    set_hours,
    write_playbook,
)

__all__ = [
    "add_step",
    "begin_run",
    "change_playbook",
    "drop_step",
    "end_run",
    "move_playbook",
    "move_step",
    "revise",
    "set_hours",
    "write_playbook",
]
