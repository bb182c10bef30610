"""Pieces of the journal are cut by a function of the owner, because web and worker may make no tables."""

from django.db import migrations

from tinhso.ground.acts.pieces import cutting
from tinhso.ground.journal.models import PIECES


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_in_pieces")]
    operations = [migrations.RunSQL(cutting(PIECES), "DROP FUNCTION journal_entry_cut_ahead()")]
