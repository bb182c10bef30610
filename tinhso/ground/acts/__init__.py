"""What one act is: one transaction, few trips to the database, each question asked once."""

from tinhso.ground.acts.act import act, as_one, gather, keep, once, one_answer, send, sent, taken
from tinhso.ground.acts.outage import found_nobody, is_outage
from tinhso.ground.acts.reading import read
from tinhso.ground.acts.rows import add, add_now, change, insert_unless_there, inserting

__all__ = [
    "act",
    "add",
    "add_now",
    "as_one",
    "change",
    "found_nobody",
    "gather",
    "insert_unless_there",
    "inserting",
    "is_outage",
    "keep",
    "once",
    "one_answer",
    "read",
    "send",
    "sent",
    "taken",
]
