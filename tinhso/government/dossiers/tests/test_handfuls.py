"""One verb on many dossiers: the same rows as one by one, and each answered for itself."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import HandOver
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in, make_dossier
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.queries import first_break

AT = MONDAY + HOUR


def standing(dossier) -> tuple[object, ...]:
    dossier.refresh_from_db()
    slip = HandOver.objects.filter(dossier=dossier).order_by("id").values_list("from_name", "to_name", "note")
    told = [(entry.kind, entry.actor_name) for entry in queries.timeline(dossier)]
    return dossier.state, dossier.desk, dossier.version, dossier.step_due_at, list(slip), told


def test_a_handful_writes_what_one_by_one_would_and_asks_the_database_far_less(place):
    alone, *several = (dossier_in(place, S.AWAITING_RECEPTION) for _ in range(4))
    with CaptureQueriesContext(connection) as by_itself:
        actions.receive(place.reception, alone, now=AT)

    with CaptureQueriesContext(connection) as together:
        answers = actions.on_each(lambda one: actions.receive(place.reception, one, now=AT), several)

    assert [answer.pk for answer in answers] == [one.pk for one in several]
    assert {str(standing(one)) for one in several} == {str(standing(alone))}
    assert len(together) < 2 * len(by_itself)
    assert first_break() is None


def test_one_that_is_refused_is_left_as_it_was_and_holds_up_no_other(place):
    first, last = (dossier_in(place, S.AWAITING_RECEPTION) for _ in range(2))
    gone = dossier_in(place, S.TRANSFERRED)
    before = standing(gone)

    answers = actions.on_each(lambda one: actions.receive(place.reception, one, now=AT), [first, gone, last])

    assert isinstance(answers[1], Refused)
    assert standing(gone) == before
    assert [standing(one)[0] for one in (first, last)] == [S.TRANSFERRED, S.TRANSFERRED]


def test_a_dossier_twice_is_the_callers_mistake(place):
    dossier = dossier_in(place, S.AWAITING_RECEPTION)

    with pytest.raises(ValueError, match="each dossier once"):
        actions.on_each(lambda one: actions.receive(place.reception, one, now=AT), [dossier, dossier])


def test_filings_of_a_handful_are_numbered_in_order_and_asked_for_together(place):
    with CaptureQueriesContext(connection) as by_itself:
        make_dossier(place)

    with CaptureQueriesContext(connection) as together:
        found = actions.file_each([lambda: make_dossier(place) for _ in range(3)])

    assert [one.code[-4:] for one in found] == ["0002", "0003", "0004"]
    assert len(together) < 3 * len(by_itself)
    assert {str(standing(one)[:4]) for one in found} == {str(standing(found[0])[:4])}
    assert first_break() is None


def test_a_refused_filing_leaves_no_gap_and_one_filed_before_is_found(place):
    known = make_dossier(place, idempotency_key="before")

    found = actions.file_each([
        lambda: make_dossier(place),
        lambda: make_dossier(place, parts=()),
        lambda: make_dossier(place, idempotency_key="before"),
        lambda: make_dossier(place),
    ])  # fmt: skip

    assert isinstance(found[1], Refused)
    assert found[2].pk == known.pk
    assert [found[one].code[-4:] for one in (0, 3)] == ["0002", "0003"]
