"""Counts know the desk and the holder too, so that an officer's own figures are kept, not counted."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

ENDED = ["CLOSED", "CLOSED_BEFORE_ACCEPTANCE", "REFUSED_AT_RECEPTION", "RETURNED", "STOPPED", "WITHDRAWN"]
OPEN = ~Q(state__in=ENDED)

# What has ended has no holder in the counts: nobody asks, and the table stays small.
FORWARD = """
CREATE OR REPLACE FUNCTION dossiers_count_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_deskdelta (agency_id, state, desk, holder_id, change)
        SELECT desk_agency_id, state, desk, CASE WHEN desk <> 'NOBODY' THEN holder_id END, count(*)
        FROM added GROUP BY 1, 2, 3, 4;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dossiers_count_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_deskdelta (agency_id, state, desk, holder_id, change)
        VALUES (OLD.desk_agency_id, OLD.state, OLD.desk, CASE WHEN OLD.desk <> 'NOBODY' THEN OLD.holder_id END, -1);
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO dossiers_deskdelta (agency_id, state, desk, holder_id, change)
            VALUES (NEW.desk_agency_id, NEW.state, NEW.desk, CASE WHEN NEW.desk <> 'NOBODY' THEN NEW.holder_id END, 1);
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER dossiers_count_moved ON dossiers_dossier;
CREATE TRIGGER dossiers_count_moved AFTER UPDATE OF state, desk_agency_id, desk, holder_id ON dossiers_dossier
    FOR EACH ROW WHEN ((OLD.state, OLD.desk_agency_id, OLD.desk, OLD.holder_id)
        IS DISTINCT FROM (NEW.state, NEW.desk_agency_id, NEW.desk, NEW.holder_id))
    EXECUTE FUNCTION dossiers_count_moved();

INSERT INTO dossiers_deskcount (agency_id, state, desk, holder_id, dossiers)
    SELECT desk_agency_id, state, desk, CASE WHEN desk <> 'NOBODY' THEN holder_id END, count(*)
    FROM dossiers_dossier GROUP BY 1, 2, 3, 4;
"""


def holder(**options):
    return models.ForeignKey(
        db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+",
        to="people.official", **options
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_counter_entry"), ("people", "0002_clients_and_sign_ins")]
    operations = [
        migrations.RunSQL("DELETE FROM dossiers_deskcount; DELETE FROM dossiers_deskdelta;", migrations.RunSQL.noop),
        migrations.RemoveConstraint("deskcount", "dossiers_desk_count_once"),
        migrations.AddField("deskcount", "desk", models.CharField(max_length=16, default=""), preserve_default=False),
        migrations.AddField("deskcount", "holder", holder()),
        migrations.AddField("deskdelta", "desk", models.CharField(max_length=16, default=""), preserve_default=False),
        migrations.AddField("deskdelta", "holder", holder(db_constraint=False)),
        migrations.AddConstraint(
            "deskcount",
            models.UniqueConstraint(
                fields=("agency", "state", "desk", "holder"), name="dossiers_desk_count_once", nulls_distinct=False
            ),
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
        migrations.AddIndex(
            "dossier",
            models.Index(
                condition=OPEN, fields=["desk_agency", "desk", "due_at", "id"], name="dossiers_queue_by_desk"
            ),
        ),
        migrations.AddIndex(
            "dossier",
            models.Index(
                condition=OPEN & Q(desk="CASE_OFFICER", holder=None), fields=["desk_agency", "due_at", "id"],
                name="dossiers_queue_untaken",
            ),
        ),
        migrations.AddConstraint(
            "dossier",
            models.CheckConstraint(
                condition=Q(desk_agency=F("receiving_agency")) | Q(desk_agency=F("resolving_agency")),
                name="dossiers_desk_is_a_party",
            ),
        ),
    ]  # fmt: skip
