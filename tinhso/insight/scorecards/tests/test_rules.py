"""Known answers of published indices, recomputed."""

from __future__ import annotations

import csv
import itertools
import json
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ground.base.refused import Refused
from tinhso.insight.scorecards.models import Score
from tinhso.insight.scorecards.queries.results import speaking
from tinhso.insight.scorecards.rules import annex
from tinhso.insight.scoring.rules import dti, ranking, trees
from tinhso.insight.scoring.rules.merging import MergeRule, Part, merged
from tinhso.insight.scoring.rules.patterns import Given, Pattern, attainment, points, rounded

SEED = settings.ROOT / "seed" / "indices"
ROWS = [row for name in ("versions", "quality766", "ntm") for row in json.loads((SEED / f"{name}.json").read_text())]
VERSIONS = {row["code"]: row for row in ROWS}
PUBLISHED = list(csv.DictReader((SEED / "published.csv").open(newline="")))
MAIN = (1, 2, 3, 4, 5, 7, 8, 9)
WORTH = {7: 200, 8: 150, 9: 150}
DTI_2022 = [
    ("48", "1 .9 .8253 .8487 .7578 .8575 .7836 .5197", ".8002"),
    ("79", ".8917 .9 .8258 .6267 .558 .8406 .7611 .359", ".7163"),
    ("22", ".9581 .9 .7648 .625 .5382 .8385 .5904 .4505", ".7024"),
    ("46", ".95 .9 .6823 .6794 .6423 .8262 .6787 .3001", ".6975"),
    ("92", ".9 .8 .7233 .7376 .7226 .7325 .7556 .2947", ".6924"),
]


def dec(value: object) -> Decimal:
    return Decimal(str(value))


def twigs(code: str) -> list[trees.Twig]:
    return [
        trees.Twig(node["code"], node["parent"], None if node["max_points"] is None else dec(node["max_points"]))
        for node in VERSIONS[code]["nodes"]
    ]


def earned_2022(values: str) -> dict[str, Decimal]:
    return {f"DTI22.{k}": dec(value) * WORTH.get(k, 100) for k, value in zip(MAIN, values.split(), strict=True)}


@pytest.mark.parametrize(("unit", "values", "published"), DTI_2022)
def test_the_five_detailed_rows_of_2022_come_out_as_published(unit, values, published):
    total = trees.total(twigs("DTI-PROV-2022"), earned_2022(values))

    assert total.is_complete
    assert abs(total.lower / 1000 - dec(published)) <= dec("0.0001")
    printed = {row["node"]: row["value"] for row in PUBLISHED
               if (row["unit_code"], row["version"], row["year"]) == (unit, "DTI-PROV-2022", "2022")}  # fmt: skip
    assert [dec(printed[f"DTI22.{k}"]) for k in MAIN] == [dec(value) for value in values.split()]


def test_the_three_pillars_share_the_foundation_and_are_no_partition():
    told = trees.score(twigs("DTI-PROV-2022"), earned_2022(DTI_2022[1][1]))
    pillars = {row["code"]: trees.pillar(row["members"], told) for row in VERSIONS["DTI-PROV-2022"]["pillars"]}

    assert {code: rounded(value) for code, value in pillars.items()} == {
        "DG": dec("0.7833"), "DE": dec("0.7606"), "DS": dec("0.6678"),
    }  # fmt: skip
    assert sum(pillars.values()) != told["DTI22"].lower / 1000


def test_2020_weighs_three_pillars():
    earned = {"DTI20.DG": 400 * dec(".4449"), "DTI20.DE": 300 * dec(".3668"), "DTI20.DS": 300 * dec(".4052")}

    assert rounded(trees.total(twigs("DTI-PROV-2020"), earned).lower / 1000) == dec("0.4096")


def test_a_total_and_its_pillars_lead_back_to_the_points():
    found = dti.behind(dec(".6077"), dec(".6683"), dec(".6647"), dec(".5991"))

    assert rounded(found.foundation, 1) == dec("340.8")
    assert [rounded(one, 3) for one in (found.government, found.economy, found.society)] == [
        dec("0.635"), dec("0.608"), dec("0.324"),
    ]  # fmt: skip


