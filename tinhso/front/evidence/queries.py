"""Reading what was published, and holding the journal against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tinhso.engines.signing.queries import statement_problem
from tinhso.front.evidence import ledger, rules
from tinhso.ground.journal.invariants import words_of
from tinhso.ground.journal.queries import broken_archive, first_break, first_disagreement


@dataclass(frozen=True)
class Verdict:
    """What a check found: the first fault in one sentence ('' for none), and how much was compared."""

    problem: str
    statements: int = 0
    heads: int = 0


def newest_statement() -> rules.Statement | None:
    """The last statement that we published."""
    return ledger.newest(settings.JOURNAL_HEADS)


def journal_verdict() -> Verdict:
    """What the database alone can say: every chain is whole, or where it breaks."""
    found = first_break()
    return Verdict(words_of(found) if found else "")


def verdict_against(path: Path) -> Verdict:
    """The journal held against published statements: ours, or a copy that somebody kept.

    First the chains themselves, then whether the statements are ours and unbroken, then every stated row.
    """
    alone = journal_verdict()
    return alone if alone.problem else verdict_of_heads(path)


def verdict_of_heads(path: Path) -> Verdict:
    """The same without the walk through the chains: whether the statements are ours, and every stated row stands."""
    kept = list(ledger.statements(path))
    if not kept:
        return Verdict(f"Tệp {path} không có bản công bố nào đọc được.")
    stated = rules.milestones(kept)
    problem = _papers_problem(kept) or _rows_problem(kept, stated)
    return Verdict(problem, len(kept), len(stated))


def archives_problem(folder: Path | None, *, against: Path | None) -> str:
    """What is wrong with the archived pieces of the journal, or with what was published of them; '' if all hold.

    Nothing is looked at without a folder: the rows that stand were proven from where the archives end.
    """
    if folder is None:
        return ""
    return broken_archive(folder, rules.milestones(list(ledger.statements(against))) if against else ())


def _papers_problem(kept: Sequence[rules.Statement]) -> str:
    """What is wrong with the statements: the last signature covers all, because each line names the one before."""
    loose = rules.first_unlinked(kept)
    if loose:
        return f"Tệp công bố đã bị sửa hoặc thiếu dòng: bản số {loose.number} không nối với bản trước."
    last = kept[-1]
    fault = statement_problem(last.text.encode(), last.signature)
    return f"Bản công bố số {last.number}: {fault}" if fault else ""


def _rows_problem(kept: Sequence[rules.Statement], stated: Sequence[rules.Head]) -> str:
    found = first_disagreement(stated)
    if found is None:
        return ""
    stating = next(one for one in kept if found in one.heads)
    chain, seq, _digest = found
    good = max((place for line, place, _ in stated if line == chain and place < seq), default=0)
    return (
        f"Nhật ký không khớp bản đã công bố: chuỗi {chain}, dòng {seq} (bản số {stating.number}, "
        f"{stating.at:%H:%M %d/%m/%Y}). Chuỗi đã bị viết lại từ một dòng trong khoảng {good + 1}–{seq}."
    )
