"""What counts, what is wrong, what a person reads."""

import json

import pytest
from django.conf import settings
from django.http import QueryDict

from tinhso.engines.eforms import rules
from tinhso.engines.eforms.loading import read_forms
from tinhso.engines.eforms.tests.factories import TODAY, lunch_schema, var
from tinhso.ground.base.refused import NotVisible

LUNCH = lunch_schema()
GOOD = {
    "name": "Trần Thị Lan",
    "phone": "0912345678",
    "dishes": [{"dish": "RICE", "count": 2, "price_vnd": 35000}, {"dish": "NOODLES", "count": 1, "price_vnd": 45000}],
    "delivered": False,
    "meal_date": "2026-11-24",
}


def post(text: str) -> QueryDict:
    return QueryDict(text)


def test_a_good_form_has_no_problems_and_its_totals_are_filled_in():
    assert rules.problems(LUNCH, GOOD, today=TODAY) == {}

    counted = rules.computed(LUNCH, GOOD)
    assert counted["total_vnd"] == 115000
    assert [row["line_vnd"] for row in counted["dishes"]] == [70000, 45000]


def test_a_hidden_answer_neither_counts_nor_is_asked():
    hidden = GOOD | {"address": "Số 1, phố Hàng Đồng"}

    assert "address" not in rules.computed(LUNCH, hidden)
    assert rules.problems(LUNCH, GOOD | {"delivered": True}, today=TODAY) == {"address": "Hãy nhập địa chỉ giao."}


def test_a_step_appears_only_when_its_condition_holds():
    big = GOOD | {"dishes": [{"dish": "RICE", "count": 9, "price_vnd": 35000}]}

    assert [s.code for s in rules.steps(LUNCH, GOOD)] == ["nguoi-dat", "mon-an"]
    assert rules.next_step(LUNCH, GOOD, "mon-an") == ""
    assert rules.next_step(LUNCH, big, "mon-an") == "hoa-don"
    assert rules.previous_step(LUNCH, big, "hoa-don") == "mon-an"
    assert rules.problems(LUNCH, big, today=TODAY) == {
        "tax_name": "Hãy nhập tên trên hoá đơn.",
        "agreed": "Hãy đánh dấu: tôi đồng ý xuất hoá đơn.",
    }


def test_each_problem_stands_at_its_own_cell_and_says_one_thing():
    wrong = GOOD | {
        "phone": "12",
        "meal_date": "2026-11-22",
        "dishes": [{"dish": "NOODLES", "count": 11, "price_vnd": "ba chục"}, {"dish": "SOUP", "count": 0}],
    }

    assert rules.problems(LUNCH, wrong, today=TODAY) == {
        "phone": "Số điện thoại phải gồm 10 hoặc 11 chữ số và bắt đầu bằng số 0, ví dụ 0912345678.",
        "meal_date": "Ngày giao phải từ hôm nay trở đi.",
        "dishes.0.count": "Mỗi lần chỉ đặt tối đa 10 suất phở.",
        "dishes.0.price_vnd": "Đơn giá phải là số tiền bằng đồng, ví dụ 1.500.000.",
        "dishes.1.dish": "Hãy chọn tên món trong danh sách.",
        "dishes.1.count": "Số suất phải từ 1 trở lên.",
        "dishes.1.price_vnd": "Hãy nhập đơn giá.",
    }


def test_a_step_is_judged_alone():
    assert set(rules.problems(LUNCH, {}, "nguoi-dat", today=TODAY)) == {"name", "phone"}
    with pytest.raises(NotVisible):
        rules.problems(LUNCH, {}, "buoc-la", today=TODAY)


def test_typed_text_becomes_stored_values_and_unreadable_text_stays_as_typed():
    typed = post("name=  Tra%CC%82%CC%80n   Thi%CC%A3 Lan &phone=%2B84 912.345.678&birth_date=5/9/1990")

    assert rules.cleaned(LUNCH, "nguoi-dat", typed) == {
        "name": "Trần Thị Lan",
        "phone": "0912345678",
        "birth_date": "1990-09-05",
    }
    assert rules.cleaned(LUNCH, "nguoi-dat", post("birth_date=31/02/1990"))["birth_date"] == "31/02/1990"
    assert rules.problems(LUNCH, {"birth_date": "31/02/1990"}, "nguoi-dat", today=TODAY)["birth_date"] == (
        "Ngày sinh phải là một ngày có thật, viết ngày/tháng/năm, ví dụ 31/12/1990."
    )


ROWS = "dishes.0.row=1&dishes.0.dish=RICE&dishes.0.count=2&dishes.7.row=1&dishes.7.dish=NOODLES&dishes.9.row=1"


def test_rows_are_gathered_in_order_and_empty_ones_dropped():
    assert rules.cleaned(LUNCH, "mon-an", post(ROWS))["dishes"] == [{"dish": "RICE", "count": 2}, {"dish": "NOODLES"}]


def test_row_buttons_add_and_remove_without_javascript():
    added = post(ROWS + "&row=add:dishes")
    removed = post(ROWS + "&row=remove:dishes.0")

    assert rules.row_button(added)
    assert rules.cleaned(LUNCH, "mon-an", added)["dishes"] == [
        {"dish": "RICE", "count": 2},
        {"dish": "NOODLES"},
        {},
        {},
    ]
    assert rules.cleaned(LUNCH, "mon-an", removed)["dishes"] == [{"dish": "NOODLES"}, {}]


