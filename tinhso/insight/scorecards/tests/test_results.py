"""Published results: conflicts side by side, no line across versions, claims in no ranking; what a change brings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.tests.factories import TODAY
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.drawing import chart
from tinhso.insight.scoring.rules.ranking import Place


@pytest.fixture
def family(db):
    return queries.family("DTI")


def test_a_conflicting_claim_stands_beside_the_official_rank_and_feeds_no_ranking(family):
    line = next(line for line in queries.trend(family, "36") if line.year == 2022)

    assert line.official.rank == 10
    assert [(one.rank, one.kind) for one in line.others] == [(11, "CLAIM")]
    assert line.is_disputed
    claimed = next(line for line in queries.trend(family, "36") if line.year == 2024)
    assert claimed.official is None
    assert not any(row.unit_code == "36" for row in queries.league(family, 2024, 63).rows)


def test_no_line_joins_two_versions_or_two_numbers_of_units(family):
    lines = queries.trend(family, "01")
    by_year = {line.year: line for line in lines}

    assert by_year[2022].breaks or by_year[2020].version != by_year[2022].version
    drawn = chart([("Hà Nội", lines)])
    assert len(drawn.tracks[0].joins) == sum(
        not line.breaks and line.year - 1 in by_year and bool(line.official) and bool(by_year[line.year - 1].official)
        for line in lines
    )


def test_ranks_that_lie_close_are_written_apart(family):
    drawn = chart([(code, queries.trend(family, code)) for code in ("36", "37")])
    of_2021 = [dot for track in drawn.tracks for dot in track.dots if dot.score.year == 2021]

    assert [(dot.score.rank, dot.is_below) for dot in of_2021] == [(11, True), (6, False)]


def test_the_league_of_2022_is_whole_and_without_faults(family):
    league = queries.league(family, 2022, 63)

    assert league.is_whole
    assert league.faults == ()
    assert [row.unit_code for row in league.rows[:2]] == ["48", "79"]


def test_our_own_are_the_three_old_provinces(db):
    assert sorted(queries.home_codes(TODAY)) == ["35", "36", "37"]


def test_a_published_result_is_taken_apart_against_the_best_and_the_mean(dti):
    found = queries.result(dti, "79", 2022)
    line = next(line for line in found.lines if line.node.code == "DTI22.9")

    assert found.printed(found.total)[0] == Decimal("0.7164")
    assert found.published.value == Decimal("0.7163")
    assert (line.scored.lower, line.scored.lost, line.best) == (Decimal("53.85"), Decimal("96.15"), Decimal("0.5197"))
    assert found.known == 5
    assert found.lost[0].node.code == found.raising[0].line.node.code == "DTI22.9"
    assert all(one.is_known for one in found.raising)
    assert queries.result(dti, "36", 2022).raising == []


def test_a_tenth_more_of_an_index_worth_150_brings_15_points_and_maybe_a_place(dti):
    found = queries.result(dti, "22", 2022)
    tried = queries.what_if(found, "DTI22.9", Decimal("0.5505"))

    assert tried.gain == 15
    assert tried.total == Decimal("0.7174")
    assert tried.place == Place(2, 2)


def test_who_falls_behind_another_leaves_his_place_to_him(dti):
    tried = queries.what_if(queries.result(dti, "22", 2022), "DTI22.9", Decimal("0.39"))

    assert tried.total == Decimal("0.6934")  # behind Thừa Thiên Huế, which is then third, before Cần Thơ
    assert tried.place == Place(4, 4)


@pytest.mark.parametrize("unit", ["36", "48"])
def test_what_if_needs_main_values_and_sense(dti, unit):
    value = Decimal("0.5") if unit == "36" else Decimal("1.1")
    with pytest.raises(Refused) as refused:
        queries.what_if(queries.result(dti, unit, 2022), "DTI22.9", value)

    assert refused.value.code == "no-what-if"


def test_a_unit_of_which_only_the_rank_is_known_has_no_total(dti):
    found = queries.result(dti, "36", 2022)

    assert found.total is None
    assert found.refused.code == "no-total"


def test_pillars_of_a_published_row_are_views(dti):
    pillars = {pillar.code: value for pillar, value in queries.result(dti, "48", 2022).pillars}

    assert round(pillars["DG"], 4) == Decimal("0.8638")
