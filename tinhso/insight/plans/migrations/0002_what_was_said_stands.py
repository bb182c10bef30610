"""Steps of tasks and reported results are written once; a published briefing keeps its words and the figures of its day."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION plans_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % never changes', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE FUNCTION plans_published_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'PUBLISHED' THEN
        RAISE EXCEPTION 'briefing % is published', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION plans_lines_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.briefing_id ELSE OLD.briefing_id END;
BEGIN
    IF EXISTS (SELECT FROM plans_briefing WHERE id = whose AND state = 'PUBLISHED') THEN
        RAISE EXCEPTION 'briefing % is published', whose USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER plans_steps_stand BEFORE UPDATE OR DELETE ON plans_taskstep
    FOR EACH ROW EXECUTE FUNCTION plans_written_once();
CREATE TRIGGER plans_results_stand BEFORE UPDATE OR DELETE ON plans_targetresult
    FOR EACH ROW EXECUTE FUNCTION plans_written_once();
CREATE TRIGGER plans_briefing_stands BEFORE UPDATE OR DELETE ON plans_briefing
    FOR EACH ROW EXECUTE FUNCTION plans_published_stands();
CREATE TRIGGER plans_briefing_lines_stand BEFORE INSERT OR UPDATE OR DELETE ON plans_briefingline
    FOR EACH ROW EXECUTE FUNCTION plans_lines_stand();
"""
UNDO = """
DROP TRIGGER plans_steps_stand ON plans_taskstep;
DROP TRIGGER plans_results_stand ON plans_targetresult;
DROP TRIGGER plans_briefing_stands ON plans_briefing;
DROP TRIGGER plans_briefing_lines_stand ON plans_briefingline;
DROP FUNCTION plans_written_once();
DROP FUNCTION plans_published_stands();
DROP FUNCTION plans_lines_stand();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_directives_targets_tasks")]

    operations = [migrations.RunSQL(REFUSE, UNDO)]
