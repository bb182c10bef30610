from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("dossiers", "0012_foreign_codes")]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("body", models.JSONField()),
                ("body_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Chờ lập hồ sơ"),
                            ("FILED", "Đã lập hồ sơ"),
                            ("REFUSED", "Không nhận được"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                (
                    "dossier",
                    models.OneToOneField(
                        null=True, on_delete=models.deletion.PROTECT, related_name="+", to="dossiers.dossier"
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "WAITING")), fields=["next_try_at"], name="portal_intake_due"),
                    models.Index(
                        condition=models.Q(("problem", ""), _negated=True),
                        fields=["arrived_at", "id"],
                        name="portal_intake_problems",
                    ),
                ]
            },
        ),
    ]
