"""Many events of one act in one call: the head of the chain is locked and moved once, however many there are."""

from django.db import migrations

FUNCTION = """
-- p_events: [[kind, at, actor_ref, actor_name, subject, facts], ...] in order.
CREATE FUNCTION journal_append_all(p_events jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    my_chain smallint := pg_backend_pid() % 32;
    head journal_chainhead%ROWTYPE;
    event jsonb;
    place bigint;
    digest bytea;
    hashes bytea[] := '{}';
    earlier bytea[] := '{}';
BEGIN
    SELECT * INTO head FROM journal_chainhead WHERE chain = my_chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO journal_chainhead (chain, seq, hash) VALUES (my_chain, 0, ''::bytea)
            ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM journal_chainhead WHERE chain = my_chain FOR UPDATE;
    END IF;
    place := head.seq;
    digest := head.hash;
    FOR event IN SELECT * FROM jsonb_array_elements(p_events) LOOP
        place := place + 1;
        earlier := array_append(earlier, digest);
        digest := journal_hash(digest, my_chain, place, event->>0, (event->>1)::timestamptz, event->>2, event->>3,
            event->>4, event->5);
        hashes := array_append(hashes, digest);
    END LOOP;
    INSERT INTO journal_entry (chain, seq, kind, at, actor_ref, actor_name, subject, facts, prev_hash, hash, xact)
        SELECT my_chain, head.seq + nth, e->>0, (e->>1)::timestamptz, e->>2, e->>3, e->>4, e->5, before, own,
            pg_current_xact_id()::text::bigint
        FROM ROWS FROM (jsonb_array_elements(p_events), unnest(earlier), unnest(hashes))
            WITH ORDINALITY AS told (e, before, own, nth)
        ORDER BY nth;
    UPDATE journal_chainhead SET seq = place, hash = digest WHERE chain = my_chain;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_cut_by_a_function")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION journal_append_all(jsonb)")]