@given(st.lists(st.decimals("0", "1", places=4), min_size=8, max_size=8))
def test_backwards_undoes_forwards(values):
    told = trees.score(twigs("DTI-PROV-2022"), earned_2022(" ".join(map(str, values))))
    pillars = [trees.pillar(row["members"], told) for row in VERSIONS["DTI-PROV-2022"]["pillars"]]
    found = dti.behind(told["DTI22"].lower / 1000, *pillars)

    assert [rounded(one) for one in (found.government, found.economy, found.society)] == values[5:]


def test_the_points_of_par_2018_make_a_hundred_and_those_of_766_too():
    for code, root in (("PAR-PROV-2018", "PAR18"), ("NPSC-766", "NPSC")):
        nodes = {node["code"]: node for node in VERSIONS[code]["nodes"]}
        for parent in {node["parent"] for node in nodes.values()} - {""}:
            below = [dec(node["max_points"]) for node in nodes.values() if node["parent"] == parent]
            assert sum(below) == dec(nodes[parent]["max_points"]), parent
        assert dec(nodes[root]["max_points"]) == 100


def test_seeds_hold_twenty_versions_and_the_98_components_of_2022():
    national = [row for row in ROWS if row["family"] != "NTM"]
    inner = {node["parent"] for node in VERSIONS["DTI-PROV-2022"]["nodes"]}
    leaves = [node for node in VERSIONS["DTI-PROV-2022"]["nodes"] if node["code"] not in inner]

    assert len(national) == 20
    assert len(leaves) == 98
    assert [node["max_points"] for node in leaves if node["max_points"] is not None] == [0, 0, 0]  # smart cities
    assert sum(node["confidence"] == "?" for node in leaves) == 17


def test_a_total_is_refused_while_points_are_not_read():
    with pytest.raises(Refused) as refused:
        trees.total(twigs("DTI-PROV-2022"), {})

    assert refused.value.code == "no-total"


def test_what_is_unknown_lies_between_nothing_and_everything():
    tree = [trees.Twig("A", "", dec(20)), trees.Twig("A.1", "A", dec(12)), trees.Twig("A.2", "A", dec(8))]

    told = trees.score(tree, {"A.1": dec(9)})
    assert (told["A"].lower, told["A"].upper, told["A"].is_complete) == (9, 17, False)
    assert trees.score(tree, {"A.1": dec(9), "A.2": (dec(0), dec(3))})["A"].upper == 12
    assert trees.total(tree, {"A.1": dec(9), "A.2": dec(8)}).lost == 3


def test_a_main_index_speaks_until_something_below_it_is_scored():
    tree = [trees.Twig(code, above, None) for code, above in (("T", ""), ("A", "T"), ("A.1", "A"), ("B", "T"))]
    own, appraised = Score(achieved=dec(1)), Score(achieved=dec(2))

    assert trees.above(tree, ["A.1"]) == {"A", "T"}
    assert set(speaking(tree, {"A": own, "A.1": own, "B": own})) == {"A.1", "B"}
    assert speaking(tree, {"A": own, "B": own}, {"A.1": appraised}) == {"A.1": appraised, "B": own}
    assert speaking(tree, {"A": own}, {"A": appraised}) == {"A": appraised}


def test_the_official_list_of_2022_has_63_provinces_a_tie_at_15_and_nobody_at_16():
    rows = [row for row in PUBLISHED if (row["family"], row["year"], row["component"], row["kind"]) ==
            ("DTI", "2022", "TOTAL", "OFFICIAL") and row["unit_code"]]  # fmt: skip
    places = sorted(int(row["rank"]) for row in rows)

    assert len(rows) == len({row["unit"] for row in rows}) == 63
    assert places.count(15) == 2
    assert 16 not in places
    assert ranking.faults_of(places) == []


