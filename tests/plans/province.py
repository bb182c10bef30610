"""`python -m tests.plans.province`, with DATABASE_URL at a bench database: what the planner of the tests is told.

Rows and statistics are those of that database, so that `make test` plans for the province that was measured. What the
bench does not seed (messages, calls, jobs) is set down by hand in SUPPOSED.
"""

from __future__ import annotations

import json
import os
from typing import Any

import psycopg

from tests.plans.planning import PROVINCE

GROWING = (
    "dossiers_dossier", "dossiers_dossierpart", "dossiers_handover", "dossiers_deskcount", "dossiers_deskdelta",
    "journal_entry", "gateway_messagelog", "gateway_outboxmessage", "notifications_message", "procrastinate_jobs",
    "dossiers_result", "dossiers_extension", "dossiers_consultation", "dossiers_issuedpaper", "dossiers_foreigncode",
    "workflow_clock", "people_citizen", "files_storedfile", "store_storedpaper", "dossiers_word",
)  # fmt: skip
# Columns by which growing tables are asked. Moments would make the file change from day to day, and half told (without
# a histogram) they would mislead: of a range of a column that it knows nothing of, the planner takes half a percent.
TELLING = {
    "dossiers_dossier": (
        "id", "code", "state", "desk", "desk_agency_id", "holder_id", "receiving_agency_id", "resolving_agency_id",
        "support_agency_id", "applicant_citizen_id", "applicant_organisation_id", "mandate_id", "procedure_version_id",
    ),
    "dossiers_dossierpart": ("id", "dossier_id"),
    "dossiers_handover": ("id", "dossier_id"),
}  # fmt: skip
# Rows of a piece of the journal and of the message log (docs/decisions/110), messages of ten years, three days of jobs,
# and how large the tables beside them are; a number of their own keeps autovacuum from having a say in a test.
SUPPOSED = {
    "journal_entry_0": 10_000_000, "gateway_messagelog_0": 10_000_000, "gateway_outboxmessage": 10_000_000,
    "gateway_outbox_due": 1000, "gateway_outbox_lane": 1000, "notifications_message": 40_000_000,
    "notifications_message_due": 1000, "procrastinate_jobs": 200_000, "procrastinate_jobs_priority_idx_v1": 500,
    "procrastinate_jobs_id_lock_idx_v1": 500,
    "workflow_clock": 10_000_000, "dossiers_result": 9_000_000, "dossiers_extension": 100_000,
    "dossiers_consultation": 100_000, "dossiers_issuedpaper": 2_000_000, "dossiers_foreigncode": 100_000,
    "files_storedfile": 20_000_000, "store_storedpaper": 5_000_000, "dossiers_deskcount": 20_000,
    "dossiers_deskdelta": 5000, "dossiers_word": 3000,
}  # fmt: skip
# In the bench nobody holds a dossier: a tenth is open, and about 3,000 case officers hold most of these.
HELD = {"null_frac": 0.93, "avg_width": 8, "n_distinct": 3000.0}
ROWS = """
SELECT relname, reltuples::bigint FROM pg_class WHERE reltuples > 0 AND (relname = ANY(%(tables)s) AND relkind = 'r'
    OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = ANY(%(tables)s::regclass[]) AND indpred IS NOT NULL))
ORDER BY relname
"""
FACTS = """
SELECT attname, null_frac, avg_width, n_distinct, correlation,
       CASE WHEN attname IN ('state', 'desk') THEN most_common_vals::text END, most_common_freqs
FROM pg_stats WHERE tablename = %s AND attname = ANY(%s) ORDER BY attname
"""


def main() -> None:
    """Write province.json."""
    columns: dict[str, dict[str, Any]] = {}
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = dict(connection.execute(ROWS, {"tables": [*TELLING, "people_citizen"]}).fetchall())
        for table, names in TELLING.items():
            for name, nulls, width, distinct, order, values, shares in connection.execute(FACTS, [table, list(names)]):
                facts = {"null_frac": nulls, "avg_width": width, "n_distinct": distinct, "correlation": order}
                if values:
                    facts |= {"most_common_vals": values, "most_common_freqs": shares}
                columns[f"{table}.{name}"] = {key: value for key, value in facts.items() if value is not None}
    columns["dossiers_dossier.holder_id"] = HELD
    told = {"growing": GROWING, "rows": rows | SUPPOSED, "columns": columns}
    PROVINCE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
