"""An official's lists: what lies on his desks, merged in due order, and nothing that he may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_dossier, make_one_stop
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=400)
STATES = ["AWAITING_RECEPTION", "TRANSFERRED", "IN_PROCESS", "AWAITING_SIGNATURE", "SIGNED", "RESULT_READY",
          "AWAITING_SUPPLEMENT", "RETURNED"]  # fmt: skip


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker):
    """Two one-stops with a dossier in each of many states, their due moments shuffled.

    Made once, in a transaction around the tests; what a test does is undone to a savepoint after it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield two_full_places()
        transaction.set_rollback(True)


def two_full_places():
    places = [make_one_stop(), make_one_stop("NB.C13693")]
    for number, state in enumerate(STATES * 2):
        dossier = dossier_in(places[number // len(STATES)], state)
        Dossier.objects.filter(pk=dossier.pk).update(due_at=MONDAY + timedelta(hours=(number * 7) % 16 - 8))
    return places


def of_all_trades(*places) -> Person:
    """An official with every working role at each of these places, who holds the case officer's dossiers."""
    roles = frozenset(role.value for role in Role if role not in {Role.AUDITOR, Role.CONTROLLER, Role.ADMIN})
    return Person(name="X", official_id=places[0].official.pk, posts={place.agency.pk: roles for place in places})


def paged(person: Person, chosen: queries.Queue, *, size: int) -> list[str]:
    found, after = [], ""
    while True:
        page = queries.queue(person, chosen, after=after, size=size, now=MONDAY)
        found += [row.code for row in page.rows]
        after = page.next_key
        if not after:
            return found


@pytest.mark.parametrize("size", [1, 3, 50])
@pytest.mark.parametrize("show", ["desk", "agency", "waiting", "mine"])
def test_pages_by_key_give_every_row_once_in_due_order_whatever_the_number_of_desks(full, show, size):
    person = of_all_trades(*full)
    mine = person.official_id
    shown = {
        "agency": lambda row: True,
        "waiting": lambda row: row.desk == "APPLICANT",
        "mine": lambda row: row.holder_id == mine,
        "desk": lambda row: row.holder_id in {None, mine} if row.desk == "CASE_OFFICER" else row.desk != "APPLICANT",
    }[show]
    whole = Dossier.objects.exclude(state="RETURNED").order_by("due_at", "pk")

    assert paged(person, queries.Queue(show=show), size=size) == [row.code for row in whole if shown(row)]


@pytest.mark.parametrize("show", ["desk", "agency", "waiting", "mine"])
def test_no_list_shows_what_its_reader_may_not_see(full, show):
    here, there = full
    for person in (here.reception, here.officer, here.leader, there.clerk, of_all_trades(here)):
        seen = set(queries.visible_to(person).values_list("code", flat=True))
        assert set(paged(person, queries.Queue(show=show), size=50)) <= seen


def test_who_only_looks_on_has_an_empty_desk_and_the_whole_province(full):
    controller = Person(
        name="X", official_id=full[0].official.pk, posts={agency("NB.VP").pk: frozenset({"CONTROLLER"})}
    )
    counts, pressing = queries.standing_figures(controller), queries.pressing_figures(controller, LATER)
    still_open = Dossier.objects.exclude(state="RETURNED").count()

    assert paged(controller, queries.Queue(), size=50) == []
    assert (counts.desk, counts.mine, counts.waiting, pressing.late, pressing.today) == (0, 0, 0, 0, 0)
    assert len(paged(controller, queries.Queue(show="agency"), size=3)) == still_open


def test_a_desk_at_a_third_agency_cannot_be_written(full):
    with pytest.raises(IntegrityError, match="dossiers_desk_is_a_party"), transaction.atomic():
        Dossier.objects.filter(pk=Dossier.objects.earliest("pk").pk).update(desk_agency=agency("NB.STC"))


@pytest.mark.parametrize("who", ["reception", "officer", "division_head", "leader", "clerk", "result_officer"])
def test_the_figures_of_the_desk_are_those_of_its_lists(full, who):
    for place in full:
        person = getattr(place, who)
        counts, due = queries.standing_figures(person), queries.pressing_figures(person, MONDAY)

        assert counts.desk == len(paged(person, queries.Queue(show="desk"), size=50))
        assert counts.mine == len(paged(person, queries.Queue(show="mine"), size=50))
        assert counts.waiting == len(paged(person, queries.Queue(show="waiting"), size=50))
        assert due.late == len(paged(person, queries.Queue(late=True), size=50))
        assert due.today == len(paged(person, queries.Queue(due_today=True), size=50))
        assert sum(count for *_, count in counts.by_state) == len(paged(person, queries.Queue(show="agency"), size=50))


def test_above_a_thousand_late_ones_the_figure_stops_counting(full, monkeypatch):
    monkeypatch.setattr("tinhso.government.dossiers.queries.figures.COUNT_CAP", 2)
    person = of_all_trades(*full)

    assert queries.pressing_figures(person, LATER).late == 2


def test_a_search_finds_ended_dossiers_and_keeps_to_its_filters(full):
    here, _ = full
    ended = Dossier.objects.get(state="RETURNED", receiving_agency=here.agency)

    assert paged(here.reception, queries.Queue(text=ended.code.lower()), size=5) == [ended.code]
    assert paged(here.reception, queries.Queue(text=ended.code, state=str(DossierState.SIGNED)), size=5) == []
    assert ended.code in paged(here.reception, queries.Queue(text=ended.applicant_name), size=50)
    assert paged(here.reception, queries.Queue(text="&|!"), size=5) == []


def test_the_first_page_reads_only_what_it_shows(full, django_assert_num_queries):
    here, _ = full
    make_dossier(here)

    with django_assert_num_queries(1):
        page = queries.queue(here.reception, queries.Queue(), now=MONDAY)
        assert [row.holder_name for row in page.rows] == [None] * len(page.rows)
