"""Papers and targets that a replacement ended before this was kept are told by the words that it wrote."""

from django.db import migrations

ENDED = """
UPDATE plans_directive d SET ended_by_id = t.id
FROM plans_directivetie t JOIN plans_directive l ON l.id = t.lower_id
WHERE t.upper_id = d.id AND t.tie = 'REPLACES' AND d.ended_on = t.on - 1
  AND d.end_reason = left('Thay thế bằng ' || coalesce(nullif(l.number, ''), l.title), 300);
UPDATE plans_target g SET ended_by_id = d.ended_by_id
FROM plans_directive d
WHERE g.directive_id = d.id AND d.ended_by_id IS NOT NULL AND g.ended_on = d.ended_on AND g.end_reason = d.end_reason;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_ties_can_be_taken_back")]

    operations = [migrations.RunSQL(ENDED, migrations.RunSQL.noop)]
