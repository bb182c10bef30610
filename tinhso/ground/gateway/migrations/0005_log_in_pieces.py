"""The message log in pieces of ten million rows."""

from django.db import migrations

from tinhso.ground.acts.cutting import CutIntoPieces


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("gateway", "0004_endpoints_and_replays")]
    operations = [CutIntoPieces("gateway_messagelog", 10_000_000)]
