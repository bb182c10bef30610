"""Briefings became a room of their own (`insight/briefings`), which keeps the tables and what holds a published one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_committees_moved_out"), ("briefings", "0001_tables_of_plans")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("BriefingLine"), migrations.DeleteModel("Briefing")]
        )
    ]
