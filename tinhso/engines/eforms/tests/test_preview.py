"""A step as the server prints it, and what it makes of what comes back."""

from typing import Any

import pytest

from tinhso.engines.eforms import rules
from tinhso.engines.eforms.rules import world
from tinhso.engines.eforms.tests.factories import TODAY
from tinhso.ground.people.tests.factories import make_citizen

pytestmark = pytest.mark.django_db
COPIES = "/bieu-mau/certified-copy/giay-to/"
BIRTH = "/bieu-mau/birth/cha-me/"


def test_forms_are_listed_and_shown_to_staff_only(staff):
    assert "Tờ khai đăng ký khai sinh" in staff.get("/bieu-mau/").content.decode()

    staff.force_login(make_citizen().account)
    assert staff.get("/bieu-mau/").status_code == 403
    assert staff.get(BIRTH).status_code == 403


@pytest.mark.parametrize("address", ["/bieu-mau/khong-co/a/", "/bieu-mau/birth/khong-co/"])
def test_a_mistyped_form_or_step_is_not_found(staff, address):
    assert staff.get(address).status_code == 404


def test_a_wrong_step_comes_back_as_typed_with_its_errors(staff):
    answer = staff.post("/bieu-mau/birth/tre/", {"child_name": "Nguyễn Văn Bé", "child_birth_date": "31/2/2026"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="31/2/2026"' in page
    assert '<a href="#f-child_birth_date">Ngày sinh của trẻ phải là một ngày có thật' in page
    assert "Hãy chọn giới tính của trẻ." in page


def test_without_javascript_rows_come_and_go_by_buttons(staff):
    typed = {"documents.0.row": "1", "documents.0.name": "Bằng", "documents.0.pages": "x"}

    more = staff.post(COPIES, typed | {"row": "add:documents"})
    less = staff.post(COPIES, typed | {"row": "remove:documents.0"})

    assert more.status_code == less.status_code == 200
    assert 'name="documents.1.name"' in more.content.decode()
    assert 'value="x"' in more.content.decode()
    assert 'value="Bằng"' not in less.content.decode()


def test_hostile_answers_are_printed_as_text(staff):
    page = staff.post("/bieu-mau/birth/tre/", {"child_name": "</script><script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page


def test_work_grows_in_step_with_the_form(monkeypatch):
    """Twice the fields and rows cost twice the work: every rule is evaluated once."""
    calls = []
    evaluate = world.evaluate
    monkeypatch.setattr(world, "evaluate", lambda rule, scope: calls.append(1) or evaluate(rule, scope))

    def work(fields: int, rows: int) -> int:
        names = [f"f{n}" for n in range(fields)]
        row = {"type": "object", "properties": {c: {"type": "integer", "title": c} for c in "abc"}}
        schema: dict[str, Any] = {
            "x-steps": [{"code": "a", "title": "A", "sections": [{"fields": [*names, "rows"]}]}],
            "properties": {
                **{name: {"type": "string", "title": name, "x-show-if": {"filled": "f0"}} for name in names[1:]},
                "f0": {"type": "string", "title": "f0"},
                "rows": {"type": "array", "title": "rows", "maxItems": 100, "items": row},
            },
        }
        answers = dict.fromkeys(names, "x") | {"rows": [{"a": 1, "b": 2, "c": 3}] * rows}
        calls.clear()
        assert rules.problems(schema, answers, today=TODAY) == {}
        return len(calls)

    assert work(200, 100) - 2 * work(100, 50) < 10
