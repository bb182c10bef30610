"""Opening and shaping registers, writing records, and proposing what a second person approves."""

from tinhso.engines.registers.actions.proposals import approve, propose, send_back
from tinhso.engines.registers.actions.records import (
    create_record,
    create_register,
    delete_record,
    end_schema,
    modify_register,
    move_keepers,
    note_looks,
    update_entries,
    update_record,
)

__all__ = [
    "approve",
    "create_record",
    "create_register",
    "delete_record",
    "end_schema",
    "modify_register",
    "move_keepers",
    "note_looks",
    "propose",
    "send_back",
    "update_entries",
    "update_record",
]
