"""A slow drift is seen, a bad day is not taken for one."""

from __future__ import annotations

from datetime import date

import pytest

from bench import history
from bench.quiet import Quiet
from bench.report import Row


def row(ratio: float, *, rows: int = 1_000_000, quiet: Quiet | None = None) -> Row:
    return Row("3 list", "ms", 1.0, ratio, "the peer", ratio, rows, quiet=quiet)


def after(*ratios: float, rows: int = 1_015_043) -> dict[history.Place, list[float]]:
    return {history.place_of("3 list", rows): list(ratios)}


@pytest.mark.parametrize(
    ("earlier", "now", "worse"),
    [
        ([60, 58, 61], 20, False),  # one bad run
        ([60, 58, 61, 55, 40], 41, True),  # it has stayed down
        ([60, 58, 61, 52, 50], 48, False),  # within what one machine says twice
        ([60, 58, 61, 55, 50, 47, 46, 45, 44], 43, True),  # by small steps from the best
        ([60, 20], 20, False),  # too few to say
    ],
)
def test_only_what_has_stayed_down_counts_as_slid(earlier, now, worse):
    assert bool(history.slid([row(now)], after(*earlier))) is worse


def test_another_size_and_a_loud_machine_are_not_compared():
    low = after(60, 60, 60, 20, 20)
    loud = Quiet(idle=0.0, others=0.5)

    assert history.slid([row(20)], low)
    assert not history.slid([row(20, rows=10_000)], low)
    assert not history.slid([row(20, quiet=loud)], low)


def test_what_was_kept_is_known_again(tmp_path):
    path = tmp_path / "history.jsonl"
    history.keep([row(60), row(50)], day=date(2026, 11, 27), path=path)
    history.keep([row(40)], day=date(2026, 11, 28), path=path)

    assert history.known(path) == after(60, 50, 40)
