"""What the benchmark makes of its readings: medians, shares, ratios, verdicts, time left."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bench import items, plan, report, seeding
from bench.bars import BARS, WAITS, Bar, WaitBar
from bench.browser import Forms
from bench.items import growth
from bench.load import Turns
from bench.measure import Reading, interleaved, share_below
from bench.peers import Peer
from bench.progress import Progress, spoken
from bench.quiet import Quiet, quiet
from bench.report import Row, verdicts
from bench.sides import beside_peer, beside_wait_bars

HUSH, NOISE = Quiet(0.2, 0.01), Quiet(0.0, 0.4)


def reading(*, cpu: float, rate: float = 100, p50: float = 0, p95: float = 0) -> Reading:
    """A second of `rate` units at `cpu` ms each, a third of it in the database."""
    return Reading(int(rate), 1.0, cpu * 2 / 3, cpu / 3, p50, p95)


def row(item: str = "3 list, first page", ratio: float = 50, *, judged: str = "", **facts: object) -> Row:
    return Row(item, "ms", 1.0, ratio, "peer", ratio, 10, judged, **facts)


def test_the_median_and_the_p95_are_places_in_the_sorted_waits():
    waits = [float(n) for n in range(100, 0, -1)]
    assert (share_below(waits, 0.5), share_below(waits, 0.95), share_below([], 0.5)) == (51, 96, 0)


def test_a_ratio_is_the_median_of_each_rounds_ratio_not_the_ratio_of_medians():
    ours = iter([reading(cpu=10, rate=100), reading(cpu=20, rate=50), reading(cpu=10, rate=80)])
    theirs = iter([reading(cpu=20, rate=50), reading(cpu=60, rate=50), reading(cpu=40, rate=10)])
    mine, other, rate, cpu = interleaved(lambda: next(ours), lambda: next(theirs), rounds=3)
    assert (rate, cpu) == (2, 3)
    assert (mine.cpu_ms, other.cpu_ms) == (pytest.approx(10), pytest.approx(40))


def test_a_rate_divides_by_wall_time_and_cpu_adds_application_and_database():
    one = Reading(30, 2.0, app_ms=4, database_ms=1.5)
    assert (one.per_second, one.cpu_ms) == (15, 5.5)


@pytest.mark.parametrize(
    ("bar", "ratio", "word"),
    [
        (Bar(40, 100), 39.9, "MISSED"),
        (Bar(40, 100), 40, "met"),
        (Bar(40, 100), 100, "moonshot"),
        (Bar(red=1.0), 5, "met"),
        (Bar(moon=0.25), 0.2, "below aim"),
        (Bar(moon=0.25), 0.25, "moonshot"),
        (Bar(), 7, "no bar"),
    ],
)
def test_a_ratio_is_missed_met_or_a_moonshot(bar, ratio, word):
    assert bar.verdict(ratio) == word


def test_a_wait_as_long_as_its_bar_is_just_met():
    assert WaitBar("median", 320, "bar").bar.verdict(320 / 320) == "met"
    assert WaitBar("median", 320, "bar").bar.verdict(320 / 321) == "MISSED"
    assert WaitBar("p95", 20, "aim", must=False).bar.verdict(20 / 21) == "below aim"


def test_of_rate_and_cpu_the_lower_ratio_judges():
    rows = beside_peer("3 list, first page", reading(cpu=2, rate=200), Peer("peer", 10, 300), unit="pages", size=5)
    assert [r.ratio for r in rows] == [20, pytest.approx(150)]
    (found,) = verdicts(rows)
    assert (found.row.unit, found.row.ratio, found.word) == ("pages/s", 20, "MISSED")
    assert found.reasons == "20x in pages/s, 150x in ms CPU; peer"


def test_a_peer_without_cpu_is_judged_by_rate_alone():
    (only,) = beside_peer("3 list, 16 users", reading(cpu=2, rate=580), Peer("peer", 5.8), unit="pages", size=5)
    assert only.ratio == pytest.approx(100)


def test_waits_are_compared_with_every_bar_that_was_set():
    median, p95 = beside_wait_bars("4b search, words", reading(cpu=1, p50=120, p95=25), size=1)
    assert (median.ratio, p95.ratio) == (0.5, 2)
    assert [v.word for v in verdicts([median, p95])] == ["MISSED", "moonshot"]


def test_a_row_without_a_bar_is_reported_and_not_judged():
    assert verdicts([row(), row(judged="unheard of")]) == []


def test_every_wait_bar_belongs_to_an_item_that_is_measured():
    # The one has no peer, only a limit; the other nothing but its wait.
    assert {name for name in WAITS if name not in BARS} == {"4b search, words", "10 dashboard, front page"}


def test_growth_is_what_the_largest_costs_beside_the_smallest_in_their_cheapest_rounds():
    rounds = [[reading(cpu=10), reading(cpu=11), reading(cpu=13)], [reading(cpu=20), reading(cpu=20), reading(cpu=12)],
              [reading(cpu=11), reading(cpu=50), reading(cpu=50)]]  # fmt: skip
    *at_sizes, slope = growth.rows_of("list, first page", [10, 100, 1000], rounds)
    assert [(r.rows, r.judged) for r in at_sizes] == [(10, ""), (100, ""), (1000, "")]
    assert [r.ratio for r in at_sizes] == [1, pytest.approx(10 / 11), pytest.approx(10 / 12)]
    assert (slope.ours, slope.reference, slope.ratio) == (pytest.approx(1.2), 1.2, pytest.approx(1))
    (found,) = verdicts([*at_sizes, slope])
    assert found.name == "3 list, first page, growth"


def test_a_slope_above_the_most_allowed_is_missed():
    steep = growth.rows_of("citizen", [10, 1000], [[reading(cpu=10), reading(cpu=12.1)]])
    assert [v.word for v in verdicts(steep)] == ["MISSED"]


def test_what_others_took_is_what_neither_idles_nor_is_ours():
    one = quiet(total=10, idle=2, ours=5)
    assert (one.idle, one.others, one.broken) == (0.2, pytest.approx(0.3), True)
    assert quiet(total=10, idle=2, ours=9).others == 0  # two clocks never agree to the last tick
    assert quiet(total=0, idle=0, ours=0).idle == 1


def test_a_noisy_machine_is_said_loudly_and_marks_its_rows():
    assert "NOT QUIET" not in report.table([row(judged="3 list, first page", quiet=HUSH)])
    noisy = report.table([row("calm", quiet=HUSH), row("loud", quiet=NOISE)])
    assert "THE MACHINE WAS NOT QUIET: other programs took up to 40%" in noisy
    assert "\n!loud" in noisy and "\n calm" in noisy


def test_a_row_keeps_its_own_watch_when_its_item_is_stamped():
    assert [r.quiet for r in report.stamped([row(quiet=NOISE), row()], HUSH)] == [NOISE, HUSH]


def test_results_keep_their_fixed_shape(tmp_path):
    path = tmp_path / "results.json"
    report.write([row(ratio=1 / 3, judged="1 file", bar=Bar(1), quiet=NOISE)], day=date(2026, 11, 22), path=path)
    (line,) = json.loads(path.read_text())
    assert list(line) == ["item", "unit", "ours", "reference", "reference_name", "ratio", "rows", "machine", "date"]
    assert (line["ratio"], line["date"]) == (0.3333, "2026-11-22")
    assert line["machine"].endswith("idle 0%, others 40%, NOT QUIET")


def test_time_left_follows_the_pace_of_what_is_done():
    now = iter([0.0, 0.0, 20.0, 20.0])
    progress = Progress([("a", 10), ("b", 30)], clock=lambda: next(now))
    assert progress.begin("a").startswith("[1/2, 0 s gone, about 40 s left] a")
    assert progress.begin("b") == "[2/2, 20 s gone, about 60 s left] b"  # twice as slow as usual
    assert (spoken(89), spoken(91)) == ("89 s", "2 min")


def test_sizes_come_from_the_environment(monkeypatch):
    monkeypatch.delenv("BENCH_SIZES", raising=False)
    monkeypatch.delenv("BENCH_DOSSIERS", raising=False)
    assert plan.sizes() == [10_000, 100_000, 1_000_000]
    monkeypatch.setenv("BENCH_DOSSIERS", "30000")
    assert plan.sizes() == [10_000, 30_000]
    monkeypatch.setenv("BENCH_SIZES", "500,100")
    assert plan.sizes() == [100, 500]


def test_growth_is_measured_before_anything_is_written(monkeypatch):
    monkeypatch.delenv("BENCH_ITEMS", raising=False)
    names = plan.chosen(items)
    assert names[0] == "growth" and {"file", "transition", "receipt"} < set(names)
    monkeypatch.setenv("BENCH_ITEMS", "file,growth")
    assert plan.chosen(items) == ["growth", "file"]
    monkeypatch.delenv("BENCH_ITEMS")
    assert plan.chosen(items, largest=10_000_000) == ["growth"]
    monkeypatch.setenv("BENCH_ITEMS", "fiel")
    with pytest.raises(SystemExit, match="fiel"):
        plan.chosen(items)


def test_citizens_grow_with_the_dossiers_and_never_overlap():
    assert [seeding.citizens(rows) for rows in (0, 900, 10_000, 1_000_000)] == [0, 1000, 2000, 200_000]


def test_ratios_are_written_with_digits_that_say_something():
    assert [report.times(r) for r in (None, 0.00169, 0.834, 7, 45.4)] == ["-", "0.0017x", "0.83x", "7.00x", "45x"]


def test_things_are_handed_out_once_and_then_no_more():
    turns = Turns("ab")
    assert (turns.take(), turns.take()) == ("a", "b")
    with pytest.raises(StopIteration):
        turns.take()


def test_a_browser_sends_what_the_form_holds_and_knows_what_it_offers():
    reader = Forms()
    reader.feed("""
        <form action="/away"><input name="outside" value="1"></form><main><form method="post" action="/x#part">
        <input type="hidden" name="csrf" value="t"><input type="checkbox" name="ok" value="true">
        <input type="radio" name="sex" value="F"><input type="radio" name="sex" value="M" checked>
        <select name="place"><option value="">–</option><option value="7" selected>Bảy</option></select>
        <textarea name="why">vì sao</textarea><button name="b" value="1">
        </form></main>
    """)
    (form,) = reader.forms
    assert form.action == "/x"
    assert form.fields == {"csrf": "t", "sex": "M", "place": "7", "why": "vì sao"}
    assert form.names == {"csrf", "sex", "ok", "place", "why"}
