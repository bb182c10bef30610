-- The bare limit: what this PostgreSQL can do for the same step when nothing stands in front of it.
-- Shape of the work as in docs/how-to/benchmark.md: counter, dossier of 2 kB, 3 documents, history, outbox.
DROP SCHEMA IF EXISTS bare CASCADE;
CREATE SCHEMA bare;
SET LOCAL search_path = bare, public;

CREATE UNLOGGED TABLE filler AS SELECT jsonb_object_agg('field_' || n, repeat(md5(n::text), 2)) AS form
    FROM generate_series(1, 24) n;

CREATE TABLE counter (register int PRIMARY KEY, last bigint NOT NULL);
INSERT INTO counter SELECT n, 0 FROM generate_series(0, 199) n;
CREATE TABLE dossier (
    id bigserial PRIMARY KEY, register int NOT NULL REFERENCES counter, code text NOT NULL, applicant int NOT NULL,
    name text NOT NULL DEFAULT 'nguyen van an',
    procedure int NOT NULL, state text NOT NULL, form jsonb NOT NULL, due_at timestamptz NOT NULL,
    filed_at timestamptz NOT NULL, changed_at timestamptz NOT NULL);
CREATE TABLE document (id bigserial PRIMARY KEY, dossier bigint NOT NULL, name text NOT NULL, sha text NOT NULL);
CREATE TABLE history (id bigserial PRIMARY KEY, dossier bigint NOT NULL, verb text NOT NULL, at timestamptz NOT NULL);
CREATE TABLE outbox (id bigserial PRIMARY KEY, dossier bigint NOT NULL, payload jsonb NOT NULL);

CREATE TEMP TABLE applicant AS SELECT n, vn_fold(pg_temp.some_name(n % 2 = 0)) AS name FROM generate_series(0, 199999) n;
INSERT INTO dossier (register, code, applicant, name, procedure, state, form, due_at, filed_at, changed_at)
    SELECT d.n % 200, 'B' || d.n, a.n, a.name, d.n % 120, CASE WHEN d.n % 10 = 0 THEN 'OPEN' ELSE 'DONE' END, form,
        now() + (d.n % 400 - 200) * interval '1 hour', now() - d.n * interval '10 seconds', now()
    FROM generate_series(1, %(rows)s) AS d (n) JOIN applicant a ON a.n = d.n % 200000, filler;
INSERT INTO document (dossier, name, sha) SELECT d.id, 'Giấy tờ ' || n, md5(d.id::text)
    FROM dossier d, generate_series(1, 3) n;
INSERT INTO history (dossier, verb, at) SELECT d.id, 'file', d.filed_at FROM dossier d;

ALTER TABLE dossier ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', code || ' ' || name)) STORED;
CREATE INDEX ON dossier USING gin (words);
CREATE UNIQUE INDEX ON dossier (code);
CREATE INDEX ON dossier (register, state, due_at, id);
CREATE INDEX ON dossier (applicant, filed_at DESC);
CREATE INDEX ON dossier (procedure, state);
CREATE INDEX ON dossier (register, due_at, id) WHERE state = 'OPEN';
CREATE INDEX ON dossier (changed_at);
CREATE INDEX ON dossier (state, due_at);
CREATE INDEX ON dossier (filed_at);
CREATE INDEX ON document (dossier);
CREATE INDEX ON history (dossier);
ALTER TABLE document ADD FOREIGN KEY (dossier) REFERENCES dossier;
ALTER TABLE history ADD FOREIGN KEY (dossier) REFERENCES dossier;
ALTER TABLE outbox ADD FOREIGN KEY (dossier) REFERENCES dossier;

CREATE FUNCTION file(p_register int, p_applicant int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE place bigint; made bigint; content jsonb;
BEGIN
    SELECT form INTO content FROM bare.filler;
    UPDATE bare.counter SET last = last + 1 WHERE register = p_register RETURNING last INTO place;
    INSERT INTO bare.dossier (register, code, applicant, procedure, state, form, due_at, filed_at, changed_at)
        VALUES (p_register, 'N' || p_register || '-' || place, p_applicant, p_applicant % 120, 'OPEN', content,
            now() + interval '3 days', now(), now()) RETURNING id INTO made;
    INSERT INTO bare.document (dossier, name, sha) SELECT made, 'Giấy tờ ' || n, md5(made::text)
        FROM generate_series(1, 3) n;
    INSERT INTO bare.history (dossier, verb, at) VALUES (made, 'file', now());
    RETURN made;
END $$;

CREATE FUNCTION transition(p_dossier bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM bare.dossier WHERE id = p_dossier FOR UPDATE;
    UPDATE bare.dossier SET state = CASE state WHEN 'OPEN' THEN 'WORK' ELSE 'OPEN' END,
        due_at = due_at + interval '1 minute', changed_at = now() WHERE id = p_dossier;
    INSERT INTO bare.history (dossier, verb, at) VALUES (p_dossier, 'move', now());
    INSERT INTO bare.outbox (dossier, payload) VALUES (p_dossier, '{"verb": "move"}');
END $$;
