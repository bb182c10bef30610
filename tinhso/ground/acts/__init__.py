"""What one act is: one transaction, few trips to the database, each question asked once."""

from tinhso.ground.acts.act import act, once, one_answer, send
from tinhso.ground.acts.outage import found_nobody, is_outage
from tinhso.ground.acts.reading import read
from tinhso.ground.acts.rows import add, add_now, change, inserting

__all__ = [
    "act",
    "add",
    "add_now",
    "change",
    "found_nobody",
    "inserting",
    "is_outage",
    "once",
    "one_answer",
    "read",
    "send",
]
