"""Upward news: heard once, in order, and never lost behind a slow transaction."""

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, transaction

from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import react, record
from tinhso.ground.journal.models import Cursor, Entry
from tinhso.ground.journal.tests.test_chain import LampLit

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def light(number: int) -> None:
    record(System("test"), LampLit(number, "đỏ"), at=NOON)


def until(true: Callable[[], bool]) -> None:
    """Entries are read once no older transaction is open here; autovacuum may hold one for a moment."""
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def caught_up(reader: str) -> None:
    """Read to the end of what stands, the last entry included."""
    newest = Entry.objects.order_by("-xact", "-id").first()
    until(lambda: not react(reader, {}) and (newest is None or Cursor.objects.get(reader=reader).xact >= newest.xact))


@pytest.fixture
def heard() -> list[int]:
    return []


@pytest.mark.django_db(transaction=True)
def test_each_entry_is_heard_once_and_in_order(heard):
    caught_up("once")
    light(1)
    light(2)

    reactions = {LampLit.kind: [lambda entry: heard.append(entry.facts["lamp_id"])]}
    until(lambda: not react("once", reactions) and len(heard) >= 2)
    react("once", reactions)

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
    until(lambda: not react("late", reactions) and len(heard) >= 2)

    assert sorted(heard) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_long_transaction_in_a_neighbouring_database_delays_nobody(heard):
    caught_up("neighbour")
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres") as there:
        there.execute("SELECT pg_current_xact_id()")  # it holds a number older than the entry, and stays open
        light(1)
        until(lambda: react("neighbour", {LampLit.kind: [lambda entry: heard.append(entry.facts["lamp_id"])]}) > 0)

    assert heard == [1]


@pytest.mark.django_db(transaction=True)
def test_a_reaction_that_crashes_is_tried_again_from_the_same_entry(heard):
    caught_up("crash")
    light(1)

    def crash(entry: object) -> None:
        raise ZeroDivisionError

    def crashes() -> bool:
        try:
            react("crash", {LampLit.kind: [crash]})
        except ZeroDivisionError:
            return True
        return False

    until(crashes)
    until(lambda: react("crash", {LampLit.kind: [lambda entry: heard.append(entry.facts["lamp_id"])]}) > 0)

    assert heard == [1]
