"""Counts per agency, state, desk and holder: changes are folded in, now and then."""

from __future__ import annotations

from django.db import connection

# One statement: a count is read either before or after, never between. Rows of open transactions are left.
FOLD = """
WITH gone AS (DELETE FROM dossiers_deskdelta RETURNING agency_id, state, desk, holder_id, change)
INSERT INTO dossiers_deskcount AS c (agency_id, state, desk, holder_id, dossiers)
SELECT agency_id, state, desk, holder_id, sum(change) FROM gone GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
ON CONFLICT (agency_id, state, desk, holder_id) DO UPDATE SET dossiers = c.dossiers + excluded.dossiers
"""


def fold_counts() -> None:
    """Fold all changes that are written into the counts; safe beside any number of acts."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
