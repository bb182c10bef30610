"""What must always be true of dossiers: numbers, owners, clocks, counts, papers and fees."""

from __future__ import annotations

from tinhso.government.dossiers import lives
from tinhso.government.dossiers.lifecycle import FACTS, ClockMode, Desk
from tinhso.government.dossiers.queries.stretches import OPEN_ONLY
from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict, together

# The clock of a request is read when it begins and its number is taken at its end: those who file at the same time may
# be numbered in another order than their clocks say. Ids are given with the numbers and know the order exactly.
SAME_TIME = "2 minutes"
NUMBERED = r"""
SELECT id, code, filed_at, substring(code FROM '^(.*)-\d+$') AS series, substring(code FROM '(\d+)$')::int AS number
FROM dossiers_dossier
"""
CODES = f"""
WITH numbered AS ({NUMBERED}), walked AS (
    SELECT *, row_number() OVER w AS place, lag(id) OVER w AS before_id, max(filed_at) OVER (PARTITION BY series
        ORDER BY number, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_at
    FROM numbered WINDOW w AS (PARTITION BY series ORDER BY number, id))
SELECT 'hồ sơ ' || code || ': ' || CASE
    WHEN series IS NULL THEN 'mã không có số thứ tự'
    WHEN number < place THEN 'trùng số trong ngày' WHEN number > place THEN 'dãy số trong ngày bị hụt'
    WHEN id < before_id THEN 'số đứng sau nhưng nộp trước'
    WHEN right(series, 6) <> to_char(filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYMMDD') THEN 'mã khác ngày nộp'
    ELSE 'giờ nộp sớm hơn hồ sơ đứng trước' END
FROM walked WHERE series IS NULL OR number <> place OR id < before_id OR filed_at < before_at - interval '{SAME_TIME}'
    OR right(series, 6) <> to_char(filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYMMDD')
ORDER BY series, number, id
"""  # noqa: S608 - our own words
# What a counter says it gave is what was given: a number that vanished with its dossier shows here and nowhere else.
COUNTERS = f"""
WITH numbered AS ({NUMBERED}), given AS (SELECT series, count(*) AS codes FROM numbered GROUP BY series),
counted AS (
    SELECT c.id, c.last_number, a.name, c.day, u.unit || '-' || to_char(c.day, 'YYMMDD') AS series
    FROM dossiers_codecounter c JOIN people_agency a ON a.id = c.agency_id
    CROSS JOIN LATERAL (SELECT DISTINCT unit FROM unnest(ARRAY[a.code, a.legacy_code]) AS unit WHERE unit <> '') u),
both_sides AS (SELECT c.id, c.name, c.day, c.last_number, g.series, g.codes
    FROM counted c FULL JOIN given g ON g.series = c.series)
SELECT name || ' ngày ' || to_char(day, 'DD/MM/YYYY') || ': đã cấp ' || last_number || ' số, có '
    || coalesce(sum(codes), 0) || ' hồ sơ'
FROM both_sides WHERE id IS NOT NULL GROUP BY id, name, day, last_number HAVING last_number <> coalesce(sum(codes), 0)
UNION ALL
SELECT 'dãy ' || series || ': có ' || codes || ' hồ sơ mà không có sổ cấp số' FROM both_sides WHERE id IS NULL
"""  # noqa: S608 - our own words
OWNERS = f"""
SELECT 'hồ sơ ' || d.code || ': ' || CASE
    WHEN (d.desk = 'NOBODY') = ({OPEN_ONLY.replace("state", "d.state")}) THEN 'bàn không khớp trạng thái'
    WHEN d.desk NOT IN ({", ".join(f"'{desk.value}'" for desk in Desk)}) THEN 'không nằm trên bàn nào'
    WHEN a.valid_to < d.moved_at::date THEN 'nằm ở cơ quan đã kết thúc' ELSE 'người giữ không còn ở cơ quan nào' END
FROM dossiers_dossier d JOIN people_agency a ON a.id = d.desk_agency_id
WHERE (d.desk = 'NOBODY') = ({OPEN_ONLY.replace("state", "d.state")})
    OR d.desk NOT IN ({", ".join(f"'{desk.value}'" for desk in Desk)})
    OR (d.desk <> 'NOBODY' AND a.valid_to < d.moved_at::date)
    OR (d.desk = 'CASE_OFFICER' AND d.holder_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM people_post p WHERE p.official_id = d.holder_id))
ORDER BY d.id
"""  # noqa: S608 - our own words
CLOCK_OF_STATE = {
    ClockMode.RECEPTION: ("",),
    ClockMode.NOT_STARTED: ("",),
    ClockMode.RUNNING: ("RUNNING",),
    ClockMode.PAUSED: ("PAUSED",),
    ClockMode.STOPPED: ("", "STOPPED"),
}
# Pairs state:clock that belong together; '' = no clock. A withdrawal before acceptance ends without ever having one.
RIGHT_CLOCKS = [f"{state}:{clock}" for state, facts in FACTS.items() for clock in CLOCK_OF_STATE[facts.clock]]
CLOCKS = """
SELECT 'hồ sơ ' || d.code || ': ' || CASE
    WHEN c.subject <> 'dossier:' || d.id THEN 'mang đồng hồ của ' || c.subject
    WHEN d.due_at <> c.due_at OR d.original_due_at <> c.original_due_at THEN 'hạn trả khác hạn của đồng hồ'
    ELSE 'trạng thái ' || d.state || ' mà đồng hồ ' || coalesce(c.state, 'không có') END
FROM dossiers_dossier d LEFT JOIN workflow_clock c ON c.id = d.clock_id
WHERE d.state || ':' || coalesce(c.state, '') <> ALL(%s) OR c.subject <> 'dossier:' || d.id
    OR d.due_at <> c.due_at OR d.original_due_at <> c.original_due_at
ORDER BY d.id
"""
COUNTS = """
SELECT 'cơ quan ' || agency_id || ', ' || state || ', ' || desk || ': đếm lệch ' || sum(n) FROM (
    SELECT agency_id, state, desk, holder_id, dossiers AS n FROM dossiers_deskcount
    UNION ALL SELECT agency_id, state, desk, holder_id, change FROM dossiers_deskdelta
    UNION ALL SELECT desk_agency_id, state, desk, CASE WHEN desk <> 'NOBODY' THEN holder_id END, -count(*)
        FROM dossiers_dossier GROUP BY 1, 2, 3, 4) told
GROUP BY agency_id, state, desk, holder_id HAVING sum(n) <> 0 ORDER BY agency_id
"""
# At the counter a result may be given at once, without a paper of ours (NĐ 61/2018 Điều 17 khoản 4).
RESULTS = """
SELECT 'kết quả của hồ sơ ' || d.code || ': ' || CASE
    WHEN r.id IS NULL THEN 'không có' WHEN r.number = '' THEN 'chưa có số'
    WHEN p.id IS NULL THEN 'không có văn bản đã ký' WHEN p.state <> 'SEALED' THEN 'văn bản chưa đóng dấu'
    ELSE 'văn bản ký cho ' || p.subject END
FROM dossiers_dossier d LEFT JOIN dossiers_result r ON r.dossier_id = d.id
LEFT JOIN signing_signedpaper p ON p.code = r.paper_code
WHERE (d.state IN ('RESULT_READY', 'REFUSED_AFTER_EXAMINATION', 'RETURNED') OR r.issued_at IS NOT NULL)
    AND (r.id IS NULL OR r.number = '' OR (d.clock_id IS NOT NULL
        AND (p.id IS NULL OR p.state <> 'SEALED' OR p.subject <> 'dossier:' || d.id)))
ORDER BY d.id
"""
RESULT_NUMBERS = """
SELECT 'kết quả số ' || r.number || ': ' || CASE WHEN l.id IS NULL THEN 'không có trong sổ văn bản đi'
    ELSE 'sổ văn bản đi ghi là ' || l.state END
FROM dossiers_result r LEFT JOIN documents_document l ON l.origin = 'dossier:' || r.dossier_id
    AND l.notation = r.number AND l.agency_id = r.agency_id AND l.state <> 'VOIDED'
WHERE r.number <> '' AND (l.id IS NULL OR (l.state = 'RELEASED') <> (r.issued_at IS NOT NULL)) ORDER BY r.id
"""
PAPER_NUMBERS = """
SELECT 'giấy số ' || i.number || ': ' || CASE WHEN l.id IS NULL THEN 'không có trong sổ văn bản đi'
    ELSE 'sổ văn bản đi ghi là ' || l.state END
FROM dossiers_issuedpaper i LEFT JOIN documents_document l ON l.origin = 'dossier:' || i.dossier_id
    AND l.notation = i.number AND l.agency_id = i.agency_id AND l.state <> 'VOIDED'
WHERE i.number <> '' AND (l.id IS NULL OR (l.state = 'RELEASED') <> (i.paper_id IS NOT NULL)) ORDER BY i.id
"""
PAPERS = """
SELECT 'giấy ' || i.form || ' của hồ sơ ' || d.code || ': ' || CASE
    WHEN i.paper_id IS NULL THEN 'chưa ký mà không còn được xử lý tiếp' ELSE 'ký cho ' || p.subject END
FROM dossiers_issuedpaper i JOIN dossiers_dossier d ON d.id = i.dossier_id
LEFT JOIN signing_signedpaper p ON p.id = i.paper_id
WHERE (i.paper_id IS NULL AND i.next_try_at IS NULL AND i.problem = '') OR p.subject <> 'dossier:' || d.id
ORDER BY i.id
"""
# The two receipts that an act of acceptance and a request to complete promise, where an official said it.
PROMISED = """
SELECT 'hồ sơ ' || d.code || ': đã tiếp nhận mà không có giấy tiếp nhận'
FROM dossiers_dossier d WHERE d.clock_id IS NOT NULL AND EXISTS (
    SELECT FROM journal_entry e WHERE e.subject = 'dossier:' || d.id AND e.kind = 'dossiers.received'
        AND e.actor_ref LIKE 'official:%%')
    AND NOT EXISTS (SELECT FROM dossiers_issuedpaper i WHERE i.dossier_id = d.id AND i.form = 'RECEIPT')
ORDER BY d.id
"""
FEES = """
SELECT 'hồ sơ ' || d.code || ': ' || CASE WHEN d.fee_paid_at IS NULL THEN 'đã nộp đủ mà ghi còn nợ'
    ELSE 'còn khoản chưa nộp mà ghi đã nộp đủ' END
FROM dossiers_dossier d JOIN (
    SELECT subject, count(*) FILTER (WHERE state IN ('DUE', 'FAILED', 'EXPIRED')) AS awaited,
        count(*) FILTER (WHERE state = 'PAID') AS paid, max(id) AS last
    FROM payments_charge WHERE subject LIKE 'dossier:%%' GROUP BY subject) c ON c.subject = 'dossier:' || d.id
WHERE d.fee_vnd > 0 AND ((d.fee_paid_at IS NULL AND c.awaited = 0 AND c.paid > 0 AND NOT {unread})
    OR (d.fee_paid_at IS NOT NULL AND c.awaited > 0))
ORDER BY d.id
"""
# A payment is heard by the reader of the journal, so a moment passes before the dossier knows.
UNREAD = """
EXISTS (SELECT FROM journal_entry e LEFT JOIN journal_cursor r ON r.reader = 'reactions'
    WHERE e.subject = 'charge:' || c.last AND (e.xact, e.id) > (coalesce(r.xact, 0), coalesce(r.entry_id, 0)))
"""


