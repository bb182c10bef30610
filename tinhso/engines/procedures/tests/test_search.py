"""Real questions, as people type them."""

from datetime import date

import pytest
from django.db import connection

from tinhso.engines.procedures import queries
from tinhso.engines.procedures.queries import searching
from tinhso.engines.procedures.rules.finding import (
    Short,
    alias_key,
    code_digits,
    keywords,
    split_into,
    with_long_forms,
    wordings,
)
from tinhso.engines.procedures.tests.factories import make_draft, make_version

TODAY = date(2026, 11, 23)


def codes(question):
    return [version.procedure.code for version in queries.search(question, on=TODAY)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("khai sinh", "1.001193"),
        ("khai sjnh", "1.001193"),
        ("giay khai sinh", "1.001193"),
        ("khái sính", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("khaisinh", "1.001193"),
        ("hokinhdoanh", "1.001612"),
        ("dangkykethon", "1.000894"),
        ("làm giấy khai sinh cho con", "1.001193"),
        ("Thủ tục làm giấy khai sinh cho con ở phường Nam Định?", "1.001193"),
        ("GPLX", "3.000347"),
        ("doi bang lai", "3.000347"),
        ("đổi bằng láy xe", "3.000347"),
        ("ket hon", "1.000894"),
        ("kết hôm", "1.000894"),
        ("UBND chứng thực", "2.000815"),
        ("sao y bản chính", "2.000815"),
        ("1.001193", "1.001193"),
        ("1001193", "1.001193"),
        ("001193", "1.001193"),
        ("1.001193.H42", "1.001193"),
        ("1.001193.000.00.00.H40", "1.001193"),
        ("2.002621", "3.000722"),
        ("2.000986", "3.000722"),
        ("tro cap nguoi cao tuoi", "1.014027"),
        ("ho kinh doanh", "1.001612"),
        ("HKD", "1.001612"),
        ("đăng ký hộ kinh doanh cá thể", "1.001612"),
        ("GPXD", "1.013225"),
        ("xây nhà", "1.013225"),
        ("nhập hộ khẩu", "1.004222"),
        ("tạm trú", "1.004194"),
        ("tạm tr", "1.004194"),
        ("rút BHXH một lần", "1.001613"),
        ("ly lich tu phap", "3.000333"),
    ],
)
def test_the_best_answer_comes_first(question, best):
    assert codes(question)[0] == best


@pytest.mark.django_db
def test_red_books_are_found_under_land():
    found = queries.search("sổ đỏ", on=TODAY)

    assert {version.field_name for version in found[:4]} == {"Đất đai"}
    assert [v.procedure.code for v in found[:4]] == [v.procedure.code for v in queries.search("so do", on=TODAY)[:4]]


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["", "  ", "?!…", "xqzwk", "\x00", "a'b\\c:*&|!()", "%", "🙂", "0" * 50])
def test_a_question_without_an_answer_gets_none(question):
    assert codes(question) == []


@pytest.mark.django_db
def test_a_question_of_any_length_is_answered():
    assert "1.001193" in codes("khai sinh " * 1000)


@pytest.mark.django_db
def test_only_what_stands_on_the_day_is_found():
    make_draft(name="Cấp giấy phép nuôi chim yến", code="9.000002")
    make_version(name="Cấp giấy phép nuôi chim bồ câu", code="9.000003", valid_from=date(2026, 12, 1))

    assert not {"9.000002", "9.000003"} & set(codes("nuôi chim"))
    assert [v.procedure.code for v in queries.search("nuôi chim", on=date(2026, 12, 1))] == ["9.000003"]


@pytest.mark.django_db
def test_the_catalogue_is_read_through_its_indexes():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for statement, index in [
            (searching.BY_WORDS, "procedures_lexemes"),
            (searching.BY_LIKENESS, "procedures_folded_text"),
        ]:
            facts = {
                "day": TODAY,
                "limit": 5,
                "asked": "khai sinh",
                "wanted": "khai & sinh",
                "named": [],
                "likeness": [],
                "phrase": "% khai sinh %",
            }
            cursor.execute(f"EXPLAIN {statement}", facts)
            assert index in str(cursor.fetchall())


def test_an_abbreviation_and_its_words_find_each_other():
    shorts = [Short("GPLX", "giấy phép lái xe")]

    assert keywords(["Đổi giấy phép lái xe"], [], shorts) == "GPLX"
    assert keywords(["Đổi GPLX"], ["đổi bằng"], shorts) == "đổi bằng\ngiấy phép lái xe"
    assert with_long_forms(["doi", "gplx"], shorts) == ["doi", "giay", "phep", "lai", "xe"]


def test_words_written_together_are_taken_apart():
    uses = {"ho": 5, "kinh": 9, "doanh": 9, "ki": 1, "nh": 1, "do": 7, "ket": 9, "hon": 8, "ke": 3, "thon": 2}

    assert split_into("hokinhdoanh", uses) == ["ho", "kinh", "doanh"]
    assert split_into("kethon", uses) == ["ket", "hon"]
    assert split_into("hokinhxyz", uses) == ["hokinhxyz"]


def test_a_question_is_loosened_word_by_word():
    said = [("giay", ("giay",), 90), ("sjnh", ("sinh", "sanh"), 40), ("cho", ("cho",), 70), ("xq", (), 0)]

    assert wordings(said) == [
        "(giay) & (sinh | sanh) & (cho) & xq:*",
        "(giay) & (sinh | sanh) & (cho)",
        "(giay) & (sinh | sanh)",
        "((giay)) | ((sinh | sanh))",
    ]


def test_a_code_is_known_by_its_digits():
    assert [code_digits(text) for text in ("1.001193", "1001193.H42", "1193", "khai sinh 1")] == [
        "1001193", "1001193", "1193", ""]  # fmt: skip
    assert (alias_key("2.000986"), alias_key("Sổ đỏ, sổ hồng")) == ("2000986", "so do so hong")
