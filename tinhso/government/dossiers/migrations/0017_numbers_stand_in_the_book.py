"""Numbers of results and of forms 02–05 go on in the agency's book of what goes out; each that was given has its line.

There is no way back: numbers that were given since then would be given again.
"""

from django.db import migrations

# Columns that documents gained later, whose migrations may have run before this one; none has a default of its own.
LATER = (
    ("documents_documentkind", "prints_year", "true"), ("documents_document", "verdict", "''"),
    ("documents_document", "is_annexed", "false"), ("documents_document", "annex_code", "''"),
)  # fmt: skip
THERE = (
    "DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_schema = current_schema() "
    "AND table_name = '{0}' AND column_name = '{1}') THEN ALTER TABLE {0} ALTER {1} {2}; END IF; END $$;"
)
OPENED = "".join(THERE.format(table, column, f"SET DEFAULT {value}") for table, column, value in LATER)
CLOSED = "".join(THERE.format(table, column, "DROP DEFAULT") for table, column, _ in LATER)
KINDS = """
INSERT INTO documents_documentkind (code, name, abbreviation, series, place, is_drafted, source)
SELECT code, name, code, code, place, false, 'Phần mềm đặt [M]' FROM (VALUES
    ('KQ', 'Kết quả giải quyết thủ tục hành chính', 103), ('YCBS', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 104),
    ('TCHS', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ', 105),
    ('XL', 'Văn bản xin lỗi và hẹn lại ngày trả kết quả', 106), ('TBD', 'Thông báo dừng giải quyết hồ sơ', 107)
) AS known(code, name, place)
WHERE EXISTS (SELECT FROM dossiers_resultcounter) OR EXISTS (SELECT FROM dossiers_papercounter)
ON CONFLICT (code) DO NOTHING;
"""
# A series that was begun goes on behind its last number.
BOOKS = """
INSERT INTO documents_numberbook (agency_id, year, direction, series, last_number)
SELECT agency_id, year, 'OUT', 'KQ', last_number FROM dossiers_resultcounter
UNION ALL
SELECT agency_id, year, 'OUT', CASE form WHEN 'SUPPLEMENT' THEN 'YCBS' WHEN 'REFUSAL' THEN 'TCHS'
    WHEN 'APOLOGY' THEN 'XL' ELSE 'TBD' END, last_number FROM dossiers_papercounter;
"""
# 12/2026/KQ-UBND. What the book says of a paper names no person.
LINES = """
INSERT INTO documents_document (key, direction, agency_id, kind_id, book_id, number, notation, unit_mark, subject,
    urgency, for_body, addressees, groups, also_to, signer_name, sender_code, sender_name, issued_on, mends_how,
    paper_code, origin, state, reason, version, moved_at, moved_by_name, begun_at, signed_at, released_at, search_text)
SELECT gen_random_uuid(), 'OUT', p.agency_id, k.id, b.id, split_part(p.number, '/', 1)::int, p.number, '',
    left(p.subject, 500), 0, true, '', '{}', '', left(p.signer_name, 200), '', '',
    (coalesce(p.released_at, p.begun_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, '', left(p.paper_code, 19),
    'dossier:' || p.dossier_id, CASE WHEN p.released_at IS NULL THEN 'SIGNED' ELSE 'RELEASED' END, '', 1,
    coalesce(p.released_at, p.begun_at), left(p.signer_name, 200), p.begun_at, p.signed_at, p.released_at, ''
FROM (
    SELECT r.dossier_id, r.agency_id, r.number,
        CASE r.outcome WHEN 'REFUSED' THEN 'Từ chối giải quyết: ' ELSE '' END || v.name AS subject,
        r.signed_by_name AS signer_name, r.paper_code, r.proposed_at AS begun_at, r.signed_at,
        r.issued_at AS released_at
    FROM dossiers_result r JOIN dossiers_dossier d ON d.id = r.dossier_id
    JOIN procedures_procedureversion v ON v.id = d.procedure_version_id WHERE r.number <> ''
    UNION ALL
    SELECT i.dossier_id, i.agency_id, i.number, v.name, i.signer_name, coalesce(s.code, ''), i.issued_at, s.signed_at,
        s.signed_at
    FROM dossiers_issuedpaper i JOIN dossiers_dossier d ON d.id = i.dossier_id
    JOIN procedures_procedureversion v ON v.id = d.procedure_version_id
    LEFT JOIN signing_signedpaper s ON s.id = i.paper_id WHERE i.number <> ''
) p
JOIN documents_numberbook b ON b.agency_id = p.agency_id AND b.direction = 'OUT'
    AND b.year = split_part(p.number, '/', 2)::int AND b.series = split_part(split_part(p.number, '/', 3), '-', 1)
JOIN documents_documentkind k ON k.code = b.series;
"""
# Numbers that were given and that no paper bears any more (merger days, years that turned).
UNUSED = """
INSERT INTO documents_document (key, direction, agency_id, kind_id, book_id, number, notation, unit_mark, subject,
    urgency, for_body, addressees, groups, also_to, signer_name, sender_code, sender_name, issued_on, mends_how,
    paper_code, origin, state, reason, version, moved_at, moved_by_name, begun_at, ended_at, search_text)
SELECT gen_random_uuid(), 'OUT', b.agency_id, k.id, b.id, n, '', '', 'Số đã cấp, không văn bản nào mang', 0, true, '',
    '{}', '', '', '', '', make_date(b.year, 1, 1), '', '', 'dossier:0', 'VOIDED', '', 1, now(), '', now(), now(), ''
FROM documents_numberbook b JOIN documents_documentkind k ON k.code = b.series AND NOT k.is_drafted,
    generate_series(1, b.last_number) n
WHERE b.direction = 'OUT' AND NOT EXISTS (SELECT FROM documents_document d WHERE d.book_id = b.id AND d.number = n);
"""


class Migration(migrations.Migration):
    """Series, lines and unused numbers; then the counters go."""

    dependencies = [
        ("dossiers", "0016_words_by_quarter"),
        ("documents", "0002_papers_of_rooms_above"),
        ("procedures", "0001_initial"),
        ("signing", "0003_proofs_and_reports"),
    ]
    operations = [
        migrations.RunSQL([OPENED, KINDS, BOOKS, LINES, UNUSED]),
        migrations.RunSQL(["SET CONSTRAINTS ALL IMMEDIATE", CLOSED], migrations.RunSQL.noop),
        migrations.RemoveConstraint("result", "dossiers_result_number_once"),
        migrations.DeleteModel("PaperCounter"),
        migrations.DeleteModel("ResultCounter"),
    ]
