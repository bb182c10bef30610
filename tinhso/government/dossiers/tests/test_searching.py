"""Words find the newest dossiers first, all of them page by page, and only those that the person may see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import searching
from tinhso.government.dossiers.rules import search_words, unfinished_code
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_dossier, make_one_stop
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person

AUDITOR = frozenset({Role.AUDITOR.value})


def found(person: Person, text: str, *, size: int = 50, **filters: object) -> list[str]:
    codes, after = [], ""
    while True:
        page = queries.queue(person, queries.Queue(text=text, **filters), after=after, size=size, now=MONDAY)
        codes += [row.code for row in page.rows]
        after = page.next_key
        if not after:
            return codes


def called(dossier: Dossier, name: str, **facts: object) -> Dossier:
    """The dossier with another applicant's name."""
    words = " ".join(search_words(f"{dossier.code} {name} {dossier.title}"))
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name=name, search_text=words, **facts)
    dossier.refresh_from_db()
    return dossier


@pytest.fixture
def no_newest(monkeypatch):
    """Nothing is found among the newest, so that quarters alone are asked."""
    monkeypatch.setattr(searching, "NEWEST", 0)
    monkeypatch.setattr(searching, "NEWEST_OF_ALL", 0)


@pytest.mark.parametrize("newest", [0, 1, 4, 600])
@pytest.mark.parametrize("size", [1, 3, 50])
def test_pages_give_every_find_once_the_newest_first_however_many_of_the_newest_are_looked_at(
    place, monkeypatch, size, newest
):
    monkeypatch.setattr(searching, "NEWEST", newest)
    dossiers = [dossier_in(place, state) for state in ("AWAITING_RECEPTION", "RETURNED", "IN_PROCESS", "RETURNED")]
    dossiers += [make_dossier(place) for _ in range(4)]
    names = ["Lê Minh", "Đỗ Hoà", "Lê Minh", "Lê Minh", "Đỗ Hoà", "Lê Minh", "Đỗ Hoà", "Lê Minh"]
    for days, (dossier, name) in enumerate(zip(dossiers, names, strict=True)):
        called(dossier, name, filed_at=MONDAY - timedelta(days=days * 50 % 80))  # in four quarters, out of order

    expected = Dossier.objects.filter(applicant_name="Lê Minh").order_by("-filed_at")

    assert found(place.reception, "le minh", size=size) == [row.code for row in expected]


def test_many_dossiers_of_other_names_do_not_hide_an_old_one(place, monkeypatch):
    monkeypatch.setattr(searching, "NEWEST", 2)
    old = called(make_dossier(place, now=MONDAY - timedelta(days=90)), "Khổng My")
    for _ in range(4):
        make_dossier(place)

    assert found(place.reception, "khong my") == found(place.reception, "My khổn") == [old.code]


def test_the_last_word_may_be_unfinished_from_three_letters_on_and_the_others_may_not(place):
    dossier = called(make_dossier(place), "Khổng Huyền My")

    assert found(place.reception, "khong huy") == found(place.reception, "HUYỀN khổ") == [dossier.code]
    assert not found(place.reception, "khon huyen")
    assert not found(place.reception, "khong hu")


def test_a_number_counts_whole_and_a_piece_of_a_code_is_found_in_the_code(place):
    codes = [make_dossier(place).code for _ in range(12)]
    unit, day, last = codes[-1].split("-")

    assert found(place.reception, last) == found(place.reception, f"{day} {last}") == [codes[-1]]
    assert not found(place.reception, last[:3])
    assert set(found(place.reception, f"{unit}-{day}-001")) == {code for code in codes if code[-4:-1] == "001"}
    assert found(place.reception, f"{day}-{last}".lower()) == [codes[-1]]
    assert set(found(place.reception, f"{unit}-{day[:4]}")) == set(found(place.reception, unit)) == set(codes)
    assert not found(place.reception, f"{unit}-{day}-002")


@pytest.mark.parametrize(("text", "piece"), [
    ("h42.31.28 - 250424 – 00", "H42.31.28-250424-00"), ("250424-", "250424-"),
    ("000.21.19.H40-25", "000.21.19.H40-25"), ("nguyen-van", ""), ("0001", ""), ("-0001", ""),
    ("H42.31.28", ""), ("8-a", ""),
])  # fmt: skip
def test_a_piece_of_a_code_has_a_hyphen_and_no_other_words(text, piece):
    assert unfinished_code(text) == piece


