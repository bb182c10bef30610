"""The database refuses what the rules refuse: a line of the log and the numbers of a threshold never change."""

from django.db import migrations

KEEP = """
CREATE FUNCTION ioc_keep_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of the log never changes';
END $$;
CREATE TRIGGER ioc_line_kept BEFORE UPDATE OR DELETE ON ioc_logline
    FOR EACH ROW EXECUTE FUNCTION ioc_keep_line();

CREATE FUNCTION ioc_keep_threshold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - ARRAY['state', 'decided_by_ref', 'decided_by_name', 'decided_at']
            <> to_jsonb(OLD) - ARRAY['state', 'decided_by_ref', 'decided_by_name', 'decided_at'] THEN
        RAISE EXCEPTION 'the numbers of a threshold never change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ioc_threshold_kept BEFORE UPDATE OR DELETE ON ioc_threshold
    FOR EACH ROW EXECUTE FUNCTION ioc_keep_threshold();
"""
UNDO = """
DROP TRIGGER ioc_threshold_kept ON ioc_threshold;
DROP FUNCTION ioc_keep_threshold();
DROP TRIGGER ioc_line_kept ON ioc_logline;
DROP FUNCTION ioc_keep_line();
"""


class Migration(migrations.Migration):
    dependencies = [("ioc", "0001_catalogue_alerts_shifts")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
