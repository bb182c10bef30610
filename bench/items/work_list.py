"""Items 3, 4 and 6: an officer's work list by key, search by code and by words, the due list with its counts."""

from __future__ import annotations

from bench import peers, questions
from bench.measure import Reading
from bench.report import Row
from bench.sides import always, compared
from bench.stage import Stage


def run(stage: Stage) -> list[Row]:
    """The HTML pages that officers look at, each with all its rights, labels and colours."""
    asked = questions.of_officer(stage)
    seen: dict[str, Reading] = {}

    def item(name: str, page: str, limit: str, peer: peers.Peer) -> list[Row]:
        return compared(stage, name, always(asked[page]), limit=limit, peer=peer, seen=seen)

    return [
        *item("3 list, first page", "list, first page", "list", peers.LIST),
        *item("3 list, a late page", "list, a late page", "list", peers.LAST_PAGE),
        late_beside_first(seen["3 list, first page"], seen["3 list, a late page"], rows=stage.dossiers),
        *item("4a search, code", "search, code", "code", peers.CODE),
        *item("4b search, words", "search, words", "words", peers.CODE),
        *item("6 due, the desk with its counts", "due, the desk with its counts", "due", peers.DUE),
    ]


def late_beside_first(first: Reading, late: Reading, *, rows: int) -> Row:
    """A late page must cost what the first costs, within a tenth."""
    name = "3 list, late page beside the first"
    return Row(name, "ms CPU", late.cpu_ms, first.cpu_ms, "the first page", first.cpu_ms / late.cpu_ms, rows, name)
