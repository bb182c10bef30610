"""Entered figures: four people, no value ever changed, one sentence for each bad row, nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import VISITOR
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.insight.warehouse import actions, queries
from tinhso.insight.warehouse.models import EntryDraft, Observation, Statistic
from tinhso.insight.warehouse.periods import over
from tinhso.insight.warehouse.rules import Cells
from tinhso.insight.warehouse.sheets import MOST_ROWS, read_csv
from tinhso.insight.warehouse.tests.factories import Chain, enter, lock, make_chain, value

LATER = MONDAY + timedelta(days=1)
EHR = {"code": "HLT.EHR"}


@pytest.fixture
def chain(db: None) -> Chain:
    """Officials of the department that answers for the statistic."""
    return make_chain(now=MONDAY)


def refused_for(action, *args, **named) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **named)
    return refused.value.code


def test_a_figure_goes_through_four_hands_and_is_then_everybodys(chain):
    (made,) = enter(chain.enterer, value("17"), now=MONDAY)
    with pytest.raises(NotVisible):
        queries.observation_for(VISITOR, made.pk)

    lock(chain, [made], now=LATER)

    shown = queries.observation_for(VISITOR, made.pk)
    assert (shown.state, shown.value, shown.unit_name) == ("LOCKED", 17, "Phường Nam Định")
    assert [hand.verb for hand in shown.hands.order_by("pk")] == ["enter", "check", "approve", "lock"]
    assert len({hand.actor_ref for hand in shown.hands.all()}) == 4
    assert [entry.kind for entry in entries_about(made.subject)] == ["warehouse.entered", *["warehouse.moved"] * 3]


def test_nobody_takes_two_steps_with_one_figure(db):
    everything = (Role.CASE_OFFICER, Role.DIVISION_HEAD, Role.LEADER, Role.CONTROLLER)
    mighty = person_of(make_official(agency("NB.SKHCN"), *everything), on=MONDAY.date())
    (made,) = enter(mighty, value("17"), now=MONDAY)

    assert refused_for(actions.move, mighty, [made.pk], "check", now=MONDAY) == "same-hand"


@pytest.mark.parametrize(
    ("step", "who"), [("check", "enterer"), ("check", "leader"), ("lock", "controller"), ("replace", "enterer")]
)
def test_a_step_is_taken_by_who_may_and_in_its_turn(chain, step, who):
    (made,) = enter(chain.enterer, value("17"), now=MONDAY)

    with pytest.raises(Refused):
        actions.move(getattr(chain, who), [made.pk], step, now=MONDAY)
    assert Observation.objects.get(pk=made.pk).state == "ENTERED"


def test_a_correction_is_a_new_version_with_a_reason_and_the_old_one_stays(chain):
    lock(chain, enter(chain.enterer, value("17"), now=MONDAY), now=MONDAY)
    assert refused_for(enter, chain.enterer, value("19"), now=LATER) == "reason-missing"

    (better,) = enter(chain.enterer, value("19"), reason="Đếm thiếu hai điểm", now=LATER)
    assert [one.value for one in queries.locked_values("NET.WEAKSPOT")] == [17]
    lock(chain, [better], now=LATER)

    assert [one.value for one in queries.locked_values("NET.WEAKSPOT")] == [19]
    versions = queries.versions_of(VISITOR, better)
    assert [(one.revision, one.value, one.state) for one in versions] == [(2, 19, "LOCKED"), (1, 17, "LOCKED")]


def test_what_nobody_looked_at_gives_way_and_what_is_being_judged_does_not(chain):
    (first,) = enter(chain.enterer, value("17"), now=MONDAY)
    (second,) = enter(chain.enterer, value("18"), now=MONDAY)
    assert Observation.objects.get(pk=first.pk).state == "REPLACED"
    actions.move(chain.checker, [second.pk], "check", now=MONDAY)

    assert refused_for(enter, chain.enterer, value("19"), now=MONDAY) == "being-judged"


def test_another_basis_is_a_correction(chain):
    (made,) = lock(chain, enter(chain.enterer, value("17"), now=MONDAY), now=MONDAY)

    (again,) = enter(chain.enterer, value("17"), basis="13/BC-SKHCN", reason="Ghi nhầm số báo cáo", now=LATER)

    assert (made.revision, again.revision, again.basis) == (1, 2, "13/BC-SKHCN")


def test_a_statistic_that_was_defined_anew_publishes_one_figure(chain):
    lock(chain, enter(chain.enterer, value("17"), now=MONDAY), now=MONDAY)
    one = queries.statistic("NET.WEAKSPOT", MONDAY.date())
    Statistic.objects.filter(pk=one.pk).update(valid_to=MONDAY.date())
    one.pk, one.version, one.valid_from = None, 2, LATER.date()
    one.save()
    lock(chain, enter(chain.enterer, value("18"), now=LATER), now=LATER)

    assert [(row.statistic.version, row.value) for row in queries.locked_values("NET.WEAKSPOT")] == [(2, 18)]


def test_a_figure_sent_back_says_why_and_is_entered_again(chain):
    (made,) = enter(chain.enterer, value("17"), now=MONDAY)
    assert refused_for(actions.move, chain.checker, [made.pk], "send_back", now=MONDAY) == "reason-missing"
    actions.move(chain.checker, [made.pk], "send_back", reason="Thiếu xã mới", now=MONDAY)

    (again,) = enter(chain.enterer, value("17"), now=LATER)

    assert (again.revision, again.state) == (2, "ENTERED")


def test_sending_twice_enters_once(chain):
    enter(chain.enterer, value("17"), now=MONDAY)

    assert refused_for(enter, chain.enterer, value("17"), now=MONDAY) == "nothing-entered"
    assert Observation.objects.count() == 1


@pytest.mark.parametrize("change", [{"value": 99}, {"basis": "khác"}, {"state": "ENTERED"}])
def test_the_database_refuses_to_change_or_delete_what_was_locked(chain, change):
    (made,) = lock(chain, enter(chain.enterer, value("17"), now=MONDAY), now=MONDAY)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Observation.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Observation.objects.filter(pk=made.pk)._raw_delete("default")


def test_one_wrong_row_enters_nothing_and_everything_typed_is_kept(chain):
    rows = [value("17"), value("1.2", "13684"), value("5", "356"), value("6"), value("7", "99999")]

    assert refused_for(enter, chain.enterer, *rows, now=MONDAY) == "bad-rows"

    assert not Observation.objects.exists()
    draft = EntryDraft.objects.get()
    assert [row["value"] for row in draft.rows] == ["17", "1.2", "5", "6", "7"]
    one = queries.statistic("NET.WEAKSPOT", MONDAY.date())
    of = queries.period_of(one, "2026-10", now=MONDAY)
    from_draft = read_csv(b"ma;gia tri\n13669;17\n13684;1.2\n356;5\n13669;6\n99999;7\n")
    said = [row.sentence for row in actions.judged(chain.enterer, one, of, from_draft)]
    assert said[0] == ""
    for sentence, words in zip(
        said[1:], ["dấu chấm thập phân", "Không còn cấp huyện từ 01/7/2025", "đã có ở dòng 2", "mã 99999"], strict=True
    ):
        assert words in sentence


def test_a_commune_enters_its_own_figure_and_no_other(db):
    officer = person_of(make_official(agency("NB.C13669"), Role.CASE_OFFICER), on=MONDAY.date())

    assert refused_for(enter, officer, value("3", "14167"), now=MONDAY) == "bad-rows"
    (made,) = enter(officer, value("3"), now=MONDAY)
    assert made.agency.slug == "NB.C13669"
    before_the_merger = [queries.units_to_enter(queries.statistic("NET.WEAKSPOT", MONDAY.date()), made.agency, of)
                         for of in (over("M", date(2025, 7, 1), 1)[0], over("M", date(2025, 8, 1), 1)[0])]  # fmt: skip
    assert [len(units) for units in before_the_merger] == [0, 1]
    department = person_of(make_official(agency("NB.SKHCN"), Role.CASE_OFFICER), on=MONDAY.date())
    assert refused_for(enter, department, value("4"), now=MONDAY) == "being-judged"


@pytest.mark.parametrize(
    ("slug", "role"), [("NB.SYT", Role.CASE_OFFICER), ("NB.SKHCN", Role.LEADER), ("NB.SKHCN", Role.AUDITOR)]
)
def test_who_was_not_asked_enters_nothing(db, slug, role):
    person = person_of(make_official(agency(slug), role), on=MONDAY.date())

    with pytest.raises(NotAllowed):
        enter(person, value("3"), now=MONDAY)


def test_other_departments_do_not_see_what_is_not_locked(chain):
    (made,) = enter(chain.enterer, value("17"), now=MONDAY)
    health = make_chain("NB.SYT", now=MONDAY)

    assert not queries.visible_to(health.leader).exists()
    assert queries.visible_to(health.controller).get() == made


def test_a_share_keeps_its_parts(db):
    health = make_chain("NB.SYT", now=MONDAY)
    (made,) = enter(health.enterer, ("13669", Cells("1.200", "4.800")), now=MONDAY, **EHR)

    assert (made.numerator, made.denominator, made.value) == (1200, 4800, 25)


@pytest.mark.parametrize(
    ("period", "code"), [("2026", "wrong-period"), ("2026-12", "future-period"), ("2026-13", "bad-period")]
)
def test_a_period_is_one_of_the_statistic_and_has_begun(chain, period, code):
    assert refused_for(enter, chain.enterer, value("1"), period=period, now=MONDAY) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("đơn vị;số\n1;2\n".encode(), "headings-missing"),
        (b"", "headings-missing"),
        ("mã;giá trị\n1;2".encode("utf-16"), "unreadable-file"),
        (b"ma;gia tri\n1;" + b"2" * 200_000, "unreadable-file"),
        (b"x" * 1_000_001, "file-too-large"),
        (b"ma;gia tri\n" + b"1;2\n" * (MOST_ROWS + 1), "too-many-rows"),
        (b"ma,tu so,mau so\n13669,12,5,20\n", "cells-too-many"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(content, code):
    assert refused_for(read_csv, content) == code


def test_a_page_of_wrong_rows_can_be_sent_again():
    assert (MOST_ROWS + 129) * 4 + 20 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_files_are_read_with_any_separator_and_a_mark_of_bytes(between):
    lines = ["Mã đơn vị|Tên|Tử số|Mẫu số", "13669|Phường Nam Định|1.200|4.800", "", "13684||5"]
    rows = read_csv("\r\n".join(lines).replace("|", between).encode("utf-8-sig"))

    assert [(row.line, row.code, row.cells) for row in rows] == [
        (2, "13669", Cells("1.200", "4.800")), (4, "13684", Cells("5")),
    ]  # fmt: skip


def test_the_periods_that_are_over_come_newest_first():
    assert [one.code for one in over("M", MONDAY.date(), 2)] == ["2026-10", "2026-09"]
    assert [one.code for one in over("Q", MONDAY.date(), 2)] == ["2026-Q3", "2026-Q2"]
    assert [one.code for one in over("Y", MONDAY.date(), 2)] == ["2025", "2024"]