def test_ranks_compete_on_what_was_not_rounded():
    values = {"a": dec("0.70001"), "b": dec("0.70004"), "c": dec("0.7"), "d": dec("0.7")}

    assert ranking.ranks(values) == {"b": 1, "a": 2, "c": 3, "d": 3}
    assert ranking.ranks({"x": dec(2), "y": dec(2), "z": dec(1)}) == {"x": 1, "y": 1, "z": 3}


def test_ranks_of_egov_2017_follow_their_values_with_ties():
    rows = [row for row in PUBLISHED if row["family"] == "EGOV_APP" and row["value"] and row["rank"]]
    by_value = sorted(rows, key=lambda row: -dec(row["value"]))
    places = [int(row["rank"]) for row in by_value]

    assert len(rows) == 53
    assert places == sorted(places)
    for one, other in itertools.pairwise(by_value):
        assert (one["value"] == other["value"]) == (one["rank"] == other["rank"]), (one, other)


def test_a_place_among_known_values_says_how_far_it_is_sure():
    others = {1: dec(".8002"), 2: dec(".7163"), 3: dec(".7024"), 5: dec(".6924")}

    assert ranking.place_among(dec(".71"), others, rank_of=63) == ranking.Place(3, 3)
    assert ranking.place_among(dec(".695"), others, rank_of=63) == ranking.Place(4, 5)
    assert ranking.place_among(dec(".5"), others, rank_of=63) == ranking.Place(6, 63)


def test_mergers():
    parts = [Part(dec(value), dec(weight), dec(n), dec(d))
             for value, weight, n, d in ((".5", 1, 5, 10), (".7", 2, 70, 100), (".9", 1, 9, 10))]  # fmt: skip

    assert merged(MergeRule.UNWEIGHTED_MEAN, parts) == dec(".7")
    assert merged(MergeRule.WEIGHTED, parts) == dec(".7")
    assert merged(MergeRule.SUM, parts) == dec("2.1")
    assert merged(MergeRule.RECOMPUTE, parts) == dec(84) / 120
    assert merged(MergeRule.UNWEIGHTED_MEAN, [*parts, Part()]) is None


def test_the_merged_dti_is_the_mean_of_main_indices():
    olds = [dec(value) for value in ("0.6", "0.66", "0.75")]
    new = merged(MergeRule.UNWEIGHTED_MEAN, [Part(value) for value in olds])

    assert new == dec("0.67")


@pytest.mark.parametrize(
    ("pattern", "params", "said", "expected"),
    [
        (Pattern.RATIO, {}, Given(dec(3), dec(4)), 15),
        (Pattern.RATIO, {}, Given(dec(5), dec(4)), 20),
        (Pattern.RATIO, {}, Given(dec(3), dec(0)), None),
        (Pattern.RATIO_TO_TARGET, {"target": 0.8}, Given(dec(4), dec(10)), 10),
        (Pattern.RATIO_TO_TARGET, {"target": 0.8}, Given(dec(9), dec(10)), 20),
        (Pattern.LEADER_GRADE, {}, Given(choice="CHAIRMAN"), 20),
        (Pattern.LEADER_GRADE, {}, Given(choice="DEPUTY_SECRETARY"), 10),
        (Pattern.LEADER_GRADE, {}, Given(choice="OTHER"), 0),
        (Pattern.LEADER_GRADE, {}, Given(), None),
        (Pattern.TIERED_COUNT, {"tiers": {"4": 20, "3": 15, "2": 10, "1": 5}}, Given(dec(3)), 15),
        (Pattern.TIERED_COUNT, {"tiers": {"4": 20, "3": 15, "2": 10, "1": 5}}, Given(dec(7)), 20),
        (Pattern.TIERED_COUNT, {"tiers": {"4": 20, "3": 15, "2": 10, "1": 5}}, Given(dec(0)), 0),
        (Pattern.SPLIT_HALVES, {}, Given(met=(True, False)), 10),
        (Pattern.BINARY, {}, Given(met=(True,)), 20),
        (Pattern.BINARY, {}, Given(), None),
        (Pattern.RELATIVE_TO_MAX, {}, Given(dec(3), best=dec(12)), 5),
        ("", {}, Given(dec(3), dec(4)), None),
    ],
)
def test_the_seven_patterns(pattern, params, said, expected):
    assert points(pattern, params, said, dec(20)) == expected


