-- A full province in bulk: citizens, dossiers skewed like real life, their parts and control slips.
-- Nothing here is a real person: the numbers begin with 9, which no province has.
-- It can grow: dossiers from %(first)s to %(rows)s, citizens from %(first_citizen)s to %(citizens)s.
-- Lines "-- step:" name what runs next on the screen.
-- step: citizens
CREATE TEMP TABLE office AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM people_agency
    WHERE kind IN ('COMMUNE', 'DEPARTMENT') AND (valid_from IS NULL OR valid_from <= current_date)
    AND (valid_to IS NULL OR valid_to >= current_date);
CREATE TEMP TABLE service AS SELECT id, name, row_number() OVER (ORDER BY id) - 1 AS place FROM procedures_procedureversion
    WHERE state = 'PUBLISHED' ORDER BY id LIMIT 120;
CREATE TEMP TABLE shape AS SELECT (SELECT count(*) FROM office) AS offices, (SELECT count(*) FROM service) AS services,
    (SELECT jsonb_object_agg('field_' || n, repeat(md5(n::text), 2)) FROM generate_series(1, 24) n) AS answers;

INSERT INTO people_citizen (personal_number, full_name, sort_key, folded_name, sex, ethnicity, nationality, phone, email,
        address, commune_code)
    SELECT '9' || lpad(n::text, 11, '0'), name, 'bench ' || n, vn_fold(name), sex, 'Kinh',
        'Việt Nam', '0900000000', '', 'Thôn ' || n %% 900, ''
    FROM (SELECT n, pg_temp.some_name(n %% 2 = 0) AS name, CASE n %% 2 WHEN 0 THEN 'FEMALE' ELSE 'MALE' END AS sex
        FROM generate_series(%(first_citizen)s, %(citizens)s) n OFFSET 0) AS born;
CREATE TEMP TABLE citizen AS SELECT id, full_name AS name, row_number() OVER (ORDER BY id) - 1 AS place
    FROM people_citizen WHERE sort_key LIKE 'bench %%';
CREATE UNIQUE INDEX ON citizen (place);
-- step: clocks
-- One citizen who files for a whole business: 900 dossiers.
-- One a minute, so the minute of the day is a number of its own in every day; a second round goes on from 1440.
CREATE TEMP TABLE plan AS
    SELECT n, CASE WHEN n <= 900 THEN 0 ELSE (power(random(), 1.5) * (%(citizens)s - 2))::int + 1 END AS who,
        (power(random(), 2) * (s.offices - 1))::int AS office, (power(random(), 2) * (s.services - 1))::int AS service,
        CASE WHEN n %% 10 = 0 THEN (ARRAY['AWAITING_RECEPTION', 'ACCEPTED', 'TRANSFERRED', 'IN_PROCESS', 'IN_PROCESS',
            'IN_PROCESS', 'AWAITING_SIGNATURE', 'SIGNED', 'RESULT_READY', 'AWAITING_SUPPLEMENT'])[1 + (n / 10) %% 10]
        ELSE 'RETURNED' END AS state,
        date_trunc('day', now()) - (n %% 400000 + 1) * interval '1 minute' AS filed_at, now() + ((n::bigint * 7919) %% 480 - 240) * interval '1 hour' AS due_at
    FROM generate_series(%(first)s, %(rows)s) n, shape s;

INSERT INTO workflow_clock (subject, scope, limit_value, limit_unit, cutoff, last_hour_rule, reading, received_at,
        starts_at, due_at, due_sentence, original_due_at, extensions, segment_number, pause_count, state)
    SELECT 'bench:' || n, 'VN', 1 + n %% 20, 'WORKING_DAY', 'NONE', false, 'STRICT', filed_at, filed_at, due_at,
        'Thời hạn tính theo ngày làm việc.', due_at, 0, 1, 0, 'RUNNING'
    FROM plan WHERE state NOT IN ('RETURNED', 'AWAITING_RECEPTION', 'RESULT_READY', 'AWAITING_SUPPLEMENT');

