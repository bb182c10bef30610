"""Papers of dossiers print the year in their number, as they did; copies, which come with the seed, do not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column with its first values."""

    dependencies = [("documents", "0003_verdict_of_arrivals")]
    operations = [
        migrations.AddField("documentkind", "prints_year", models.BooleanField(default=False)),
        migrations.RunSQL(
            "UPDATE documents_documentkind SET prints_year = true WHERE NOT is_drafted", migrations.RunSQL.noop
        ),
    ]
