from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PortalMode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("OWN", "Cổng của tỉnh nhận hồ sơ"),
                            ("NATIONAL", "Nộp tại Cổng Dịch vụ công quốc gia"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_at", models.DateTimeField(unique=True)),
                ("grace_until", models.DateTimeField(null=True)),
                ("instrument", models.CharField(max_length=300)),
                ("decided_by", models.CharField(max_length=200)),
                ("entered_by_ref", models.CharField(max_length=80)),
                ("entered_at", models.DateTimeField()),
            ],
        ),
    ]
