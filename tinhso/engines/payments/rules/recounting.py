"""What a recount changes: the lines still owed when things were counted otherwise than a payer stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tinhso.engines.payments.rules.fees import total_vnd
from tinhso.engines.payments.rules.lines import DueLine
from tinhso.ground.base.vietnamese import format_vnd


def lines_after(
    old: Sequence[DueLine], new: Sequence[DueLine], *, unpaid: Mapping[str, int], credit_vnd: int = 0
) -> list[DueLine]:
    """The lines that a recount leaves owed, a price each; when their sum is below 0, that much goes back.

    old, new: reckoned alike with the numbers before and now. unpaid: price code -> what of the old sum is still owed.
    credit_vnd: money already asked to go back, which is set off instead. Sums in đồng.
    """
    was = {line.code: line.amount_vnd for line in old}
    told = {line.code for line in new}
    gone = [replace(line, full_vnd=0, amount_vnd=0) for line in old if line.code not in told]
    lines = []
    for line in [*new, *gone]:
        owed = unpaid.get(line.code, 0) + line.amount_vnd - was.get(line.code, 0) - credit_vnd
        credit_vnd = 0
        if owed or line.code in unpaid:
            lines.append(_owed(line, owed))
    return lines


def how_in(lines: Iterable[DueLine]) -> str:
    """How the counted prices are reckoned, sentence by sentence, and their sum; '' when nothing is counted."""
    counted = [line for line in lines if line.how]
    if not counted:
        return ""
    return " ".join([*(line.how for line in counted), f"Cộng {format_vnd(total_vnd(counted))}."])


def _owed(line: DueLine, owed_vnd: int) -> DueLine:
    """The line with what is owed of it now; where that is not its whole sum, it says what was counted before."""
    if owed_vnd == line.amount_vnd:
        return line
    before = f"Đã trừ {format_vnd(line.amount_vnd - owed_vnd)} đã tính trước đây."
    return replace(line, amount_vnd=owed_vnd, reason=f"{line.reason} {before}".strip())
