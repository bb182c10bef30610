"""Pieces of the log are cut by a function of the owner, because web and worker may make no tables."""

from django.db import migrations

from tinhso.ground.acts.pieces import cutting
from tinhso.ground.gateway.models import PIECES


class Migration(migrations.Migration):
    dependencies = [("gateway", "0005_log_in_pieces")]
    operations = [migrations.RunSQL(cutting(PIECES), "DROP FUNCTION gateway_messagelog_cut_ahead()")]
