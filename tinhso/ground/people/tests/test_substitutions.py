"""Who signs for the head of an agency (Nghị định 30/2020, Điều 13): by an instrument, in its days, and no longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people import actions, queries
from tinhso.ground.people.models import Role, SignsFor
from tinhso.ground.people.tests.factories import NOON, TODAY, agency, make_official, person_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADMIN = System("test")
BY = "Quyết định 15/QĐ-UBND ngày 20/11/2026"


def enter(official, signs_for="TUQ", first=TODAY, last: date | None = TODAY + 7 * DAY, **facts):
    facts = {"head": "Chủ tịch", "title": "Trưởng phòng Tư pháp", "instrument": BY} | facts
    return actions.enter_substitution(
        ADMIN, official, agency(), signs_for=SignsFor(signs_for), valid_from=first, valid_to=last, now=NOON, **facts
    )


@pytest.mark.parametrize(
    ("signs_for", "lines"),
    [
        ("KT", ("KT. Chủ tịch", "Trưởng phòng Tư pháp")),
        ("TL", ("TL. Chủ tịch", "Trưởng phòng Tư pháp")),
        ("TUQ", ("TUQ. Chủ tịch", "Trưởng phòng Tư pháp")),
        ("Q", ("Q. Chủ tịch",)),
    ],
)
def test_each_way_has_its_lines_above_the_signature(signs_for, lines):
    official = make_official(agency(), Role.DIVISION_HEAD)

    entered = enter(official, signs_for)

    assert entered.lines == lines
    assert queries.substitution_for(official.pk, agency().pk, on=TODAY) == entered
    assert entries_about(f"agency:{agency().pk}").filter(kind="people.substitution_entered").exists()


def test_a_substitute_may_do_what_a_leader_may_in_these_days_only():
    official = make_official(agency(), Role.DIVISION_HEAD)
    enter(official)

    on = {day: person_of(official, on=day).roles_at(agency().pk) for day in (TODAY - DAY, TODAY, TODAY + 8 * DAY)}

    assert [Role.LEADER in roles for roles in on.values()] == [False, True, False]


@pytest.mark.parametrize(
    ("day", "why"),
    [(TODAY + 8 * DAY, "đã hết hiệu lực sau ngày 30/11/2026"), (TODAY - DAY, "chỉ có hiệu lực từ ngày 23/11/2026")],
)
def test_outside_its_days_one_sentence_says_so(day, why):
    official = make_official(agency(), Role.DIVISION_HEAD)
    enter(official)

    with pytest.raises(Refused, match="substitution-ended") as refused:
        queries.substitution_for(official.pk, agency().pk, on=day)
    assert refused.value.sentence == f"Chưa ký “TUQ. Chủ tịch” được: {BY} {why}."


@pytest.mark.parametrize(
    ("title", "spent", "is_refused"),
    [
        ("Chủ tịch", "TUQ", False),
        ("Chủ tịch", "KT", False),
        ("Phó Chủ tịch", "Q", False),
        ("Phó Chủ tịch", "KT", True),
    ],
)
def test_a_leader_needs_no_instrument_unless_it_is_the_deputys_own(title, spent, is_refused):
    official = make_official(agency(), Role.LEADER, title=title)
    enter(official, spent, TODAY - 9 * DAY, TODAY - 2 * DAY)

    try:
        assert queries.substitution_for(official.pk, agency().pk, on=TODAY) is None
        assert not is_refused
    except Refused:
        assert is_refused


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"last": None}, "end-missing"),
        ({"last": TODAY - DAY}, "ends-before-it-begins"),
        ({"instrument": " "}, "instrument-missing"),
    ],
)
def test_what_the_decree_does_not_allow_is_not_entered(facts, code):
    with pytest.raises(Refused, match=code):
        enter(make_official(agency(), Role.DIVISION_HEAD), **facts)


def test_leave_to_sign_for_the_head_of_a_body_ends_with_the_body():
    official = make_official(agency(), Role.DIVISION_HEAD)
    entered = enter(official)

    actions.succeed_agencies(ADMIN, {agency().pk: agency("NB.C14167").pk}, on=TODAY + DAY, now=NOON)

    entered.refresh_from_db()
    assert entered.valid_to == TODAY


def test_only_an_administrator_enters_it():
    official = make_official(agency(), Role.LEADER)
    with pytest.raises(NotAllowed):
        actions.enter_substitution(
            person_of(official), official, agency(), signs_for=SignsFor.KT, head="Chủ tịch", title="Phó Chủ tịch",
            instrument=BY, valid_from=TODAY, now=NOON,
        )  # fmt: skip


def test_the_command_enters_it_and_the_officials_page_shows_it(client, capsys):
    official = queries.official_by_number("CB0006")
    first = {"first": "01/01/2026", "signs_for": "KT", "head": "Chủ tịch", "title": "Phó Chủ tịch"}
    call_command("add_substitute", "CB0006", agency="NB.C13669", instrument=BY, **first)

    assert "ký “KT. Chủ tịch / Phó Chủ tịch” từ 01/01/2026" in capsys.readouterr().out
    client.force_login(official.account)
    page = client.get("/tai-khoan/").content.decode()
    assert "Khi ký văn bản: KT. Chủ tịch / Phó Chủ tịch" in page and BY in page
    with pytest.raises(CommandError, match="thừa ủy quyền phải có ngày"):
        call_command("add_substitute", "CB0006", agency="NB.C13669", instrument=BY, **first | {"signs_for": "TUQ"})