def codes() -> Verdict:
    """In each unit's day codes run from 1 without gap or double, in the order of filing, and as its counter says."""
    return together(checked("dossiers_dossier", CODES), checked("dossiers_codecounter", COUNTERS))


def owners() -> Verdict:
    """Every open dossier lies on a desk of a living agency; what has ended lies with nobody."""
    return checked("dossiers_dossier", OWNERS)


def clocks() -> Verdict:
    """The dossier says the same promise as its clock, which runs, rests or has stopped as the state demands."""
    return checked("dossiers_dossier", CLOCKS, [RIGHT_CLOCKS])


def counts() -> Verdict:
    """The kept counts of the desks are what counting the dossiers would give."""
    return checked("dossiers_deskcount", COUNTS)


def results() -> Verdict:
    """Every issued result has its number, its line in the book, and its sealed paper, whose file is in the store."""
    return together(checked("dossiers_result", RESULTS), checked("dossiers_result", RESULT_NUMBERS))


def papers() -> Verdict:
    """Every paper that an act promised exists, and is signed or still on its way; its number stands in the book."""
    promised = checked("dossiers_issuedpaper", PAPERS), checked("dossiers_issuedpaper", PROMISED, [])
    return together(*promised, checked("dossiers_issuedpaper", PAPER_NUMBERS))


def fees() -> Verdict:
    """A dossier says that its fee is paid exactly when no charge of it is awaited."""
    return checked("payments_charge", FEES.format(unread=UNREAD), [])


INVARIANTS = (
    Invariant("dossiers.codes", "Mã hồ sơ của mỗi đơn vị, mỗi ngày liên tục, không trùng, theo thứ tự nộp", codes),
    Invariant("dossiers.owners", "Mọi hồ sơ đang mở đều có nơi giữ", owners),
    Invariant("dossiers.clocks", "Hạn và trạng thái hồ sơ khớp đồng hồ thời hạn", clocks),
    Invariant("dossiers.lives", "Trạng thái hồ sơ đi đến được từ các dòng nhật ký của nó", lives.lives),
    Invariant("dossiers.counts", "Số đếm theo bàn bằng số hồ sơ thật", counts),
    Invariant("dossiers.results", "Mỗi kết quả đã phát hành có số và văn bản đã ký, đóng dấu", results),
    Invariant("dossiers.papers", "Giấy tờ mà thao tác hứa lập đều có và được ký hoặc đang được xử lý", papers),
    Invariant("dossiers.fees", "Hồ sơ ghi đã nộp phí khi và chỉ khi không còn khoản chờ nộp", fees),
)
