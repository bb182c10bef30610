"""The board of data quality: counted, per agency, and a hundred means that nothing is wrong."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.insight.warehouse import actions, queries
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.metrics.checking import Dimension
from tinhso.insight.warehouse.models import Metric, Pull
from tinhso.insight.warehouse.queries.quality import Found, Line
from tinhso.insight.warehouse.tests.factories import enter, make_chain, value

D = Dimension


def line_of(slug: str, now) -> Line:
    return next(line for line in queries.quality_board(now=now) if line.agency.slug == slug)


def test_dossiers_as_the_house_makes_them_pass_every_rule_of_right_and_clean(lived, place):
    line = line_of(place.agency.slug, lived)

    assert [one.words for one in line.found if one.bad and one.dimension in (D.VALID, D.CLEAN)] == []
    assert line.score(D.VALID) == line.score(D.CLEAN) == 100
    assert line.score(D.ALIVE) is None  # it owes no figures, so nothing is expected of it


def test_a_fact_that_cannot_be_is_counted_against_its_agency(lived, place):
    wrong = Dossier.objects.filter(finished_at__isnull=False).first()
    Dossier.objects.filter(pk=wrong.pk).update(finished_at=wrong.filed_at - timedelta(days=1))
    pull_facts(now=lived, anew=True)

    line = line_of(place.agency.slug, lived)

    assert [(one.words, one.bad) for one in line.found if one.bad and one.dimension is D.VALID] == [
        ("Kết thúc không trước khi nộp", 1)
    ]
    assert line.score(D.VALID) < 100


def alive(slug: str, now) -> dict[str, tuple[int, int]]:
    """What keeps an agency's counted figures alive, by its words; entered ones have words of their own."""
    return {one.words: (one.good, one.of) for one in line_of(slug, now).found if one.dimension is D.ALIVE}


def test_counted_figures_die_when_nobody_pulls(lived):
    assert alive("NB.SKHCN", lived)["Chỉ tiêu cập nhật đúng chu kỳ"] != (0, 0)
    assert not [words for words in alive("NB.VP", lived) if "muộn" in words]
    late = lived + timedelta(days=3)
    assert alive("NB.VP", late)["Chỉ tiêu tính muộn hơn chu kỳ: Hồ sơ tiếp nhận"] == (0, 1)


def test_a_late_source_and_a_dead_one_are_named_and_the_rest_stays_alive(lived):
    Pull.objects.filter(facts="messages").update(as_of=lived - timedelta(days=3))
    Metric.objects.filter(code="PAY.ONLINE").update(code="PAY.BYGONE")  # no room tells it any more

    said = alive("NB.VP", lived)

    assert {words for words in said if ":" in words} == {
        "Chỉ tiêu tính muộn hơn chu kỳ: Thông báo đã gửi", "Chỉ tiêu tính muộn hơn chu kỳ: Thông báo gửi được",
        "Nguồn số liệu đã ngừng: Tiền nộp trực tuyến",
    }  # fmt: skip
    assert line_of("NB.VP", lived).score(D.ALIVE) < 100
    assert not [words for words in alive("NB.SKHCN", lived) if ":" in words]


def test_cells_of_the_last_period_are_expected_of_their_owner(db):
    chain = make_chain(now=MONDAY)
    before = line_of("NB.SKHCN", MONDAY)
    (made,) = enter(chain.enterer, value("17"), now=MONDAY)
    after = line_of("NB.SKHCN", MONDAY)

    def good(line: Line, dimension: Dimension) -> int:
        return sum(one.good for one in line.found if one.dimension is dimension)

    assert good(before, D.COMPLETE) == good(before, D.ALIVE) == 0
    assert good(after, D.COMPLETE) == good(after, D.ALIVE) == good(after, D.VALID) == 1
    actions.move(chain.checker, [made.pk], "send_back", reason="Sai", now=MONDAY)
    assert good(line_of("NB.SKHCN", MONDAY), D.COMPLETE) == 0


@pytest.mark.parametrize(
    ("good", "of", "share"), [(0, 0, None), (1999, 2000, "99.9"), (99999, 100000, "99.9"), (2, 2, "100.0")]
)
def test_a_hundred_means_that_nothing_is_wrong(good, of, share):
    line = Line(None, [Found(D.VALID, "", good, of)])

    assert line.score(D.VALID) == (None if share is None else Decimal(share))


def test_everybody_sees_the_board_and_what_is_behind_it(lived, place, time_machine):
    time_machine.move_to(lived, tick=False)
    somebody = Client()

    assert place.agency.name in somebody.get(reverse("warehouse:quality")).content.decode()
    page = somebody.get(reverse("warehouse:quality_of", args=[place.agency.slug])).content.decode()
    assert "Mỗi hồ sơ có một dòng" in page
    assert somebody.get(reverse("warehouse:quality_of", args=["NB.NOBODY"])).status_code == 404
