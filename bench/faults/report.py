"""What the harness found, as a table for people and as JSON for machines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.faults.ledger import Judgement, Ledger

SHOWN = 10


@dataclass(frozen=True)
class Struck:
    """One fault as it happened. outage_s: the longest time without an acknowledged filing around it; recovery_s: from
    its mending (from the blow, where the supervisor mends) to the next one.
    """

    name: str
    lasted_s: float
    outage_s: float
    recovery_s: float


def summary_of(
    *,
    seed: int,
    lasted_s: float,
    quiet_s: float,
    struck: Sequence[Struck],
    ledger: Ledger,
    judgement: Judgement,
    ends: Mapping[str, int],
    invariants: Sequence[Mapping[str, Any]],
    restarts: int,
) -> dict[str, Any]:
    """All figures of one run, plain values."""
    by_kind: dict[str, list[Struck]] = defaultdict(list)
    for one in struck:
        by_kind[one.name].append(one)
    return {
        "seed": seed,
        "seconds": round(lasted_s),
        "quiet_after_s": round(quiet_s, 1),
        "faults": {
            name: {
                "times": len(all_),
                "lasted_s": round(sum(one.lasted_s for one in all_) / len(all_), 1),
                "longest_outage_s": round(max(one.outage_s for one in all_), 1),
                "longest_recovery_s": round(max(one.recovery_s for one in all_), 1),
            }
            for name, all_ in sorted(by_kind.items())
        },
        "restarts": restarts,
        "acknowledged": dict(sorted(Counter(what for _, what in ledger.moments).items())),
        "acknowledged_writes": judgement.acknowledged,
        "lost": list(judgement.lost),
        "doubled": list(judgement.doubled),
        "unasked": list(judgement.unasked),
        "lives": dict(sorted(ends.items())),
        "refusals": Counter(what[:160] for what in ledger.refusals).most_common(20),
        "invariants": [dict(one) for one in invariants],
    }


def as_table(result: Mapping[str, Any]) -> str:
    """The same for people."""
    lines = [f"{'fault':<28}{'times':>6}{'lasted':>9}{'longest outage':>16}{'recovery':>10}"]
    for name, row in result["faults"].items():
        lines.append(
            f"{name:<28}{row['times']:>6}{row['lasted_s']:>7} s{row['longest_outage_s']:>14} s"
            f"{row['longest_recovery_s']:>8} s"
        )
    broken = [one for one in result["invariants"] if one["broken"]]
    lines += [
        "",
        f"faults injected      {sum(row['times'] for row in result['faults'].values())} in {result['seconds']} s, "
        f"{result['restarts']} restarts by the supervisor, quiet {result['quiet_after_s']} s later",
        f"acknowledged writes  {result['acknowledged_writes']}  {result['acknowledged']}",
        f"lost                 {len(result['lost'])}",
        f"doubled              {len(result['doubled'])}",
        f"out of nowhere       {len(result['unasked'])}",
        f"whole lives          {result['lives']}",
        f"invariants           {len(result['invariants'])} checked, {len(broken)} broken",
    ]
    for what in ("lost", "doubled", "unasked"):
        lines += [f"  {what}: {one}" for one in result[what][:SHOWN]]
    for one in broken:
        lines += [f"  {one['name']}: {one['broken']} broken", *(f"    {said}" for said in one["named"])]
    lines += [f"  refused {times}x: {what}" for what, times in result["refusals"]]
    return "\n".join(lines)
