from django.db import migrations

# Counts change by rows of their own, never by updating a shared row: two acts at one agency do not wait for
# each other and cannot lock in opposite order. A job folds the rows into dossiers_deskcount.
FORWARD = """
CREATE FUNCTION dossiers_count_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_deskdelta (agency_id, state, change)
        SELECT desk_agency_id, state, count(*) FROM added GROUP BY desk_agency_id, state;
    RETURN NULL;
END $$;

CREATE FUNCTION dossiers_count_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO dossiers_deskdelta (agency_id, state, change) VALUES (OLD.desk_agency_id, OLD.state, -1);
    ELSE
        INSERT INTO dossiers_deskdelta (agency_id, state, change)
            VALUES (OLD.desk_agency_id, OLD.state, -1), (NEW.desk_agency_id, NEW.state, 1);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER dossiers_count_inserted AFTER INSERT ON dossiers_dossier
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION dossiers_count_inserted();
CREATE TRIGGER dossiers_count_moved AFTER UPDATE OF state, desk_agency_id ON dossiers_dossier FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.desk_agency_id IS DISTINCT FROM NEW.desk_agency_id)
    EXECUTE FUNCTION dossiers_count_moved();
CREATE TRIGGER dossiers_count_removed AFTER DELETE ON dossiers_dossier FOR EACH ROW
    EXECUTE FUNCTION dossiers_count_moved();
"""
BACK = """
DROP TRIGGER dossiers_count_removed ON dossiers_dossier;
DROP TRIGGER dossiers_count_moved ON dossiers_dossier;
DROP TRIGGER dossiers_count_inserted ON dossiers_dossier;
DROP FUNCTION dossiers_count_moved();
DROP FUNCTION dossiers_count_inserted();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_dossiers_and_handling")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
