"""The database refuses what the rules refuse: once it is no draft, a playbook and its steps never change."""

from django.db import migrations

KEEP = """
CREATE FUNCTION playbooks_keep_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM playbooks_playbook
               WHERE id = coalesce(NEW.playbook_id, OLD.playbook_id) AND state <> 'DRAFT') THEN
        RAISE EXCEPTION 'the steps of a playbook that is no draft never change';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER playbooks_step_kept BEFORE INSERT OR UPDATE OR DELETE ON playbooks_playbookstep
    FOR EACH ROW EXECUTE FUNCTION playbooks_keep_step();

CREATE FUNCTION playbooks_keep_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'DRAFT' AND (TG_OP = 'DELETE' OR
            (NEW.code, NEW.version, NEW.kind, NEW.name, NEW.source, NEW.confidence, NEW.watched)
            IS DISTINCT FROM
            (OLD.code, OLD.version, OLD.kind, OLD.name, OLD.source, OLD.confidence, OLD.watched)) THEN
        RAISE EXCEPTION 'a playbook that is no draft never changes';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER playbooks_head_kept BEFORE UPDATE OR DELETE ON playbooks_playbook
    FOR EACH ROW EXECUTE FUNCTION playbooks_keep_head();
"""
UNDO = """
DROP TRIGGER playbooks_head_kept ON playbooks_playbook;
DROP FUNCTION playbooks_keep_head();
DROP TRIGGER playbooks_step_kept ON playbooks_playbookstep;
DROP FUNCTION playbooks_keep_step();
"""


class Migration(migrations.Migration):
    dependencies = [("playbooks", "0001_playbooks_and_runs")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
