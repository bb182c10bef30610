"""What an applicant owes, by the numbers that his form already holds."""

from datetime import timedelta

import pytest

from tinhso.engines.eforms.queries import published_form
from tinhso.engines.payments.rules import CountedItem, names_counted
from tinhso.engines.procedures import queries
from tinhso.engines.procedures.models import FeeCount
from tinhso.engines.procedures.queries import FeeChoices, counted_in, price_of
from tinhso.engines.procedures.tests.factories import NOON

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
COPY, BIRTH, SIGNATURE = "2.000815", "1.001193", "2.000992"
PAPERS = {
    "documents": [{"name": "Bằng tốt nghiệp", "pages": 5, "copies": 3}, {"name": "Học bạ", "pages": 2, "copies": 1}]
}


def price(code, answers, *, channel="COUNTER", on=TODAY, **chosen):
    version = queries.version_for(code, on=on)
    form = published_form(version.form_code, NOON)
    choices = FeeChoices(counted=counted_in(version, form, answers, on=on), **chosen)
    return price_of(version, choices, channel=channel, on=on)


def test_every_rule_of_the_seed_reads_numbers_that_its_form_asks_for_and_its_price_needs():
    rules = list(FeeCount.objects.select_related("procedure"))
    assert len(rules) >= 3
    for rule in rules:
        version = queries.version_for(rule.procedure.code, on=TODAY)
        assert version.form_code == rule.form_code
        read = queries.count_rules(version, published_form(rule.form_code, NOON), on=TODAY)
        assert rule.fee_code in [one.fee_code for one in read]
        lines = queries.fee_lines(version, TODAY, asked_for=[rule.fee_code])
        needed = names_counted(line for line in lines if line.code == rule.fee_code)
        assert set(rule.counts) == set(needed)


def test_certified_copies_cost_what_the_form_itself_shows_while_it_is_filled_in():
    owed = price(COPY, PAPERS)

    assert (owed.total_vnd, owed.by_hand) == (21_000 + 4_000, [])
    assert owed.due[0].how == (
        "Bằng tốt nghiệp: 3 bản × (2 trang × 2.000 đ + 3 trang × 1.000 đ) = 21.000 đ; "
        "Học bạ: 1 bản × 2 trang × 2.000 đ/trang = 4.000 đ."
    )


def test_extracts_that_a_birth_form_asks_for_are_owed_though_the_registration_is_free():
    assert price(BIRTH, {"copies_count": 0}).due == []
    assert price(BIRTH, {}).due == []

    asked = price(BIRTH, {"copies_count": 2})

    assert [(line.code, line.amount_vnd, line.how) for line in asked.due] == [
        ("BAN_SAO_TRICH_LUC", 16_000, "2 bản × 8.000 đ/bản = 16.000 đ.")
    ]


def test_a_form_that_asks_for_no_numbers_leaves_them_to_a_person():
    owed = price(SIGNATURE, {"content": "Ký"}, quantities={"cases": 3})

    assert (owed.total_vnd, owed.by_hand) == (30_000, ["cases"])


def test_a_rule_counts_only_while_it_stands_and_only_in_the_form_that_it_was_written_for():
    version = queries.version_for(COPY, on=TODAY)
    form = published_form("certified-copy", NOON)
    FeeCount.objects.filter(procedure=version.procedure).update(valid_to=TODAY - timedelta(days=1))

    assert counted_in(version, form, PAPERS, on=TODAY) == {}
    assert price(COPY, PAPERS).by_hand == ["copies", "pages"]

    FeeCount.objects.filter(procedure=version.procedure).update(
        valid_to=None, counts={"copies": "so_ban", "pages": "pages"}
    )
    assert counted_in(version, form, PAPERS, on=TODAY) == {}


def test_choices_come_back_from_the_dossier_as_they_were_kept():
    choices = FeeChoices({"cases": 2}, ("HN",), ("X",), {"BAN_SAO": [CountedItem({"copies": 3, "pages": 5}, "Bằng")]})

    assert FeeChoices.of_json(choices.as_json()) == choices
    assert FeeChoices.of_json({}) == FeeChoices()
