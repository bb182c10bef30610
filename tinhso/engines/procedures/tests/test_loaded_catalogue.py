"""The 223 real procedures, as they stand after loading."""

import json
import shutil
from datetime import date, timedelta

import pytest
from django.conf import settings

from tinhso.engines.payments.rules import fees_due, total_vnd
from tinhso.engines.procedures import loading, queries
from tinhso.engines.procedures.models import Procedure, ProcedureVersion
from tinhso.engines.procedures.rules.completeness import owed_to_the_public
from tinhso.engines.procedures.tests.factories import NOON
from tinhso.engines.workflow.limits import Cutoff, LimitUnit
from tinhso.ground.base.refused import NotVisible, Refused

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def owed(code, channel, on=TODAY, **quantities):
    version = queries.version_for(code, on=on)
    return total_vnd(fees_due(queries.fee_lines(version, on), channel=channel, quantities=quantities, on=on))


def test_every_record_of_the_seed_stands_as_a_version():
    records = json.loads((settings.ROOT / "seed/procedures/catalogue.json").read_text())

    assert len(records) == 223
    assert set(Procedure.objects.values_list("code", flat=True)) >= {record["code"] for record in records}


def test_loading_again_changes_nothing():
    before = list(ProcedureVersion.objects.order_by("pk").values_list("pk", "number", "state", "keywords"))

    loading.load(settings.ROOT / "seed", NOON)

    assert list(ProcedureVersion.objects.order_by("pk").values_list("pk", "number", "state", "keywords")) == before


def test_a_changed_record_becomes_a_version_from_today_and_a_second_change_from_tomorrow(tmp_path):
    folder = tmp_path / "procedures"
    shutil.copytree(settings.ROOT / "seed/procedures", folder)
    for limit in (8, 9):
        records = json.loads((folder / "catalogue.json").read_text())
        for record in records:
            if record["code"] in {"1.004222", "3.000722"}:
                record["limit_value"] = limit
        (folder / "catalogue.json").write_text(json.dumps(records))
        loading.load(tmp_path, NOON)

    def limits(code):
        return [queries.version_for(code, on=TODAY + timedelta(days=n)).limit_value for n in (-1, 0, 1)]

    assert limits("1.004222") == [7, 8, 9]
    assert limits("3.000722") == [3, 8, 9]


def test_a_version_is_public_only_if_nothing_is_missing():
    everything = list(ProcedureVersion.objects.select_related("procedure"))
    missing = queries.missing_in_each(everything, at=NOON)

    assert [str(v) for v in everything if v.state == "PUBLISHED" and missing[v.pk]] == []
    assert [str(v) for v in everything if v.state == "DRAFT" and not missing[v.pk]] == []


@pytest.mark.parametrize(
    "code",
    ["1.001193", "1.000656", "1.000894", "2.000815", "1.001612", "1.013225", "3.000347", "1.014027", "1.004873",
     "1.004194", "1.004222", "1.013831", "1.001806", "1.013065", "1.001699", "1.014445", "3.000722", "1.009645"],
)  # fmt: skip
def test_the_well_known_ones_are_public(code):
    assert queries.version_for(code, on=TODAY).state == "PUBLISHED"


@pytest.mark.parametrize("code", ["1.001776", "1.002755"])
def test_an_unknown_limit_or_a_contradictory_price_is_not_invented(code):
    with pytest.raises(NotVisible):
        queries.version_for(code, on=TODAY)


def test_a_birth_is_registered_the_same_day_and_a_linked_birth_counts_from_the_next():
    birth = queries.limit_of(queries.version_for("1.001193", on=TODAY))
    linked = queries.limit_of(queries.version_for("3.000722", on=TODAY))

    assert (birth.unit, birth.cutoff) == (LimitUnit.SAME_DAY, Cutoff.SAME_DAY)
    assert (linked.value, linked.unit, linked.cutoff) == (3, LimitUnit.WORKING_DAY, Cutoff.COUNT_NEXT_DAY)


