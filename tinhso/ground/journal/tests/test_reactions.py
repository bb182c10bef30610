"""Upward news: heard once, in order, and never lost behind a slow transaction."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import react, record
from tinhso.ground.journal.tests.test_chain import LampLit

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def light(number: int) -> None:
    record(System("test"), LampLit(number, "đỏ"), at=NOON)


def caught_up(reader: str) -> None:
    while react(reader, {}):
        pass


@pytest.fixture
def heard() -> list[int]:
    return []


@pytest.mark.django_db(transaction=True)
def test_each_entry_is_heard_once_and_in_order(heard):
    caught_up("once")
    light(1)
    light(2)

    for _ in range(3):
        react("once", {LampLit.kind: [lambda entry: heard.append(entry.facts["lamp_id"])]})

    assert heard == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_not_skipped(heard):
    caught_up("late")
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            light(1)
            written.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(10)
    light(2)  # a later id, committed first
    reactions = {LampLit.kind: [lambda entry: heard.append(entry.facts["lamp_id"])]}
    react("late", reactions)
    may_commit.set()
    thread.join()
    react("late", reactions)

    assert sorted(heard) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_reaction_that_crashes_is_tried_again_from_the_same_entry(heard):
    caught_up("crash")
    light(1)

    def crash(entry: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        react("crash", {LampLit.kind: [crash]})
    react("crash", {LampLit.kind: [lambda entry: heard.append(entry.facts["lamp_id"])]})

    assert heard == [1]
