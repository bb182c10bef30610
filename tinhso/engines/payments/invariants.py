"""What must always be true of money: settled once, with one receipt, and as the platform has it."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from tinhso.engines.payments import queries
from tinhso.engines.payments.actions.settling import LEGAL_BASIS
from tinhso.engines.payments.lifecycle import Provider
from tinhso.engines.payments.rules import Row, reconcile
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Unavailable
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform
from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict, verdict_of

SETTLED_ONCE = """
SELECT 'khoản ' || c.code || ' của ' || c.subject || ': ' || CASE
    WHEN c.state IN ('PAID', 'REFUNDED') AND coalesce(a.settled, 0) = 0 THEN 'ghi đã nộp mà không có lần nộp nào'
    WHEN coalesce(a.settled, 0) > 1 THEN 'đã ghi nhận nộp hai lần'
    WHEN c.state NOT IN ('PAID', 'REFUNDED') AND a.settled > 0 THEN 'đã nhận tiền mà chưa ghi đã nộp'
    WHEN coalesce(a.settled, 0) <> coalesce(r.receipts, 0) THEN 'biên lai không khớp lần nộp'
    ELSE 'số tiền của lần nộp hoặc biên lai khác số phải nộp' END
FROM payments_charge c
LEFT JOIN (SELECT charge_id, count(*) AS settled, max(amount_vnd) AS sum FROM payments_attempt
    WHERE state = 'SETTLED' GROUP BY charge_id) a ON a.charge_id = c.id
LEFT JOIN (SELECT r.charge_id, count(*) AS receipts, max(r.amount_vnd) AS sum,
        bool_and(t.charge_id = r.charge_id AND t.state = 'SETTLED') AS right_try
    FROM payments_receipt r JOIN payments_attempt t ON t.id = r.attempt_id GROUP BY r.charge_id) r ON r.charge_id = c.id
WHERE (c.state IN ('PAID', 'REFUNDED')) <> (coalesce(a.settled, 0) = 1) OR coalesce(a.settled, 0) > 1
    OR coalesce(a.settled, 0) <> coalesce(r.receipts, 0) OR a.sum <> c.amount_vnd OR r.sum <> c.amount_vnd
    OR NOT r.right_try
ORDER BY c.id
"""
RECEIPTS = """
SELECT 'quyển biên lai ' || s.id || ' năm ' || s.year || ': ghi ' || s.last_place || ' số, có ' || coalesce(r.count, 0)
FROM payments_receiptseries s LEFT JOIN (
    SELECT series_id, count(*) AS count, count(DISTINCT place) AS places, min(place) AS first, max(place) AS last
    FROM payments_receipt GROUP BY series_id) r ON r.series_id = s.id
WHERE coalesce(r.count, 0) <> s.last_place OR r.places <> s.last_place OR r.first <> 1 OR r.last <> s.last_place
ORDER BY s.id
"""
WITHOUT_CAUSE = """
SELECT 'lần nộp ' || a.transaction_id || ': nộp thừa mà không nằm trong sai lệch đối soát nào'
FROM payments_attempt a WHERE a.state = 'SURPLUS' AND NOT EXISTS (
    SELECT FROM payments_mismatch m WHERE m.kind = 'SURPLUS' AND m.transaction_id = a.transaction_id)
ORDER BY a.id
"""


def settled_once() -> Verdict:
    """A charge is paid by exactly one try and has exactly one receipt, all of the same sum."""
    return checked("payments_charge", SETTLED_ONCE)


def receipts() -> Verdict:
    """The numbers of each receipt book run from 1 to its last without a gap."""
    return checked("payments_receipt", RECEIPTS)


def surplus() -> Verdict:
    """Money that came twice waits where a person sees it."""
    return checked("payments_attempt WHERE state = 'SURPLUS'", WITHOUT_CAUSE)


def platform() -> Verdict:
    """What we booked through the platform is what the platform lists as paid, sum by sum."""
    days = queries.days_of_platform(today=timezone.localdate())
    ours = queries.received_through(Provider.PORTAL)
    theirs: list[Row] = []
    try:
        for day in days:
            with logged("payment_platform", purpose="Kiểm tra bất biến", legal_basis=LEGAL_BASIS,
                        subject=f"day:{day}", operation="settlement", now=timezone.now()):  # fmt: skip
                theirs += [Row(row.transaction_id, row.amount_vnd) for row in PaymentPlatform().settlement_file(day)]
    except Unavailable as error:
        asked = settings.PARTNERS["payment_platform"]
        return Verdict(len(ours), 1, (f"Không hỏi được nền tảng thanh toán {asked}: {error.detail}",))
    return verdict_of(max(len(ours), len(theirs)), _differences(ours, theirs))


def _differences(ours: list[Row], theirs: list[Row]) -> Iterator[str]:
    found = reconcile(ours, theirs)
    known = queries.known_mismatches()
    yield from (f"{row.transaction_id}: ta ghi đã nộp {row.amount_vnd} đồng, nền tảng không có"
                for row in found.ours_only if row.transaction_id not in known)  # fmt: skip
    yield from (f"{row.transaction_id}: nền tảng đã thu {row.amount_vnd} đồng, ta chưa ghi nhận"
                for row in found.theirs_only if row.transaction_id not in known)  # fmt: skip


INVARIANTS = (
    Invariant("payments.once", "Mỗi khoản được ghi nhận nộp một lần, có một biên lai đúng số tiền", settled_once),
    Invariant("payments.receipts", "Số biên lai của mỗi quyển liên tục từ 1", receipts),
    Invariant("payments.surplus", "Tiền nộp thừa đều nằm trong danh sách sai lệch", surplus),
    Invariant("payments.platform", "Khoản nộp trực tuyến khớp nền tảng thanh toán", platform, is_outside=True),
)
