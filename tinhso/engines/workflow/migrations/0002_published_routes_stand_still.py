from django.db import migrations

DO = """
ALTER TABLE workflow_step ADD CONSTRAINT workflow_step_quarters CHECK (mod(budget_days * 4, 1) = 0);

-- A dossier follows the version it began with: what is published can only be retired.
CREATE FUNCTION workflow_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'DRAFT' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'PUBLISHED' AND NEW.state = 'RETIRED'
       AND (NEW.route_id, NEW.number, NEW.published_at, NEW.note)
           IS NOT DISTINCT FROM (OLD.route_id, OLD.number, OLD.published_at, OLD.note) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published route version never changes';
END $$;
CREATE TRIGGER workflow_version_guard BEFORE UPDATE OR DELETE ON workflow_routeversion
    FOR EACH ROW EXECUTE FUNCTION workflow_version_guard();

CREATE FUNCTION workflow_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row workflow_step := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (SELECT 1 FROM workflow_routeversion v WHERE v.state <> 'DRAFT'
               AND v.id IN (row.route_version_id, CASE TG_OP WHEN 'UPDATE' THEN OLD.route_version_id END)) THEN
        RAISE EXCEPTION 'a published route version never changes';
    END IF;
    RETURN row;
END $$;
CREATE TRIGGER workflow_step_guard BEFORE INSERT OR UPDATE OR DELETE ON workflow_step
    FOR EACH ROW EXECUTE FUNCTION workflow_step_guard();
"""

UNDO = """
DROP TRIGGER workflow_step_guard ON workflow_step;
DROP TRIGGER workflow_version_guard ON workflow_routeversion;
DROP FUNCTION workflow_step_guard();
DROP FUNCTION workflow_version_guard();
ALTER TABLE workflow_step DROP CONSTRAINT workflow_step_quarters;
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [migrations.RunSQL(DO, UNDO)]
