"""Two days of one commune through the product's acts: once in a piece, once killed in the middle and gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from bench.simulator.arrivals import Plan
from bench.simulator.by_actions import ActionsGear
from bench.simulator.certify import certify
from bench.simulator.moves import Answer, Batch, Gear, Verb
from bench.simulator.night import night_after
from bench.simulator.office import Office
from bench.simulator.report import what_happened
from bench.simulator.staff import Credits, Staff
from bench.simulator.tally import Tally
from bench.simulator.worker import Shard
from bench.simulator.world import Cast, people_the_province
from tinhso.engines.procedures.queries import in_force
from tinhso.government.dossiers.models import Dossier, IssuedPaper, Result

WARD = "NB.C14212"  # one receptionist, one leader: few keys to make
DAYS = (date(2026, 11, 26), date(2026, 11, 27))


class Killed(Exception):
    """The process died here."""


@dataclass
class DyingGear(ActionsGear):
    """Dies at one call of a day, after half of its moves."""

    dies_at: int = 0
    calls: list[int] = field(default_factory=list)

    def carry_out(self, batches: Sequence[Batch], *, again: bool = False) -> list[Answer]:
        self.calls.append(1)
        if len(self.calls) == self.dies_at:
            first = batches[0]
            half = Batch(first.verb, first.agency, first.at, first.moves[: len(first.moves) // 2 + 1])
            super().carry_out([half], again=again)
            raise Killed
        return super().carry_out(batches, again=again)


@dataclass(frozen=True)
class TestShard(Shard):
    """A shard of one ward; dies_at: the call of each day at which its process dies, 0 = never."""

    __test__ = False
    dies_at: int = 0

    def _gear(self) -> Gear:
        return DyingGear(self.plan, Cast(self.plan), dies_at=self.dies_at)


def played(plan: Plan, folder: Path, *, dies_at: int) -> tuple[Tally, list[tuple[str, str, str]]]:
    """Both days; what was counted, and where every dossier stands. After each death the day is taken up anew."""
    folder.mkdir()
    tally, last = Tally(), ""
    for day in DAYS:
        try:
            shard = TestShard(plan, 0, 1, folder, dies_at=dies_at)
            tally.counts += shard.play(office_of(shard, last), day).counts
        except Killed:
            shard = TestShard(plan, 0, 1, folder)
            tally.counts += shard.play(office_of(shard, last), day).counts
        night_after(day)
        last = str(day)
    rows = Dossier.objects.filter(idempotency_key__startswith="sim-").order_by("idempotency_key")
    return tally, list(rows.values_list("idempotency_key", "code", "state"))


def office_of(shard: Shard, last: str) -> Office:
    """The ward's office as it was at the end of a day."""
    office = Office(shard.plan, Staff(shard.plan), frozenset({WARD}), Credits(shard.plan.scale))
    if last:
        office.take_up(shard.kept(last))
    return office


@pytest.fixture
def plan(db: None) -> Plan:
    """A commune of a small province, with its officials."""
    codes = in_force(DAYS[0]).values_list("procedure__code", flat=True)
    plan = Plan(15, 2026, 0.05, frozenset(codes))
    staff = Staff(plan)
    people_the_province(plan, staff, only={WARD})
    assert list(certify(staff, only={WARD}))[-1] == (3, 3)
    return plan


def test_a_run_that_was_killed_and_gone_on_with_ends_as_one_in_a_piece(plan, tmp_path):
    with transaction.atomic():
        whole = played(plan, tmp_path / "whole", dies_at=0)
        assert Dossier.objects.filter(state="RETURNED").exists()
        assert_invariants(whole[0])
        transaction.set_rollback(True)

    cut = played(plan, tmp_path / "cut", dies_at=9)

    assert cut[1] == whole[1]
    assert cut[0].counts == whole[0].counts
    assert_invariants(cut[0])


def assert_invariants(tally: Tally) -> None:
    """Every filing is there once, codes run on, papers are signed, nothing was refused."""
    happened = what_happened(tally)
    assert happened.faults == []
    assert [what for what in tally.counts if what.startswith("refused: ")] == []
    assert tally.counts["filed"] >= 4
    assert not IssuedPaper.objects.filter(paper=None).exists()
    assert Result.objects.filter(issued_at__isnull=False).count() == tally.counts[f"act: {Verb.ISSUE}"] > 0
