"""Up to where the journal is settled: neighbours on the same server delay nobody, whenever they came."""

import os
from contextlib import ExitStack

import psycopg

from tinhso.ground.journal.queries import settled_up_to


def test_a_neighbour_that_came_after_the_first_question_of_a_transaction_is_no_one_of_ours(db):
    def at_work() -> int:
        there = stack.enter_context(psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres"))
        return int(there.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()[0])

    def done() -> int:
        with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres") as there:
            return int(there.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()[0])

    with ExitStack() as stack:
        at_work()
        done()
        settled_up_to()  # from now on PostgreSQL would tell this transaction of the first neighbour alone
        at_work()
        last = done()

        assert settled_up_to() > last
