"""Counts for limits: unlogged, because they are written often and worth nothing after a crash."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("web", "0001_idempotent_answer")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("caller", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("begins", models.BigIntegerField()),
                ("times", models.IntegerField()),
            ],
        ),
        migrations.RunSQL("ALTER TABLE web_tally SET UNLOGGED", "ALTER TABLE web_tally SET LOGGED"),
    ]