-- step: dossiers
CREATE TEMP TABLE numbered AS SELECT p.*, 'H42.' || 100 + office || '-' || to_char(filed_at, 'YYMMDD') || '-' || lpad(
    (1440 * (n / 400000) + extract(hour FROM filed_at) * 60 + extract(minute FROM filed_at))::text, 4, '0') AS code FROM plan p;
CREATE TEMP TABLE before AS SELECT coalesce(max(id), 0) AS id FROM dossiers_dossier;
INSERT INTO dossiers_dossier (code, code_scheme, procedure_version_id, applicant_citizen_id, applicant_name, contact,
        submitted_by_ref, submitted_by_name, support_agency_id, receiving_agency_id, resolving_agency_id, commune_code,
        channel, is_assisted, delivery, title, answers, state, outcome, desk, desk_agency_id, version, clock_id, due_at,
        due_sentence, original_due_at, step_name, step_due_at, moved_at, moved_by_name, fee_choices, fee_vnd, supplements, filed_at, received_at,
        finished_at, returned_at, duplicate_key, search_text)
    SELECT p.code, 'TT03_2025',
        v.id, c.id, c.name, '{"phone": "0900000000"}', 'citizen:' || c.id, c.name, o.id, o.id,
        o.id, '', 'ONLINE', false, 'ONLINE', left(v.name, 500), s.answers, p.state,
        CASE WHEN p.state IN ('RETURNED', 'RESULT_READY') THEN 'GRANTED' ELSE '' END,
        CASE p.state WHEN 'RETURNED' THEN 'NOBODY' WHEN 'AWAITING_RECEPTION' THEN 'RECEPTION' WHEN 'ACCEPTED' THEN
            'RECEPTION' WHEN 'TRANSFERRED' THEN 'DIVISION_HEAD' WHEN 'IN_PROCESS' THEN 'CASE_OFFICER'
            WHEN 'AWAITING_SIGNATURE' THEN 'LEADER' WHEN 'SIGNED' THEN 'CLERK' WHEN 'RESULT_READY' THEN 'RESULT_OFFICER'
            ELSE 'APPLICANT' END, o.id, 1, k.id, p.due_at, 'Thời hạn tính theo ngày làm việc.', p.due_at, '',
        CASE WHEN p.state <> 'RETURNED' THEN p.due_at END, p.filed_at, 'Cán bộ', '{}', 0, 0, p.filed_at, p.filed_at,
        CASE WHEN p.state IN ('RETURNED', 'RESULT_READY') THEN p.filed_at + interval '2 days' END,
        CASE WHEN p.state = 'RETURNED' THEN p.filed_at + interval '3 days' END, '',
        -- as rules.search_words finds them
        regexp_replace(vn_fold(p.code || ' ' || c.name || ' ' || v.name), '[^[:alnum:]]+', ' ', 'g')
    FROM numbered p CROSS JOIN shape s JOIN office o ON o.place = p.office JOIN service v ON v.place = p.service
        JOIN citizen c ON c.place = p.who LEFT JOIN workflow_clock k ON k.subject = 'bench:' || p.n;
UPDATE workflow_clock k SET subject = 'dossier:' || d.id FROM dossiers_dossier d, before b
    WHERE d.clock_id = k.id AND d.id > b.id;

-- step: papers
INSERT INTO dossiers_dossierpart (dossier_id, part_code, name, is_required, state, source, round, note)
    SELECT d.id, 'TP' || n, 'Giấy tờ ' || n, true, 'FROM_DATA', 'CSDLQG về dân cư', 0, ''
    FROM dossiers_dossier d, before b, generate_series(1, 3) n WHERE d.id > b.id;
-- step: control slips
INSERT INTO dossiers_handover (dossier_id, at, from_name, to_name, to_desk, step_name, note)
    SELECT d.id, d.filed_at + n * interval '1 hour', 'Cán bộ ' || n, 'Cán bộ ' || n + 1, 'CASE_OFFICER', 'Bước ' || n, ''
    FROM dossiers_dossier d, before b, generate_series(1, 6) n WHERE d.id > b.id;
