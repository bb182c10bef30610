"""Who may write and read a register; nothing that stood is lost; looks are kept."""

from __future__ import annotations

import pytest

from tinhso.engines.registers import actions, queries
from tinhso.engines.registers.models import RecordVersion
from tinhso.engines.registers.queries import Wanted
from tinhso.engines.registers.tests.factories import LIBRARIAN, NOON, PEOPLE, SCHEMA, make_register
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.persons import VISITOR, Person
from tinhso.ground.people.queries import looks_at
from tinhso.ground.people.tests.factories import agency, make_citizen, make_official, person_of

pytestmark = pytest.mark.django_db
NUMBER = PEOPLE[0]["number"]


def at(slug: str, *roles: str) -> Person:
    return person_of(make_official(agency(slug), *roles))


def code_of(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    ("slug", "role", "may_read", "may_write", "may_shape"),
    [
        ("NB.C13669", "LEADER", True, True, True),
        ("NB.C13669", "CLERK", True, True, False),
        ("NB.C13669", "RESULT_OFFICER", True, False, False),
        ("NB.SYT", "LEADER", False, False, False),
        ("NB.VP", "AUDITOR", True, False, False),
    ],
)
def test_who_may_do_what(slug, role, may_read, may_write, may_shape):
    shape, person = make_register(agency()), at(slug, role)
    acts = {
        may_read: lambda: queries.search(person, shape.register, Wanted(), now=NOON),
    }
    tries = [
        (may_read, acts[may_read]),
        (may_write, lambda: actions.create_record(person, shape, PEOPLE[0] | {"number": "000900000000"}, now=NOON)),
        (may_shape, lambda: actions.modify_register(person, shape.register, version="2.0", schema=SCHEMA, now=NOON)),
    ]

    for allowed, act in tries:
        if allowed:
            act()
        else:
            with pytest.raises(NotAllowed) as refused:
                act()
            assert code_of(refused) == "not-keeper"


def test_every_state_of_a_record_is_kept():
    shape = make_register(agency())
    clerk = at("NB.C13669", "CLERK")
    found = queries.find(clerk, shape.register, {"number": NUMBER}, now=NOON)

    actions.update_record(clerk, shape, found.uuid, {"allowance": 1}, now=NOON)
    actions.update_record(clerk, shape, found.uuid, {"allowance": 1}, now=NOON)  # no news
    actions.delete_record(clerk, shape.register, found.uuid, now=NOON)

    history = RecordVersion.objects.filter(record__uuid=found.uuid).order_by("number")
    assert [(row.number, row.content and row.content["allowance"]) for row in history] == [
        (1, 2_055_000), (2, 1), (3, None),
    ]  # fmt: skip
    with pytest.raises(NotVisible):
        queries.find(clerk, shape.register, {"number": NUMBER}, now=NOON)
    actions.create_record(clerk, shape, PEOPLE[0], now=NOON)  # its key is free again


def test_what_is_refused():
    shape = make_register(agency())
    units = queries.schema_for(LIBRARIAN, "don-vi-hanh-chinh", "1.0")
    other = SCHEMA | {"required": ["number"]}
    tries = [
        ("key-taken", lambda: actions.create_record(LIBRARIAN, shape, PEOPLE[0], now=NOON)),
        ("content-wrong", lambda: actions.create_record(LIBRARIAN, shape, {"name": "x"}, now=NOON)),
        ("register-exists", lambda: make_register(agency())),
        ("register-faulty", lambda: make_register(agency(), code="other", legal_basis=" ")),
        ("schema-faulty", lambda: make_register(agency(), code="other", schema={"type": "object"})),
        ("version-wrong", lambda: make_register(agency(), code="other", version="một")),
        ("version-taken",
         lambda: actions.modify_register(LIBRARIAN, shape.register, version="1.0", schema=other, now=NOON)),
        ("register-is-view", lambda: actions.create_record(LIBRARIAN, units, {"code": "1"}, now=NOON)),
    ]  # fmt: skip

    for code, act in tries:
        with pytest.raises(Refused) as refused:
            act()
        assert code_of(refused) == code


def test_one_wrong_record_changes_none():
    shape = make_register(agency())

    with pytest.raises(Refused) as refused:
        actions.update_entries(LIBRARIAN, shape, {}, {"number": "000900000000"}, now=NOON)

    assert code_of(refused) == "key-taken"
    assert queries.search(LIBRARIAN, shape.register, Wanted({"number": "000900000000"}), now=NOON)[1] == 0


def test_records_are_found_by_words_fields_and_order():
    register = make_register(agency()).register

    def names(wanted: Wanted) -> list[str]:
        return [row.content["name"] for row in queries.search(LIBRARIAN, register, wanted, now=NOON)[0]]

    assert names(Wanted(text="thuong kiet")) == ["Lý Thường Kiệt"]
    assert names(Wanted({"allowance": 2_055_000})) == ["Đoàn Thị Điểm"]
    assert names(Wanted({"x' OR '1'='1": "y"})) == []
    assert names(Wanted(by="number", descending=True)) == ["Lý Thường Kiệt", "Đoàn Thị Điểm"]
    assert names(Wanted(first=1, size=1)) == ["Lý Thường Kiệt"]


def test_a_look_is_kept_and_told_to_the_citizen():
    shape, clerk = make_register(agency()), at("NB.C13669", "CLERK")
    citizen = make_citizen("Đoàn Thị Điểm", personal_number=NUMBER)
    found = queries.find(clerk, shape.register, {"number": NUMBER}, now=NOON)

    actions.note_looks(clerk, shape.register, [found.uuid], purpose="Chi trả trợ cấp", now=NOON)

    (look,) = queries.looks_at(clerk, shape.register, NUMBER)
    assert (look.by_ref, look.agency, look.record.key) == (clerk.ref, agency(), NUMBER)
    assert [look.purpose for look in looks_at(citizen.pk)] == ["Chi trả trợ cấp"]
    assert queries.looks_at(clerk, shape.register, PEOPLE[1]["number"]) == []
    with pytest.raises(NotVisible):
        queries.looks_at(clerk, shape.register, "000900000000")


def test_a_successor_keeps_what_its_predecessor_kept():
    shape, heir = make_register(agency()), agency("NB.SYT")

    moved = actions.move_keepers({agency().pk: heir.pk})

    clerk = at("NB.SYT", "CLERK")
    register = queries.register_for(clerk, shape.register.code)
    assert moved == 1
    assert queries.find(clerk, register, {"number": NUMBER}, now=NOON).content == PEOPLE[0]


def test_views_show_the_rows_of_other_rooms():
    units = queries.register_for(LIBRARIAN, "don-vi-hanh-chinh")
    official = at("NB.SYT", "CLERK")

    rows, count = queries.search(official, units, Wanted({"code": "13669"}), now=NOON)

    assert count == len(rows) > 0
    assert {row.content["code"] for row in rows} == {"13669"}
    assert queries.found_by(official, units, rows[0].uuid, now=NOON) == rows[0]
    by_code = {line.register.code: line for line in queries.lines(official, now=NOON)}
    assert by_code["don-vi-hanh-chinh"].records > 1000
    assert not queries.visible_to(VISITOR).exists()
