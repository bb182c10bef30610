from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION journal_hash(prev bytea, chain smallint, seq bigint, kind text, at timestamptz,
    actor_ref text, actor_name text, subject text, facts jsonb) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(prev || convert_to(jsonb_build_array(chain, seq, kind,
        extract(epoch FROM at)::text, actor_ref, actor_name, subject, facts)::text, 'UTF8'))
$$;

-- One chain per backend process (of 32): a transaction meets one chain only, so two acts never
-- wait for each other in opposite order, and parallel acts rarely wait at all.
CREATE FUNCTION journal_append(p_kind text, p_at timestamptz, p_actor_ref text, p_actor_name text,
    p_subject text, p_facts jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    my_chain smallint := pg_backend_pid() % 32;
    head journal_chainhead%ROWTYPE;
    new_hash bytea;
    new_id bigint;
BEGIN
    SELECT * INTO head FROM journal_chainhead WHERE chain = my_chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO journal_chainhead (chain, seq, hash) VALUES (my_chain, 0, ''::bytea)
            ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM journal_chainhead WHERE chain = my_chain FOR UPDATE;
    END IF;
    new_hash := journal_hash(head.hash, my_chain, head.seq + 1, p_kind, p_at, p_actor_ref,
        p_actor_name, p_subject, p_facts);
    INSERT INTO journal_entry (chain, seq, kind, at, actor_ref, actor_name, subject, facts, prev_hash, hash, xact)
        VALUES (my_chain, head.seq + 1, p_kind, p_at, p_actor_ref, p_actor_name, p_subject, p_facts,
            head.hash, new_hash, pg_current_xact_id()::text::bigint)
        RETURNING id INTO new_id;
    UPDATE journal_chainhead SET seq = head.seq + 1, hash = new_hash WHERE chain = my_chain;
    RETURN new_id;
END $$;

CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END $$;

CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""

UNDO = """
DROP TRIGGER journal_entry_no_truncate ON journal_entry;
DROP TRIGGER journal_entry_append_only ON journal_entry;
DROP FUNCTION journal_refuse();
DROP FUNCTION journal_append(text, timestamptz, text, text, text, jsonb);
DROP FUNCTION journal_hash(bytea, smallint, bigint, text, timestamptz, text, text, text, jsonb);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.SmallIntegerField()),
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("actor_ref", models.CharField(max_length=80)),
                ("actor_name", models.CharField(max_length=200)),
                ("subject", models.CharField(max_length=80)),
                ("facts", models.JSONField(default=dict)),
                ("prev_hash", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                ("xact", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "id"], name="journal_entry_subject"),
                    models.Index(fields=["xact", "id"], name="journal_entry_reading_order"),
                ],
                "constraints": [models.UniqueConstraint(fields=("chain", "seq"), name="journal_entry_place")],
            },
        ),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("chain", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("hash", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("reader", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("xact", models.BigIntegerField(default=0)),
                ("entry_id", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, UNDO),
    ]
