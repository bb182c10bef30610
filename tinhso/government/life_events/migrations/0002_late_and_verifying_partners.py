from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("life_events", "0001_bundles_and_cases")]

    operations = [
        migrations.AddField("bundlepart", "verified_value", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("casepart", "late_told_at", models.DateTimeField(null=True)),
    ]