@pytest.mark.parametrize("newest", [1, 600])
def test_each_agency_that_may_see_a_dossier_finds_it_by_words_once_and_no_other_does(db, monkeypatch, newest):
    monkeypatch.setattr(searching, "NEWEST", newest)
    receives, resolves, supports, stranger = places = [
        make_one_stop(slug) for slug in ("NB.C13669", "NB.C13693", "NB.C14167", "NB.SYT")
    ]
    facts = {"resolving_agency": resolves.agency, "support_agency": supports.agency}
    dossier = called(make_dossier(receives), "Khổng My", **facts)
    posts = {one.agency.pk: frozenset({"RECEPTION"}) for one in places}

    for one in (receives, resolves, supports):
        assert found(one.reception, "khong my") == [dossier.code]
    assert not found(stranger.reception, "khong my")
    assert found(Person(name="X", official_id=1, posts=posts), "khong my") == [dossier.code]
    assert found(Person(name="X", official_id=1, posts={stranger.agency.pk: AUDITOR}), "my kho") == [dossier.code]
    assert not found(Person(name="X", official_id=1, posts={}), "khong my")


def test_a_name_cannot_pass_for_a_word_of_another_agency(db):
    here, there = make_one_stop(), make_one_stop("NB.C13693")
    called(make_dossier(here), f"{there.agency.pk}/khong My")

    assert not found(there.reception, "khong")
    assert not found(there.reception, f"{there.agency.pk}/khong")


def test_what_is_found_by_words_may_be_narrowed(place):
    waiting, ended = make_dossier(place), dossier_in(place, "RETURNED")

    assert found(place.reception, "khai sinh", state="RETURNED") == [ended.code]
    assert found(place.reception, "khai sinh", procedure="1.001193", state="AWAITING_RECEPTION") == [waiting.code]
    assert not found(place.reception, "khai sinh", procedure="2.000815")


@pytest.mark.parametrize("roles", [frozenset({"RECEPTION"}), AUDITOR])
def test_quarters_lie_beside_each_other_without_a_gap_and_with_empty_ones_between(place, no_newest, roles):
    moments = [
        datetime(2026, 3, 31, 23, 59, 59, 999999, UTC), datetime(2026, 4, 1, tzinfo=UTC),
        datetime(2026, 4, 1, 6, 59, tzinfo=UTC), datetime(2019, 12, 31, 23, 30, tzinfo=UTC),
        datetime(2020, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC),
    ]  # fmt: skip
    dossiers = [called(make_dossier(place), "Khổng My", filed_at=moment) for moment in moments]
    called(make_dossier(place), "Đỗ Hoà", filed_at=datetime(2018, 5, 5, tzinfo=UTC))
    newest_first = [one.code for one in sorted(dossiers, key=lambda one: one.filed_at, reverse=True)]
    person = Person(name="X", official_id=1, posts={place.agency.pk: roles})

    for size in (1, 2, 50):
        assert not found(person, "khong m", size=size)
        assert found(person, "khổng my", size=size) == found(person, "my khổ", size=size) == newest_first


def test_a_dossier_is_found_in_its_quarter_after_its_facts_have_changed(place, no_newest):
    dossier = called(make_dossier(place), "Khổng My")
    other = make_one_stop("NB.C13693")
    moved = {"filed_at": MONDAY - timedelta(days=400), "receiving_agency": other.agency, "desk_agency": other.agency}
    Dossier.objects.filter(pk=dossier.pk).update(resolving_agency=other.agency, **moved)

    assert found(other.reception, "khong my") == [dossier.code]
    assert not found(place.reception, "khong my")


def test_nothing_is_found_where_no_dossier_is(db, no_newest):
    assert not found(make_one_stop().reception, "khong my")


def test_rows_of_one_moment_are_not_cut_between_pages(place, no_newest):
    dossiers = [called(make_dossier(place), "Khổng My", filed_at=MONDAY) for _ in range(5)]

    assert found(place.reception, "khong my", size=2) == [one.code for one in reversed(dossiers)]
