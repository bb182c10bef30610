"""The database refuses what the rules refuse: a frozen tree never changes, a score is never overwritten."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION scorecards_freeze_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'DRAFT' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.state = 'DRAFT' OR to_jsonb(NEW) - 'state' <> to_jsonb(OLD) - 'state' THEN
        RAISE EXCEPTION 'a frozen version of an index never changes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scorecards_version_frozen BEFORE UPDATE OR DELETE ON scorecards_indexversion
    FOR EACH ROW EXECUTE FUNCTION scorecards_freeze_version();

CREATE FUNCTION scorecards_freeze_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := '{}';
BEGIN
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.version_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.version_id; END IF;
    IF EXISTS (SELECT 1 FROM scorecards_indexversion WHERE id = ANY(touched) AND state <> 'DRAFT') THEN
        RAISE EXCEPTION 'a frozen version of an index never changes';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scorecards_node_frozen BEFORE INSERT OR UPDATE OR DELETE ON scorecards_node
    FOR EACH ROW EXECUTE FUNCTION scorecards_freeze_part();
CREATE TRIGGER scorecards_pillar_frozen BEFORE INSERT OR UPDATE OR DELETE ON scorecards_pillar
    FOR EACH ROW EXECUTE FUNCTION scorecards_freeze_part();

CREATE FUNCTION scorecards_freeze_member() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN touched := OLD.pillar_id; ELSE touched := NEW.pillar_id; END IF;
    IF EXISTS (
        SELECT 1 FROM scorecards_pillar p JOIN scorecards_indexversion v ON v.id = p.version_id
        WHERE p.id = touched AND v.state <> 'DRAFT') THEN
        RAISE EXCEPTION 'a frozen version of an index never changes';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scorecards_member_frozen BEFORE INSERT OR UPDATE OR DELETE ON scorecards_pillar_members
    FOR EACH ROW EXECUTE FUNCTION scorecards_freeze_member();

CREATE FUNCTION scorecards_keep_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a score is never overwritten: a correction is a new revision';
    END IF;
    IF EXISTS (SELECT 1 FROM scorecards_assessment WHERE id = NEW.assessment_id AND closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a closed stage takes no score';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scorecards_score_kept BEFORE INSERT OR UPDATE OR DELETE ON scorecards_score
    FOR EACH ROW EXECUTE FUNCTION scorecards_keep_score();

CREATE FUNCTION scorecards_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published figure is never overwritten';
END $$;
CREATE TRIGGER scorecards_published_kept BEFORE UPDATE OR DELETE ON scorecards_publishedscore
    FOR EACH ROW EXECUTE FUNCTION scorecards_keep_published();
"""
UNDO = """
DROP TRIGGER scorecards_published_kept ON scorecards_publishedscore;
DROP FUNCTION scorecards_keep_published();
DROP TRIGGER scorecards_score_kept ON scorecards_score;
DROP FUNCTION scorecards_keep_score();
DROP TRIGGER scorecards_member_frozen ON scorecards_pillar_members;
DROP FUNCTION scorecards_freeze_member();
DROP TRIGGER scorecards_pillar_frozen ON scorecards_pillar;
DROP TRIGGER scorecards_node_frozen ON scorecards_node;
DROP FUNCTION scorecards_freeze_part();
DROP TRIGGER scorecards_version_frozen ON scorecards_indexversion;
DROP FUNCTION scorecards_freeze_version();
"""


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0001_indices")]

    operations = [migrations.RunSQL(FREEZE, UNDO)]
