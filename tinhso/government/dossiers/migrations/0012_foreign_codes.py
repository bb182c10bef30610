from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_parts_from_the_store")]

    operations = [
        migrations.CreateModel(
            name="ForeignCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("system", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=60)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="foreign_codes", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "system"), name="dossiers_foreign_code_once")
                ]
            },
        ),
    ]