def test_a_flood_of_rows_is_cut():
    flood = "&".join(f"dishes.{n}.row=1&dishes.{n}.dish=RICE" for n in range(500)) + "&row=add:dishes"

    assert len(rules.cleaned(LUNCH, "mon-an", post(flood))["dishes"]) == 100
    assert "dishes" in rules.problems(LUNCH, {"dishes": [{"dish": "RICE"}] * 100}, "mon-an", today=TODAY)


def test_prefill_takes_only_facts_that_fit():
    facts = {"full_name": "Trần Thị Lan", "phone": "chưa có", "birth_date": "1990-09-05", "email": "lan@vidu.vn"}

    assert rules.prefilled(LUNCH, facts) == {"name": "Trần Thị Lan", "birth_date": "1990-09-05"}


def test_the_summary_reads_as_a_person_would_say_it():
    assert rules.summary(LUNCH, GOOD) == [
        ("Người đặt", [("Họ và tên", "Trần Thị Lan"), ("Số điện thoại", "0912345678")]),
        (
            "Món ăn",
            [
                ("Món 1: Tên món", "Cơm tấm"),
                ("Món 1: Số suất", "2"),
                ("Món 1: Đơn giá", "35.000 đ"),
                ("Món 1: Thành tiền", "70.000 đ"),
                ("Món 2: Tên món", "Phở bò"),
                ("Món 2: Số suất", "1"),
                ("Món 2: Đơn giá", "45.000 đ"),
                ("Món 2: Thành tiền", "45.000 đ"),
                ("Tổng tiền", "115.000 đ"),
                ("Giao tận nơi", "Không"),
                ("Ngày giao", "24/11/2026"),
            ],
        ),
    ]


def test_a_page_leaves_out_what_an_earlier_step_hid_but_prints_what_this_step_may_bring_out():
    page = rules.page(LUNCH, "mon-an", {}, {}, today=TODAY)

    fields = {f.path: f for s in page.sections for f in s.fields}
    assert not fields["address"].shown
    assert fields["meal_date"].shown
    assert page.client["known"] == {}
    assert [a.path for a in fields["dishes"].rows[0]] == [
        "dishes.0.dish",
        "dishes.0.count",
        "dishes.0.price_vnd",
        "dishes.0.line_vnd",
    ]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"required": ["nobody"]}, "bắt buộc trường lạ nobody"),
        ({"x-checks": [{"field": "name", "rule": {"eval": "1"}, "sentence": "x"}]}, "không có phép eval"),
        ({"x-checks": [{"field": "name", "rule": {"==": [var("ghost"), 1]}, "sentence": "x"}]}, "nhắc ghost"),
        ({"properties": {**LUNCH["properties"], "extra": {"type": "string", "title": "T"}}}, "extra không có trong"),
        ({"type": "nonsense"}, "không phải JSON Schema"),
        ({"x-steps": [{"code": "a"}]}, "thiếu hoặc sai khoá"),
    ],
)
def test_a_faulty_form_is_told_what_is_wrong(change, word):
    assert any(word in fault for fault in rules.faults(LUNCH | change))


def test_a_condition_may_look_back_only():
    first = {"name": {**LUNCH["properties"]["name"], "x-show-if": {"==": [var("phone"), "0"]}}}

    assert any("nhắc phone" in f for f in rules.faults(LUNCH | {"properties": LUNCH["properties"] | first}))


FORMS = {form["code"]: form for form in read_forms(settings.ROOT / "seed" / "forms")}


@pytest.mark.parametrize("code", FORMS)
def test_every_form_of_the_seed_is_sound_and_short(code):
    schema = FORMS[code]["schema"]

    assert rules.faults(schema) == []
    assert 2 <= len(rules.steps(schema)) <= 4
    assert FORMS[code]["source"]
    assert json.dumps(schema, ensure_ascii=False) == json.dumps(schema, ensure_ascii=False).encode().decode()


def test_twelve_forms_are_there_with_groups_conditions_and_calculations():
    texts = {code: json.dumps(form["schema"]) for code, form in FORMS.items()}

    assert len(texts) >= 12
    assert sum('"x-row"' in t for t in texts.values()) >= 5
    assert sum('"x-calculate"' in t for t in texts.values()) >= 5
    assert all('"x-show-if"' in t for t in texts.values())


def test_certified_copies_are_priced_by_page_and_copy():
    rows = [{"name": "Bằng", "pages": 5, "copies": 3}, {"name": "Luận án", "pages": 500, "copies": 1}]

    counted = rules.computed(FORMS["certified-copy"]["schema"], {"documents": rows})

    assert [row["fee_vnd"] for row in counted["documents"]] == [3 * (2 * 2000 + 3 * 1000), 200000]
    assert (counted["total_copies"], counted["total_fee_vnd"]) == (4, 221000)


def test_nobody_marries_too_young():
    schema = FORMS["marriage"]["schema"]

    found = rules.problems(schema, {"female_birth_date": "2008-11-24", "male_birth_date": "2006-11-23"}, today=TODAY)

    assert "đủ 18 tuổi" in found["female_birth_date"]
    assert "male_birth_date" not in found
