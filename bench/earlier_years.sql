-- What ten years leave behind: closed dossiers from %(first)s to %(rows)s, filed in the %(days)s days before the living
-- ones, in order of time. The offices, procedures, names and skew are those of seeding.sql; they are leaner, so that ten
-- million fit on a small disk: two short answers, one paper, two control slips, no clock, no journal.
-- step: citizens of earlier years
CREATE TEMP TABLE IF NOT EXISTS office AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM people_agency
    WHERE kind IN ('COMMUNE', 'DEPARTMENT') AND (valid_from IS NULL OR valid_from <= current_date)
    AND (valid_to IS NULL OR valid_to >= current_date);
CREATE TEMP TABLE IF NOT EXISTS service AS SELECT id, name, row_number() OVER (ORDER BY id) - 1 AS place
    FROM procedures_procedureversion WHERE state = 'PUBLISHED' ORDER BY id LIMIT 120;

INSERT INTO people_citizen (personal_number, full_name, sort_key, folded_name, sex, ethnicity, nationality, phone, email,
        address, commune_code)
    SELECT '9' || lpad(n::text, 11, '0'), name, 'bench ' || n, vn_fold(name), sex, 'Kinh',
        'Việt Nam', '0900000000', '', 'Thôn ' || n %% 900, ''
    FROM (SELECT n, pg_temp.some_name(n %% 2 = 0) AS name, CASE n %% 2 WHEN 0 THEN 'FEMALE' ELSE 'MALE' END AS sex
        FROM generate_series(%(first_citizen)s, %(citizens)s) n OFFSET 0) AS born;
DROP TABLE IF EXISTS citizen;
CREATE TEMP TABLE citizen AS SELECT id, full_name AS name, row_number() OVER (ORDER BY id) - 1 AS place
    FROM people_citizen WHERE sort_key LIKE 'bench %%';
ANALYZE office, service, citizen;
-- step: dossiers of earlier years
-- So many a day, numbered through the day, so that no code comes twice.
DROP TABLE IF EXISTS before;
CREATE TEMP TABLE before AS SELECT coalesce(max(id), 0) AS id, min(filed_at) AS living_since,
    1 + (%(rows)s - %(first)s) / %(days)s AS a_day FROM dossiers_dossier;
INSERT INTO dossiers_dossier (code, code_scheme, procedure_version_id, applicant_citizen_id, applicant_name, contact,
        submitted_by_ref, submitted_by_name, support_agency_id, receiving_agency_id, resolving_agency_id, commune_code,
        channel, is_assisted, delivery, title, answers, state, outcome, desk, desk_agency_id, version, due_at,
        due_sentence, original_due_at, step_name, moved_at, moved_by_name, fee_choices, fee_vnd, supplements, filed_at,
        received_at, finished_at, returned_at, duplicate_key, search_text)
    SELECT p.code, 'TT03_2025', v.id, c.id, c.name, '{"phone": "0900000000"}', 'citizen:' || c.id, c.name, o.id, o.id,
        o.id, '', 'ONLINE', false, 'ONLINE', left(v.name, 500), '{"field_1": "năm trước", "field_2": "đã giải quyết"}',
        'RETURNED', 'GRANTED', 'NOBODY', o.id, 1, p.filed_at + interval '5 days', 'Thời hạn tính theo ngày làm việc.',
        p.filed_at + interval '5 days', '', p.filed_at, 'Cán bộ', '{}', 0, 0, p.filed_at, p.filed_at,
        p.filed_at + interval '2 days', p.filed_at + interval '3 days', '',
        regexp_replace(vn_fold(p.code || ' ' || c.name || ' ' || v.name), '[^[:alnum:]]+', ' ', 'g')
    FROM (SELECT drawn.*, 'H42.' || 100 + office || '-' || to_char(filed_at AT TIME ZONE 'UTC', 'YYMMDD') || '-'
                || lpad(number::text, 4, '0') AS code
            FROM (SELECT (power(random(), 1.5) * (%(citizens)s - 2))::int + 1 AS who,
                    (power(random(), 2) * ((SELECT count(*) FROM office) - 1))::int AS office,
                    (power(random(), 2) * ((SELECT count(*) FROM service) - 1))::int AS service,
                    1 + n %% b.a_day AS number,
                    (date_trunc('day', b.living_since AT TIME ZONE 'UTC') - %(days)s * interval '1 day'
                        + n / b.a_day * interval '1 day' + (n %% b.a_day) * (interval '10 hours' / b.a_day))
                        AT TIME ZONE 'UTC' AS filed_at
                FROM generate_series(0::bigint, %(rows)s - %(first)s) n, before b OFFSET 0) AS drawn OFFSET 0) AS p
        JOIN office o ON o.place = p.office JOIN service v ON v.place = p.service JOIN citizen c ON c.place = p.who;

-- step: papers of earlier years
INSERT INTO dossiers_dossierpart (dossier_id, part_code, name, is_required, state, source, round, note)
    SELECT d.id, 'TP1', 'Giấy tờ 1', true, 'FROM_DATA', 'CSDLQG về dân cư', 0, ''
    FROM dossiers_dossier d, before b WHERE d.id > b.id;
-- step: control slips of earlier years
INSERT INTO dossiers_handover (dossier_id, at, from_name, to_name, to_desk, step_name, note)
    SELECT d.id, d.filed_at + n * interval '1 hour', 'Cán bộ ' || n, 'Cán bộ ' || n + 1, 'CASE_OFFICER', 'Bước ' || n, ''
    FROM dossiers_dossier d, before b, generate_series(1, 2) n WHERE d.id > b.id;