def test_attainment_is_never_clamped_and_points_always_are():
    assert rounded(attainment(dec(1_300_000), dec(833_333)), 2) == dec("1.56")
    assert attainment(dec(10), dec(20), higher_is_better=False) == 2
    assert points(Pattern.RATIO_TO_TARGET, {"target": 1}, Given(dec(156), dec(100)), dec(10)) == 10


def test_groups_of_par():
    assert [ranking.group_of(dec(one)) for one in ("90", "89.99", "80", "70", "69.9")] == list("ABBCD")


HEAD = "code,name,unit,pattern,params,max_points,evidence,owner\n"
PARENTS = {"X.1": Decimal(30), "X.2": None}


def taken(rows: str) -> tuple[int, list[str]]:
    leaves, wrong = annex.read(HEAD + rows, parents=PARENTS, owners={"NB.VP"})
    return len(leaves), wrong


def test_an_annex_may_bring_deadlines():
    head = HEAD.replace("owner\n", "owner,due_date\n")
    row = "X.1.1,Một,%,RATIO,,30,Báo cáo,NB.VP,{}\n"
    (leaf,), wrong = annex.read(head + row.format("31/12/2026"), parents=PARENTS, owners={"NB.VP"})

    assert (leaf.due_date, wrong) == (date(2026, 12, 31), [])
    _none, wrong = annex.read(head + row.format("31/2/2026"), parents=PARENTS, owners={"NB.VP"})
    assert wrong == ["Dòng 2: hạn “31/2/2026” không phải ngày như 31/12/2026."]


def test_an_annex_is_read_with_decimal_commas():
    many, wrong = taken(
        'X.1.1,Một,%,RATIO,,"22,5",Báo cáo,NB.VP\nX.1.2,Hai,lần,TIERED_COUNT,"{""tiers"": {""2"": 7, ""1"": 3}}",7.5,'
        "Báo cáo,NB.VP\n"
    )

    assert (many, wrong) == (2, [])


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("X.1.1,Một,%,RATIO,,30,Báo cáo,NB.VP\nX.1.1,Hai,%,RATIO,,5,Báo cáo,NB.VP", "Dòng 3: mã X.1.1 đã có ở dòng 2."),
        ("Y.1.1,Một,%,RATIO,,30,Báo cáo,NB.VP", "Dòng 2: mã “Y.1.1” không thuộc chỉ số chính nào của phiên bản này."),
        ("X.1.1,Một,%,GUESS,,30,Báo cáo,NB.VP", "Dòng 2: không có cách tính “GUESS”."),
        ("X.1.1,Một,%,RATIO,,1.761,Báo cáo,NB.VP", "Dòng 2: điểm tối đa “1.761” không phải một số như 10 hoặc 7,5."),
        ("X.1.1,Một,%,RATIO,,30,,NB.VP", "Dòng 2: thiếu tài liệu kiểm chứng."),
        ("X.1.1,Một,%,RATIO,,30,Báo cáo,NB.XX", "Dòng 2: không có cơ quan “NB.XX”."),
        ("X.1.1,Một,%,RATIO_TO_TARGET,,30,Báo cáo,NB.VP", "Dòng 2: tham số “” chưa đúng cho cách tính này."),
        (
            'X.1.1,Một,%,RATIO_TO_TARGET,"{""target"": Infinity}",30,Báo cáo,NB.VP',
            'Dòng 2: tham số “{"target": Infinity}” chưa đúng cho cách tính này.',
        ),
        ("X.1.1,Một,%,RATIO,,20,Báo cáo,NB.VP", "Chỉ số X.1: các dòng cộng được 20 điểm, phụ lục ghi 30 điểm."),
    ],
)
def test_every_row_that_cannot_be_taken_says_why(row, says):
    _many, wrong = taken(row)

    assert says in wrong
