"""Committees became a room of their own (`insight/committees`), which keeps the tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_number_day_and_issuer"), ("committees", "0001_tables_of_plans")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("CommitteeMember"), migrations.DeleteModel("Committee")]
        )
    ]
