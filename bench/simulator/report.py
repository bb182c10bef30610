"""What happened, read from the database at the end: the product's own rows, not what the simulator meant to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from bench.simulator.parameters import value
from bench.simulator.tally import Tally

COUNTS = {
    "dossiers filed": "SELECT count(*) FROM dossiers_dossier WHERE idempotency_key LIKE 'sim-%%'",
    "official papers signed": "SELECT count(*) FROM dossiers_issuedpaper WHERE paper_id IS NOT NULL",
    "official papers still to be signed": "SELECT count(*) FROM dossiers_issuedpaper WHERE paper_id IS NULL",
    "results signed": "SELECT count(*) FROM dossiers_result WHERE signed_at IS NOT NULL",
    "results sealed and issued": "SELECT count(*) FROM dossiers_result WHERE issued_at IS NOT NULL",
    "supplements asked": "SELECT count(*) FROM dossiers_supplementrequest",
    "supplements answered": "SELECT count(*) FROM dossiers_supplementrequest WHERE answered_at IS NOT NULL",
    "apologies": "SELECT count(*) FROM dossiers_extension",
    "charges raised": "SELECT count(*) FROM payments_charge WHERE amount_vnd > 0",
    "charges paid": "SELECT count(*) FROM payments_charge WHERE state = 'PAID'",
    "đồng received": "SELECT coalesce(sum(amount_vnd), 0) FROM payments_receipt",
    "ratings": "SELECT count(*) FROM dossiers_rating",
    "life events": "SELECT count(*) FROM life_events_case",
    "messages written (none sent: no partner runs)": "SELECT count(*) FROM notifications_message",
    "citizens known": "SELECT count(*) FROM people_citizen",
    "journal entries": "SELECT count(*) FROM journal_entry",
}
GROUPS = {
    "by channel": """SELECT CASE WHEN is_assisted THEN 'ASSISTED' ELSE channel END, count(*) FROM dossiers_dossier
        GROUP BY 1 ORDER BY 2 DESC""",
    "where they stand": "SELECT state, count(*) FROM dossiers_dossier GROUP BY 1 ORDER BY 2 DESC",
    "outcomes": "SELECT outcome, count(*) FROM dossiers_dossier WHERE outcome <> '' GROUP BY 1 ORDER BY 2 DESC",
    "finished": """SELECT CASE WHEN finished_at <= due_at THEN 'on time' ELSE 'late' END, count(*)
        FROM dossiers_dossier WHERE finished_at IS NOT NULL AND received_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC""",
    "ratings": "SELECT score::text, count(*) FROM dossiers_rating GROUP BY 1 ORDER BY 1",
    "parts of life events": "SELECT state, count(*) FROM life_events_casepart GROUP BY 1 ORDER BY 2 DESC",
}
# Every code of a unit's day is there, from 1 on, without a gap: what the law wants of a register. The unit is the one
# in the code: after a merger day an open dossier lies at another.
GAPS = """
SELECT count(*) FROM (
    SELECT substring(code from '^(.*)-[0-9]+$') AS day, count(*) AS many,
        max(substring(code from '([0-9]+)$')::int) AS last
    FROM dossiers_dossier WHERE idempotency_key LIKE 'sim-%%' GROUP BY 1) AS days
WHERE many <> last
"""


@dataclass(frozen=True)
class Happened:
    """numbers: in words -> how many; groups: heading -> rows; faults: what must be empty."""

    numbers: dict[str, int]
    groups: dict[str, list[tuple[str, int]]]
    faults: list[str]

    def lines(self) -> Iterable[str]:
        """As it is printed."""
        for words, count in self.numbers.items():
            yield f"  {count:>14,}  {words}"
        for heading, rows in self.groups.items():
            yield f"{heading}: " + ", ".join(f"{name} {count:,}" for name, count in rows)
        yield from (f"WRONG: {fault}" for fault in self.faults)


def what_happened(tally: Tally | None = None) -> Happened:
    """Counts and faults. tally: of the whole run, where one process counted it all; it must agree."""
    with connection.cursor() as cursor:
        numbers = {}
        for words, statement in COUNTS.items():
            cursor.execute(statement)
            numbers[words] = int(cursor.fetchone()[0])
        groups = {}
        for heading, statement in GROUPS.items():
            cursor.execute(statement)
            groups[heading] = [(str(name), int(count)) for name, count in cursor.fetchall()]
        cursor.execute(GAPS)
        gaps = int(cursor.fetchone()[0])
    faults = [f"{gaps} days of agencies have a gap in their codes"] if gaps else []
    if tally and tally.counts["filed"] != numbers["dossiers filed"]:
        faults.append(f"{tally.counts['filed']} filings were acknowledged, {numbers['dossiers filed']} are there")
    return Happened(numbers, groups, faults)


def published() -> str:
    """The one published figure beside which a run may be held."""
    papers = value("volume", "signed_papers_a_month")
    return f"published: about {papers:,} signed documents a month in the province's offices, {papers * 12:,} a year"
