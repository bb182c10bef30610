"""The database refuses what the rules refuse: a closed stage never opens again, evidence and duties only grow."""

from django.db import migrations

KEEP = """
UPDATE scorecards_node n SET from_annex = true FROM scorecards_indexversion v
WHERE v.id = n.version_id AND v.state = 'DRAFT' AND n.place >= 1000;

CREATE FUNCTION scorecards_keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a closed stage of an assessment never changes';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scorecards_assessment_closed BEFORE UPDATE OR DELETE ON scorecards_assessment
    FOR EACH ROW EXECUTE FUNCTION scorecards_keep_closed();

CREATE FUNCTION scorecards_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never overwritten', TG_TABLE_NAME;
END $$;
CREATE TRIGGER scorecards_evidence_kept BEFORE UPDATE OR DELETE ON scorecards_evidencefile
    FOR EACH ROW EXECUTE FUNCTION scorecards_only_added();
CREATE TRIGGER scorecards_duty_kept BEFORE UPDATE OR DELETE ON scorecards_duty
    FOR EACH ROW EXECUTE FUNCTION scorecards_only_added();

CREATE FUNCTION scorecards_evidence_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM scorecards_score s JOIN scorecards_assessment a ON a.id = s.assessment_id
        WHERE s.id = NEW.score_id AND a.closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a closed stage takes no evidence';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scorecards_evidence_open BEFORE INSERT ON scorecards_evidencefile
    FOR EACH ROW EXECUTE FUNCTION scorecards_evidence_in_time();
"""
UNDO = """
DROP TRIGGER scorecards_evidence_open ON scorecards_evidencefile;
DROP FUNCTION scorecards_evidence_in_time();
DROP TRIGGER scorecards_duty_kept ON scorecards_duty;
DROP TRIGGER scorecards_evidence_kept ON scorecards_evidencefile;
DROP FUNCTION scorecards_only_added();
DROP TRIGGER scorecards_assessment_closed ON scorecards_assessment;
DROP FUNCTION scorecards_keep_closed();
"""


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0003_duties_evidence_publication")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
