"""The database refuses what the rules refuse: a look at a camera never changes."""

from django.db import migrations

KEEP = """
CREATE FUNCTION cameras_keep_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a look at a camera never changes';
END $$;
CREATE TRIGGER cameras_look_kept BEFORE UPDATE OR DELETE ON cameras_cameralook
    FOR EACH ROW EXECUTE FUNCTION cameras_keep_look();
"""
UNDO = """
DROP TRIGGER cameras_look_kept ON cameras_cameralook;
DROP FUNCTION cameras_keep_look();
"""


class Migration(migrations.Migration):
    dependencies = [("cameras", "0001_register_rights_looks")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
