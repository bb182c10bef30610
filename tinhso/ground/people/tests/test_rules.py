from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ground.base.agency_codes import AgencyCode
from tinhso.ground.base.refused import Refused
from tinhso.ground.people import rules

GOLDEN = [
    ("H40", "000.00.00.H40"),
    ("H40.04", "000.00.04.H40"),
    ("H40.04.01", "000.01.04.H40"),
    ("H40.04.01.005", "005.01.04.H40"),
    ("H40.26.15", "000.15.26.H40"),
]


@pytest.mark.parametrize(("new", "old"), GOLDEN)
def test_both_notations_name_the_same_agency(new, old):
    assert AgencyCode.parse(new) == AgencyCode.parse(old)
    assert (AgencyCode.parse(old).canonical, AgencyCode.parse(new).legacy) == (new, old)


@pytest.mark.parametrize(
    "text",
    ["", "H4", "h40", "H40.", "H40..01", "H40.00", "000.00.04.H40.01", "005.00.04.H40", "H40" + ".123" * 8 + ".1",
     "H40.01\n", "Đ40"],
)  # fmt: skip
def test_what_names_no_agency_is_refused(text):
    with pytest.raises(Refused, match="bad-agency-code"):
        AgencyCode.parse(text)


def digits(width: int) -> st.SearchStrategy[str]:
    return st.integers(1, 10**width - 1).map(lambda number: f"{number:0{width}}")


roots = st.tuples(st.sampled_from("HGK"), st.integers(0, 99)).map(lambda root: f"{root[0]}{root[1]:02}")


@given(roots, st.integers(0, 3).flatmap(lambda depth: st.tuples(*(digits(w) for w in (2, 2, 3)[:depth]))))
def test_every_code_of_four_levels_survives_the_round_trip(root, below):
    code = AgencyCode((root, *below))

    assert AgencyCode.parse(code.canonical) == AgencyCode.parse(code.legacy) == code


@pytest.mark.parametrize("text", ["H42.134", "H40.04.01.005.01", "H40.0A"])
def test_a_code_that_the_old_notation_cannot_hold_has_no_legacy_form(text):
    assert AgencyCode.parse(text).legacy == ""


def test_a_personal_number_is_twelve_digits_spaces_forgiven():
    assert rules.personal_number(" 036 085 001 234") == "036085001234"
    for text in ("03608512345", "0360850012345", "036085O01234", ""):
        with pytest.raises(Refused) as refusal:
            rules.personal_number(text)
        assert refusal.value.field == "personal_number"


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("036085001234", date(1985, 1, 1), "MALE"),
        ("036192005678", date(1992, 1, 1), "FEMALE"),
        ("036201000091", date(2001, 1, 1), "MALE"),
        ("036310888888", date(2010, 1, 1), "FEMALE"),
    ],
)
def test_a_number_that_agrees_with_its_owner_raises_no_doubt(number, born, sex):
    assert rules.personal_number_doubts(number, birth_date=born, sex=sex) == []


def test_an_unknown_province_a_wrong_century_and_a_wrong_sex_are_doubts_not_refusals():
    assert len(rules.personal_number_doubts("003285001234", birth_date=date(1985, 1, 1), sex="FEMALE")) == 3


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("0100233488", "0100233488"),
        ("0314409058-002", "0314409058-002"),
        ("0312687878001", "0312687878-001"),
        ("0699900016", "0699900016"),
        ("036085001234", "036085001234"),
    ],
)
def test_a_tax_code_is_kept_in_its_written_form(written, stored):
    assert rules.tax_code(written) == stored


@pytest.mark.parametrize("text", ["0100233480", "0100233488-000", "010023348", "06000000001", "6000000040", ""])
def test_a_wrong_check_digit_or_length_is_no_tax_code(text):
    with pytest.raises(Refused):
        rules.tax_code(text)


def test_telephones_are_kept_in_one_form():
    assert {rules.mobile_number(text) for text in ("0912345678", "+84912345678", "091 234.5678")} == {"0912345678"}
    for text in ("0123456789", "091234567", "0212345678x", "+84012345678"):
        with pytest.raises(Refused):
            rules.mobile_number(text)


@given(st.text(max_size=20))
def test_a_mask_hides_all_but_the_end_and_keeps_the_length(text):
    hidden = rules.masked(text)

    assert len(hidden) == len(text)
    assert set(hidden[:-3]) <= {"•"}


def test_an_email_keeps_its_first_letter_and_its_domain():
    assert rules.masked_email("thuha@example.com") == "t•••@example.com"
