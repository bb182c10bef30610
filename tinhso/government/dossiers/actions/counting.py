"""Counts per agency and state: changes are folded in, now and then."""

from __future__ import annotations

from django.db import connection

# One statement: a count is read either before or after, never between. Rows of open transactions are left.
FOLD = """
WITH gone AS (DELETE FROM dossiers_deskdelta RETURNING agency_id, state, change)
INSERT INTO dossiers_deskcount AS c (agency_id, state, dossiers)
SELECT agency_id, state, sum(change) FROM gone GROUP BY agency_id, state ORDER BY agency_id, state
ON CONFLICT (agency_id, state) DO UPDATE SET dossiers = c.dossiers + excluded.dossiers
"""


def fold_counts() -> None:
    """Fold all changes that are written into the counts; safe beside any number of acts."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