def test_cases_change_the_limit():
    land, house = (queries.version_for(code, on=TODAY) for code in ("1.013831", "1.013225"))

    assert queries.limit_of(land, variants=[land.variants.get().pk]).value == 18
    assert queries.limit_of(house, variants=[house.variants.get().pk]).words == "15 ngày"


@pytest.mark.parametrize(
    ("code", "channel", "on", "quantities", "vnd"),
    [
        ("2.000815", "COUNTER", TODAY, {"pages": 5, "copies": 2}, 14_000),
        ("2.000815", "COUNTER", TODAY, {"pages": 500}, 200_000),
        ("2.000884", "COUNTER", TODAY, {"cases": 3}, 30_000),
        ("1.004222", "COUNTER", TODAY, {}, 20_000),
        ("1.004222", "ONLINE", TODAY, {}, 10_000),
        ("3.000347", "ONLINE", date(2025, 12, 31), {}, 115_000),
        ("3.000347", "ONLINE", date(2026, 1, 1), {}, 135_000),
        ("2.001583", "ONLINE", TODAY, {}, 100_000),
        ("2.001583", "COUNTER", TODAY, {}, 125_000),
        ("2.001583", "COUNTER", date(2027, 1, 1), {}, 150_000),
        ("1.004756", "COUNTER", TODAY, {}, 25_000),
        ("1.004756", "COUNTER", date(2025, 6, 30), {}, 50_000),
    ],
)
def test_prices_come_from_the_rows(code, channel, on, quantities, vnd):
    assert owed(code, channel, on, **quantities) == vnd


def test_nothing_is_charged_online_where_the_council_sets_the_price():
    shop = queries.version_for("1.001612", on=TODAY)

    assert (shop.fee_basis, queries.fee_lines(shop, TODAY)) == ("SET_ELSEWHERE", [])
    assert shop.fee_text == "Do HĐND tỉnh quy định, thu tại nơi nộp."


def test_an_extract_is_paid_for_only_when_it_is_asked_for():
    birth = queries.version_for("1.001193", on=TODAY)

    assert queries.fee_lines(birth, TODAY) == []
    assert [line.amount_vnd for line in queries.fee_lines(birth, TODAY, asked_for=["BAN_SAO_TRICH_LUC"])] == [8000]


def test_a_reason_for_partial_service_is_given_or_owed():
    wedding, copy = (queries.facts_of(queries.version_for(code, on=TODAY)) for code in ("1.000894", "2.000815"))

    assert (wedding.partial_reason, wedding.requires_presence) == ("PRESENCE", True)
    assert any("Chưa công bố lý do" in sentence for sentence in owed_to_the_public(copy))


def test_a_repealed_procedure_stays_for_the_days_on_which_it_stood():
    assert queries.version_for("2.002621", on=date(2026, 8, 31)).state == "RETIRED"
    assert Procedure.objects.get(code="2.002621").superseded_by.code == "3.000722"
    with pytest.raises(NotVisible):
        queries.version_for("2.002621", on=date(2026, 9, 1))
    with pytest.raises(NotVisible):
        queries.version_for("3.000722", on=date(2026, 8, 31))


def test_a_draft_promises_no_limit():
    with pytest.raises(Refused, match="thời hạn"):
        queries.limit_of(ProcedureVersion.objects.get(procedure__code="1.001776"))


def test_shelves_hold_every_public_procedure_once():
    shelves = queries.fields_on(TODAY)

    assert sum(shelf.count for shelf in shelves) == queries.in_force(TODAY).count()
    assert {v.field_name for v in queries.by_field("ho-tich", on=TODAY)} == {"Hộ tịch"}
    assert {v.audience for v in queries.by_audience("BUSINESS", on=TODAY)} == {"BUSINESS", "BOTH"}
