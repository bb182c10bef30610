"""What others published: nothing is lost, nothing claimed is ranked, and who disagrees stands side by side."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.insight.warehouse import queries
from tinhso.insight.warehouse.loading import load
from tinhso.insight.warehouse.models import PublishedFigure, PublishedKind

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
GSO = "Tổng cục Thống kê (GSO)"


def test_disagreeing_values_of_one_year_stand_side_by_side():
    asked = queries.published_questions("kinh-te-so")
    national = next(one for one in asked if (one.period, one.about) == ("2022", "Cả nước"))

    assert national.disagree
    assert {f"{answer.figure}" for answer in national.answers} == {"12.83", "12.63", "12.67", "14.26"}


def test_claims_and_derived_values_are_never_ranked():
    kinds = {PublishedKind.CLAIM, PublishedKind.DERIVED, PublishedKind.BOUND}
    loose = PublishedFigure.objects.filter(kind__in=kinds)
    ranked = [
        row.pk
        for one in PublishedFigure.objects.all()
        for row in queries.to_rank(one.indicator, one.period, method=one.method)
    ]

    assert loose.count() >= 5
    assert not set(ranked) & set(loose.values_list("pk", flat=True))
    # The province's 17% was made in a way that nobody told, so it never stands in a row with the office's shares.
    assert not queries.to_rank("kinh-te-so", "2025", method=GSO).exists()


def test_every_published_value_names_its_source():
    assert PublishedFigure.objects.count() > 400
    assert not PublishedFigure.objects.filter(source="").exists()


def test_loading_again_changes_nothing():
    before = list(PublishedFigure.objects.order_by("pk").values())

    load(settings.ROOT / "seed", NOW)

    assert list(PublishedFigure.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("words", "code"), [("kinh te so", "kinh-te-so"), ("gioi tinh", "sex-ratio"), ("lua", "rice-area")]
)
def test_an_indicator_is_found_without_marks(words, code):
    assert code in {one.code for one in queries.published_indicators(words=words)}


def test_indicators_with_claims_can_be_chosen():
    chosen = queries.published_indicators(only_claims=True)

    assert "kinh-te-so" in {one.code for one in chosen}
    assert "rice-area" not in {one.code for one in chosen}


def test_the_page_flags_a_claim_and_says_that_sources_differ():
    page = Client().get(reverse("warehouse:published_of", args=["kinh-te-so"])).content.decode()

    assert "các nguồn khác nhau" in page
    assert "Tuyên bố, chưa rõ cách tính" in page
    assert "12,83" in page


def test_breakdowns_of_one_indicator_share_its_name():
    assert queries.published_indicator("household-business").name == "Cơ sở SXKD cá thể"
    assert Client().get(reverse("warehouse:published_of", args=["nothing"])).status_code == 404
