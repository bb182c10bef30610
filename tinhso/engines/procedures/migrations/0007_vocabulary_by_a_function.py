"""The vocabulary is counted anew by a function of the owner: only who owns it may, and web and worker do not."""

from django.db import migrations

REFRESH = """
CREATE FUNCTION procedures_refresh_vocabulary() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY procedures_vocabulary;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_where_forms_count")]
    operations = [migrations.RunSQL(REFRESH, "DROP FUNCTION procedures_refresh_vocabulary()")]
