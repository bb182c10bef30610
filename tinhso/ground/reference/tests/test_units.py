"""Units with their history: counts, re-used codes, successors, old addresses."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.reference import loading, names
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.reference.models import Unit, UnitSuccession
from tinhso.ground.reference.queries import new_address, successors_of, unit_as_at, units_as_at

pytestmark = pytest.mark.django_db
BEFORE, BETWEEN, LATER = date(2023, 4, 10), date(2024, 9, 1), date(2025, 7, 1)
NAM_DINH, NINH_BINH = "36", "37"


@pytest.mark.parametrize(
    ("day", "communes", "districts"),
    [(BEFORE, 226, 10), (date(2024, 8, 31), 226, 10), (BETWEEN, 175, 9), (date(2025, 6, 30), 175, 9), (LATER, 0, 0)],
)
def test_nam_dinh_counts_its_units_on_every_day(day, communes, districts):
    assert units_as_at(UnitLevel.COMMUNE, day, within=NAM_DINH).count() == communes
    assert units_as_at(UnitLevel.DISTRICT, day, within=NAM_DINH).count() == districts


def test_ninh_binh_has_129_communes_of_which_57_come_from_nam_dinh():
    today = units_as_at(UnitLevel.COMMUNE, LATER, within=NINH_BINH)
    from_nam_dinh = {s.new_id for s in UnitSuccession.objects.filter(old__province_code=NAM_DINH, new__in=today)}

    assert today.count() == 129
    assert len(from_nam_dinh) == 57


def test_the_country_has_63_provinces_then_34_and_3321_communes():
    assert units_as_at(UnitLevel.PROVINCE, date(2025, 6, 30)).count() == 63
    assert units_as_at(UnitLevel.PROVINCE, LATER).count() == 34
    assert units_as_at(UnitLevel.COMMUNE, LATER).count() == 3321
    assert units_as_at(UnitLevel.COMMUNE, date(2026, 11, 22)).count() == 3321


def test_the_code_14167_was_three_units():
    found = [unit_as_at("14167", day).full_name for day in (BEFORE, BETWEEN, LATER)]

    assert found == ["Xã Hoành Sơn", "Thị trấn Giao Thủy", "Xã Giao Thủy"]


def test_a_code_that_nobody_carried_that_day_is_not_visible():
    with pytest.raises(NotVisible):
        unit_as_at("14167", date(1990, 1, 1))


def test_a_commune_is_followed_through_two_reorganisations():
    (successor,) = successors_of("14149", BEFORE, LATER)

    assert successor.unit.full_name == "Xã Giao Thủy"
    assert successor.share == Decimal(1)
    assert successor.instruments == ("1104/NQ-UBTVQH15", "1674/NQ-UBTVQH15")


def test_a_split_commune_names_its_default_and_claims_no_figure():
    found = successors_of("13285", date(2025, 6, 1), LATER)

    assert [(s.unit.code, s.is_default, s.share) for s in found] == [("13366", True, None), ("13285", False, None)]


def test_a_district_abolished_in_2025_has_no_successor():
    assert successors_of("365", BETWEEN, LATER) == []
    assert successors_of("358", BEFORE, BETWEEN)[0].unit.full_name == "Thành phố Nam Định"


def test_every_commune_of_the_three_old_provinces_leads_to_one_of_today():
    lost = [
        unit.full_name
        for unit in Unit.objects.filter(level="COMMUNE", province_code__in=["35", "36", "37"], valid_to__isnull=False)
        if not unit.successions.filter(is_default=True).exists()
    ]

    assert lost == []


@pytest.mark.parametrize(
    "typed",
    [
        "Xã Hoành Sơn, huyện Giao Thủy, tỉnh Nam Định",
        "hoanh son, giao thuy, nam dinh",
        "Hoành Sơn, H. Giao Thuỷ, Nam Định",
        "X. Hoành Sơn, Giao Thuỷ",
        "xóm 3, xã Hoành Sơn, huyện Giao Thủy, Nam Định",
        "Hoành Sơn, Ninh Bình",
    ],
)
def test_an_old_address_is_understood_however_it_is_typed(typed):
    (match,) = new_address(typed, at=LATER)

    assert match.default.full_name == "Xã Giao Thủy"
    assert match.old.full_name == "Xã Hoành Sơn"


def test_marks_decide_between_names_that_collide_without_them():
    hung = {m.old.name for m in new_address("xã Trực Hưng", at=LATER)}
    both = {m.old.name for m in new_address("truc hung", at=LATER)}

    assert hung == {"Trực Hưng"}
    assert both == {"Trực Hưng", "Trực Hùng"}


def test_a_present_unit_is_its_own_new_address():
    matches = new_address("Phường Nam Định, tỉnh Ninh Bình", at=LATER)

    assert "Phường Nam Định" in [m.default.full_name for m in matches]


@pytest.mark.parametrize(("name", "same"), [("Hòa", "Hoà"), ("Thủy", "Thuỷ"), ("XÃ Mỹ  Hà", "xã Mỹ Hà"), ("Úy", "Uý")])
def test_tone_positions_do_not_part_names(name, same):
    assert names.toned(name) == names.toned(same)


@pytest.mark.parametrize(
    ("typed", "bare"),
    [("TT. Giao Thủy", "giao thuy"), ("P.Nam Định", "nam dinh"), ("thị trấn Lâm", "lam"), ("tp Nam Định", "nam dinh"),
     ("Xã", "xa"), ("Đắk P’lao", "dak p'lao")],
)  # fmt: skip
def test_level_words_fall_away(typed, bare):
    assert names.without_level(typed) == bare


def test_loading_twice_changes_nothing():
    before = (Unit.objects.count(), UnitSuccession.objects.count())

    loading.load(settings.ROOT / "seed", timezone.now())

    assert (Unit.objects.count(), UnitSuccession.objects.count()) == before
