"""The words met so far, so that a word half typed is looked for as the few whole words that it may become."""

from django.db import migrations, models

# Only words that are not known yet are written, so an ordinary filing writes none.
LEARNING = """
CREATE FUNCTION dossiers_learn_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_word (word)
        SELECT DISTINCT met FROM added, unnest(string_to_array(search_text, ' ')) AS met
        WHERE met ~ '^[[:alpha:]]{3}' AND NOT EXISTS (SELECT FROM dossiers_word known WHERE known.word = met);
    RETURN NULL;
END $$;

CREATE FUNCTION dossiers_learn_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_word (word)
        SELECT DISTINCT met FROM unnest(string_to_array(NEW.search_text, ' ')) AS met
        WHERE met ~ '^[[:alpha:]]{3}' AND NOT EXISTS (SELECT FROM dossiers_word known WHERE known.word = met);
    RETURN NULL;
END $$;

CREATE TRIGGER dossiers_learn_inserted AFTER INSERT ON dossiers_dossier
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION dossiers_learn_inserted();
CREATE TRIGGER dossiers_learn_changed AFTER UPDATE OF search_text ON dossiers_dossier FOR EACH ROW
    WHEN (OLD.search_text IS DISTINCT FROM NEW.search_text) EXECUTE FUNCTION dossiers_learn_changed();
"""
FORGETTING = """
DROP TRIGGER dossiers_learn_changed ON dossiers_dossier;
DROP TRIGGER dossiers_learn_inserted ON dossiers_dossier;
DROP FUNCTION dossiers_learn_changed();
DROP FUNCTION dossiers_learn_inserted();
"""
# After the triggers, without a lock on the dossiers: what is filed meanwhile learns for itself, and a word met twice
# does no harm.
SO_FAR = """
INSERT INTO dossiers_word (word)
    SELECT met FROM (SELECT DISTINCT unnest(string_to_array(search_text, ' ')) AS met FROM dossiers_dossier) AS every
    WHERE met ~ '^[[:alpha:]]{3}';
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0014_verified_applicants")]
    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.TextField(db_collation="C")),
            ],
            options={"indexes": [models.Index(fields=["word"], name="dossiers_word_begins")]},
        ),
        migrations.RunSQL(LEARNING, FORGETTING),
        migrations.RunSQL(SO_FAR, migrations.RunSQL.noop),
    ]
