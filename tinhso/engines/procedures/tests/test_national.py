"""The LayThuTuc object of the national portal, read as it is."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.engines.procedures import actions
from tinhso.engines.procedures.rules.completeness import missing_parts
from tinhso.engines.procedures.rules.national import NotReadable, facts_of_national, national_of, read_answer
from tinhso.engines.procedures.tests.factories import COMPLETE, LIBRARIAN, NOON

GOLDEN = Path(__file__).parent / "golden"


def golden():
    return json.loads((GOLDEN / "laythutuc_1.004222.json").read_text())


def channels(*rows):
    return {"MATTHC": "1.000001", "CACHTHUCTHUCHIEN": [
        {"KENH": kenh, "THOIGIAN": [{"THOIGIANGIAIQUYET": value, "DONVITINH": unit, "PHILEPHI": fees}]}
        for kenh, value, unit, fees in rows
    ]}  # fmt: skip


def fee(amount, words=""):
    return {"MAPHILEPHI": "LP", "SOTIEN": amount, "DONVI": "Đồng", "MOTA": words}


def test_the_golden_object_is_read_whole():
    facts = facts_of_national(golden())

    assert (facts.code, facts.name, facts.level) == ("1.004222", "Đăng ký thường trú", "COMMUNE")
    assert (facts.limit_value, facts.limit_unit, facts.limit_verified) == (7, "WORKING_DAY", True)
    assert [(f.amount_vnd, f.channel_prices) for f in facts.fees] == [(20000, {"ONLINE": 10000})]
    assert [part.kind for part in facts.parts] == ["FORM", "DOCUMENT"]
    assert facts.result_code == "KQ.G01.000064"
    assert facts.order_text.splitlines()[0] == "Bước 1: Nộp hồ sơ."
    assert [field for field, _ in missing_parts(facts)] == ["service_level", "form_code"]


def test_what_is_written_is_read_back():
    facts = facts_of_national(golden())

    assert facts_of_national(national_of(facts)) == facts
    assert national_of(facts_of_national(national_of(facts))) == national_of(facts)


def test_our_own_version_travels():
    sent = national_of(replace(COMPLETE, order_text="Nộp hồ sơ.\nNhận thẻ."))
    back = facts_of_national(json.loads(json.dumps(sent)))

    assert (back.name, back.limit_value, back.fees[0].channel_prices) == (COMPLETE.name, 3, {"ONLINE": 10000})


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        (channels(("1", "5", "Ngày làm việc", [])), (5, "WORKING_DAY", True)),
        (channels(("1", "5", "", [])), (None, "", True)),
        (channels(("1", "", "", [])), (None, "", True)),
        (channels(("1", "-2", "Ngày", [])), (None, "", True)),
        (
            channels(("1", "5", "Ngày", []), ("2", "15", "Ngày", []), ("3", "20", "Ngày", [])),
            (5, "CALENDAR_DAY", False),
        ),
        (channels(("1", "", "Trong ngày", [])), (0, "SAME_DAY", True)),
    ],
)
def test_a_doubtful_limit_stays_unknown_or_unverified(row, limit):
    facts = facts_of_national(row)

    assert (facts.limit_value, facts.limit_unit, facts.limit_verified) == limit


@pytest.mark.parametrize(
    ("fees", "basis"),
    [
        ([fee("0")], "FREE"),
        ([fee("0", "Mức thu do HĐND cấp tỉnh quyết định")], "SET_ELSEWHERE"),
        ([fee("700", "Phí thẩm định")], "UNKNOWN"),
        ([fee("700.000", "Phí thẩm định")], "LISTED"),
        ([fee("")], "UNKNOWN"),
        ([], "UNKNOWN"),
    ],
)
def test_the_traps_of_the_fee_cell_are_seen(fees, basis):
    facts = facts_of_national(channels(("1", "5", "Ngày", fees)))

    assert (facts.fee_basis, bool(facts.fees)) == (basis, basis == "LISTED")


@pytest.mark.parametrize("text", [b"", b"\xff", "x", "[]", "{}", "[1]", '"a"', '{"data": []}', '[{"TENTTHC": "x"}]',
                                  '[{"MATTHC": "1"}, {"MATTHC": "1"}]'])  # fmt: skip
def test_what_is_no_answer_is_refused_in_one_sentence(text):
    with pytest.raises(NotReadable, match=r"\.$"):
        read_answer(text)


TEXTS = st.text(max_size=5)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(golden(), JSONS)))
def test_any_shape_of_object_becomes_a_draft_or_a_sentence(row):
    facts = facts_of_national({**row, "MATTHC": "1.000001"})

    assert missing_parts(facts)


@pytest.mark.django_db
def test_an_import_becomes_a_draft_whose_department_is_found():
    row = golden() | {"MATTHC": "9.000005", "COQUANTHUCHIEN": [{"TENDONVI": "Sở Y tế"}], "CAPTHUCHIEN": "Cấp Tỉnh"}

    draft = actions.draft_imported(LIBRARIAN, read_answer(json.dumps([row])), now=NOON)[0]

    assert (draft.state, draft.department_slugs, draft.level) == ("DRAFT", "NB.SYT", "PROVINCE")
