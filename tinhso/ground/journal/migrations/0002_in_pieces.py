"""The journal in pieces of ten million rows.

A place in a chain is taken once within a piece. Across pieces the lock of the chain's head sees to it, and
verify_journal names whoever got past both: a key over all pieces would have to hold the id.
"""

from django.db import migrations

from tinhso.ground.acts.cutting import CutIntoPieces

BEYOND = """
CREATE UNIQUE INDEX journal_entry_beyond_place ON journal_entry_beyond (chain, seq);
CREATE TRIGGER journal_entry_beyond_no_truncate BEFORE TRUNCATE ON journal_entry_beyond
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0001_initial")]
    operations = [
        CutIntoPieces("journal_entry", 10_000_000),
        migrations.RunSQL(BEYOND, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint("entry", "journal_entry_place")]
        ),
    ]
