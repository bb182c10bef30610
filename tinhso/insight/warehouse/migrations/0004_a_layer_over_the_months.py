"""What changed since the months were written lies in one file more, of no month."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("warehouse", "0003_statistical_entry")]

    operations = [
        migrations.RemoveConstraint(model_name="factfile", name="warehouse_file_once"),
        migrations.AlterField(model_name="factfile", name="month", field=models.DateField(null=True)),
        migrations.AddConstraint(
            model_name="factfile",
            constraint=models.UniqueConstraint(
                fields=["facts", "month"], name="warehouse_file_once", nulls_distinct=False
            ),
        ),
    ]
