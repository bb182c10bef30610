"""The decree on plain values: numbers, lines of signature, what a draft lacks, marks of secrecy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tinhso.government.documents import rules
from tinhso.government.documents.forms import Draft
from tinhso.government.documents.rules import DraftFacts, Group

TODAY = date(2026, 11, 23)
WHOLE = DraftFacts(
    kind="KH", kind_name="Kế hoạch", abbreviation="KH", subject="Chuyển đổi số năm 2027", body="Một. Hai.",
    unit_mark="", addressees="", place="Ninh Bình", lines=("Giám đốc",), recipients=1, is_internal=False,
    answer_by=None, mends_how="",
)  # fmt: skip
LETTER = replace(WHOLE, kind="CV", kind_name="Công văn", abbreviation="", unit_mark="NS", addressees="Sở Nội vụ")


@pytest.mark.parametrize(
    "whole",
    [WHOLE, LETTER, replace(WHOLE, annexes=[("a.pdf", "unsigned")]), replace(WHOLE, is_internal=True, recipients=0)],
)
def test_a_whole_draft_lacks_nothing(whole):
    assert rules.lacks(whole, today=TODAY) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(WHOLE, kind=""), "kind"),
        (replace(WHOLE, subject=""), "subject"),
        (replace(WHOLE, subject="Chuyển đổi số."), "subject"),
        (replace(WHOLE, subject="Kế hoạch chuyển đổi số"), "subject"),
        (replace(WHOLE, body=""), "body"),
        (replace(WHOLE, kind="QĐ", kind_name="Quyết định"), "body"),
        (replace(LETTER, unit_mark=""), "unit_mark"),
        (replace(LETTER, addressees=""), "addressees"),
        (replace(WHOLE, lines=()), "signer"),
        (replace(WHOLE, recipients=0), "groups"),
        (replace(WHOLE, answer_by=date(2026, 11, 22)), "answer_by"),
        (replace(WHOLE, mends_how="CORRECTS"), "kind"),
        (replace(WHOLE, annexes=[("a.pdf", "unsigned"), ("b.docx", "")]), "annexes"),
        (replace(WHOLE, annexes=[("a.pdf", "good")]), "annexes"),
    ],
)
def test_what_a_draft_lacks_is_said_beside_its_field(wrong, field):
    assert [lack.field for lack in rules.lacks(wrong, today=TODAY)] == [field]


def test_the_form_says_of_each_field_that_no_submission_goes_without_it():
    nothing = replace(WHOLE, kind="", kind_name="", abbreviation="", subject="", body="", lines=())
    needed = {lack.field for lack in rules.lacks(nothing, today=TODAY)}
    required = {name for name, field in Draft.base_fields.items() if field.required}

    assert needed <= Draft.NEEDED | required
    assert not Draft.NEEDED & required


@pytest.mark.parametrize(
    ("number", "abbreviation", "unit_mark", "printed"),
    [(7, "KH", "", "07/KH-STC"), (115, "QĐ", "NS", "115/QĐ-STC"), (9, "", "NS", "09/STC-NS")],
)
def test_a_notation_names_kind_and_body_and_a_letter_its_unit(number, abbreviation, unit_mark, printed):
    assert rules.notation(number, abbreviation=abbreviation, body="STC", unit_mark=unit_mark) == printed


@pytest.mark.parametrize(
    ("title", "is_committee", "for_body", "lines"),
    [
        ("Chủ tịch Ủy ban nhân dân phường", True, True, ("TM. Ủy ban nhân dân", "Chủ tịch")),
        ("Phó Chủ tịch Ủy ban nhân dân phường", True, True,
         ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")),
        ("Phó Chủ tịch Ủy ban nhân dân phường", True, False, ("KT. Chủ tịch", "Phó Chủ tịch")),
        ("Giám đốc Sở", False, True, ("Giám đốc",)),
        ("Phó Giám đốc Sở", False, True, ("KT. Giám đốc", "Phó Giám đốc")),
        ("Thanh tra viên", False, True, ("Thanh tra viên",)),
    ],
)  # fmt: skip
def test_who_signs_stands_under_what_he_signs_as(title, is_committee, for_body, lines):
    assert rules.signing_lines(title, is_committee=is_committee, for_body=for_body) == lines


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Báo cáo MẬT", True),
        ("TUYỆT MẬT", True),
        ("Bảo mật thông tin", False),
        ("MẬTÔNG", False),
        ("BẢO MẬT THÔNG TIN", False),
        ("ĐẶT MẬT KHẨU", False),
        ("BẢO MẬT. MẬT", True),
    ],
)
def test_marks_of_secrecy_are_known(text, secret):
    assert rules.is_secret(text) is secret


def test_bodies_elsewhere_are_read_by_code_and_name():
    assert rules.outside_recipients("G22 Văn phòng Chính phủ\n\nH40.04  Sở Y tế") == [
        ("G22", "Văn phòng Chính phủ"), ("H40.04", "Sở Y tế"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="Văn phòng"):
        rules.outside_recipients("Văn phòng Chính phủ")
    with pytest.raises(ValueError, match="G22"):
        rules.outside_recipients("G22 " + "Văn phòng " * 40)


def test_recipients_are_printed_by_group_then_by_name_and_the_archive_last():
    printed = rules.recipient_lines(
        addressed=True, groups=[Group.COMMUNES], names=["Sở Y tế"], also=["Đài PTTH tỉnh"], unit_mark="NS"
    )

    assert printed == ("Như trên", Group.COMMUNES.label, "Sở Y tế", "Đài PTTH tỉnh", "Lưu: VT, NS")


@pytest.mark.parametrize(
    ("slug", "is_committee", "mark"), [("NB.STC", False, "STC"), ("NB.C13669", True, "UBND"), ("NB.1", False, "SYT")]
)
def test_a_body_is_marked_by_its_letters(slug, is_committee, mark):
    assert rules.body_mark(is_committee=is_committee, slug=slug, short_name="Sở Y tế") == mark
