"""Many at once: numbers without gaps, counts that stay right, one filing however often it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.models import Count

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.invariants import INVARIANTS
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import CodeCounter, Dossier
from tinhso.government.dossiers.rules import parse_code
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_dossier, make_one_stop
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.counter import citizen_at_counter


def at_once(work, count, workers=12):
    """Do `work(i)` count times in parallel, each thread on its own connection."""

    def one(i):
        try:
            return work(i)
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_many_filings_in_parallel_have_numbers_without_gap_and_right_counts():
    place = make_one_stop()
    dossiers = at_once(lambda i: make_dossier(place, idempotency_key=f"parallel-{i}"), 200)
    assert sorted(parse_code(d.code).number for d in dossiers) == list(range(1, 201))

    same = at_once(lambda _: make_dossier(place, idempotency_key="one"), 12)
    assert {d.code for d in same} == {same[0].code}

    # Each dossier is received by two officers at the same time: one of them is told, and nothing counts twice.
    def receive(i):
        return actions.receive(place.reception, dossiers[i // 2], expected_version=dossiers[i // 2].version, now=MONDAY)

    received = at_once(receive, 60)
    assert sorted({r.code for r in received if isinstance(r, Refused)}) == ["changed-meanwhile"]
    assert sum(isinstance(r, Dossier) for r in received) == 30
    assert_counts_are_right()
    at_once(lambda i: actions.fold_counts() if i % 3 == 0 else make_dossier(place, idempotency_key=f"more-{i}"), 24)
    assert_counts_are_right()
    assert {one.name: found.named for one in INVARIANTS if (found := one.check()).broken} == {}

    # Somebody new stands at several counters in the same moment: he is one person, and nobody is turned away.
    card = {"personal_number": "000196000777", "full_name": "Vũ Thị Na", "phone": "", "email": "", "address": ""}
    met = at_once(lambda _: citizen_at_counter(place.reception, **card, commune_code="", now=MONDAY), 12)
    assert {citizen.pk for citizen in met} == {met[0].pk}


def assert_counts_are_right():
    found = dict(Dossier.objects.values_list("state").annotate(Count("pk")).order_by())
    agencies = set(Dossier.objects.values_list("desk_agency", flat=True))
    counted = {state.value: n for state, n in queries.state_counts(queries.kept_counts(agencies)).items() if n}
    assert counted == found


def test_the_ten_thousandth_filing_of_a_day_is_refused_and_takes_no_number(place):
    CodeCounter.objects.create(agency=place.agency, day=MONDAY.date(), last_number=9998)
    last = make_dossier(place)

    with pytest.raises(Refused, match="codes-exhausted"):
        make_dossier(place)

    assert last.code.endswith("-9999")
    assert CodeCounter.objects.get(agency=place.agency, day=MONDAY.date()).last_number == 9999
    assert make_dossier(place, now=MONDAY + timedelta(days=1)).code.endswith("-0001")


def test_sending_the_same_filing_twice_gives_the_same_dossier(place):
    first, second = make_dossier(place, idempotency_key="k"), make_dossier(place, idempotency_key="k")

    assert first.pk == second.pk
    assert Dossier.objects.count() == 1


class Round:
    """Counts statements that cross to the database, savepoints of nested acts aside (one commit in real life)."""

    def __enter__(self):
        connection.force_debug_cursor = True
        self.before = len(connection.queries_log)
        return self

    def __exit__(self, *args):
        sent = [q["sql"] for q in list(connection.queries_log)[self.before :]]
        self.sent = [sql for sql in sent if "SAVEPOINT" not in sql]
        connection.force_debug_cursor = False


def test_filing_takes_few_round_trips(place):
    make_dossier(place)  # what a process reads once is warm

    with Round() as filing:
        make_dossier(place)

    assert len(filing.sent) <= 12, "\n".join(filing.sent)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("TRANSFERRED", lambda p, d, now: actions.take(p.officer, d, now=now)),
        ("IN_PROCESS", lambda p, d, now: actions.propose(p.officer, d, content="Đủ điều kiện", now=now)),
        ("AWAITING_SIGNATURE", lambda p, d, now: actions.send_back(p.leader, d, reason="Sai họ tên", now=now)),
        ("IN_PROCESS", lambda p, d, now: actions.verify(p.officer, d, now=now)),
    ],
)
def test_a_transition_takes_few_round_trips(place, state, act):
    dossier = dossier_in(place, state)

    with Round() as moving:
        act(place, dossier, MONDAY + timedelta(hours=4))

    assert len(moving.sent) <= 10, "\n".join(moving.sent)


def test_opening_a_page_of_the_queue_does_not_grow_with_the_queue(place, django_assert_max_num_queries):
    for _ in range(25):
        make_dossier(place)

    with django_assert_max_num_queries(2):
        page = queries.queue(place.reception, queries.Queue(), size=20, now=MONDAY.astimezone(VIETNAM))

    assert len(page.rows) == 20
    rest = queries.queue(place.reception, queries.Queue(), after=page.next_key, size=20, now=MONDAY)
    assert len({row.id for row in [*page.rows, *rest.rows]}) == 25
    assert {row.state for row in rest.rows} == {S.AWAITING_RECEPTION}
