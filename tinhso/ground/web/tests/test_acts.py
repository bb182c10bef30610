"""An act is one transaction, sends together what nobody waits for, and never writes down what was undone."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tinhso.ground.acts import act, add, add_now, change, once, one_answer, send
from tinhso.ground.web.models import IdempotentAnswer

pytestmark = pytest.mark.django_db
INSERT = """
INSERT INTO web_idempotentanswer (key, caller, request_hash, status, content_type, body) VALUES (%s, '', '', 0, '', '')
"""


def keys() -> list[str]:
    return list(IdempotentAnswer.objects.order_by("id").values_list("key", flat=True))


def test_what_nobody_waits_for_goes_in_one_trip_at_the_end():
    with (
        CaptureQueriesContext(
            connection,
        ) as seen,
        act(),
    ):
        for name in "abc":
            send(INSERT, [name])
        assert not [query for query in seen if "idempotentanswer" in query["sql"]]

    assert len([query for query in seen if "idempotentanswer" in query["sql"]]) == 1
    assert keys() == ["a", "b", "c"]


def test_outside_of_an_act_it_runs_at_once():
    send(INSERT, ["a"])

    assert keys() == ["a"]


def test_nothing_is_left_of_an_act_that_failed():
    with pytest.raises(RuntimeError), act():
        send(INSERT, ["a"])
        raise RuntimeError

    assert keys() == []


def test_a_broken_rule_of_the_database_undoes_the_whole_act():
    with pytest.raises(IntegrityError), act():
        add_now(IdempotentAnswer(key="first"))
        send(INSERT, ["twice"])
        send(INSERT, ["twice"])

    assert keys() == []


def test_an_inner_act_that_was_refused_leaves_nothing_and_its_outer_act_goes_on():
    with act():
        send(INSERT, ["before"])
        with pytest.raises(RuntimeError), act():
            send(INSERT, ["refused"])
            raise RuntimeError
        send(INSERT, ["after"])

    assert keys() == ["before", "after"]


def test_what_was_said_in_a_savepoint_that_is_undone_is_undone_too():
    with act():
        send(INSERT, ["kept"])
        with pytest.raises(RuntimeError), transaction.atomic():
            send(INSERT, ["undone"])
            raise RuntimeError

    assert keys() == ["kept"]


def test_rows_keep_the_order_of_writing_across_inner_acts():
    def note(key: str) -> None:
        add([IdempotentAnswer(caller="x", key=key, request_hash="")])

    with act():
        note("1")
        with act():
            note("2")
        note("3")

    assert keys() == ["1", "2", "3"]


def test_under_one_answer_acts_have_no_savepoints_and_fall_together():
    with CaptureQueriesContext(connection) as seen, pytest.raises(RuntimeError), one_answer():
        outermost = len([query for query in seen if query["sql"].startswith("SAVEPOINT")])  # the test's own transaction
        with act():
            send(INSERT, ["a"])
            with act():
                send(INSERT, ["b"])
        assert len([query for query in seen if query["sql"].startswith("SAVEPOINT")]) == outermost
        assert keys() == ["a", "b"]
        raise RuntimeError

    assert keys() == []


def test_a_question_is_asked_once_an_act_and_afresh_in_the_next():
    answers = iter(range(10))

    def ask() -> int:
        return next(answers)

    with act():
        first = [once("q", ask), once("q", ask)]
        with act():
            first.append(once("q", ask))
    with act():
        second = once("q", ask)

    assert (first, second, once("q", ask), once("q", ask)) == ([0, 0, 0], 1, 2, 3)


def test_a_row_is_written_as_the_orm_writes_it():
    add_now(IdempotentAnswer(caller="mine", key="k", request_hash="h", body=b"\x00%s"))
    IdempotentAnswer.objects.create(caller="orm", key="k", request_hash="h", body=b"\x00%s")

    rows = IdempotentAnswer.objects.order_by("id").values("key", "request_hash", "status", "content_type", "body")
    mine, orm = (row | {"body": bytes(row["body"])} for row in rows)

    assert mine == orm


def test_only_the_named_fields_of_a_row_change():
    row = IdempotentAnswer.objects.create(caller="a", key="k", request_hash="h")
    row.status, row.request_hash = 201, "other"

    change(row, ["status"])

    row.refresh_from_db()
    assert (row.status, row.request_hash) == (201, "h")
