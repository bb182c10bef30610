"""An entered figure may bring the paper on which it rests."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("files", "0002_found_by_sender_and_age"), ("warehouse", "0004_a_layer_over_the_months")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="evidence",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="files.storedfile",
            ),
        )
        for model in ("observation", "entrydraft")
    ]
