"""What carries the service: fees, interlinked cases, results signed in bulk, calls through our wall."""

from __future__ import annotations

import ibis

from tinhso.insight.warehouse.metrics.counting import (
    Condition,
    Counted,
    Rows,
    Two,
    before_end,
    many_if,
    not_before,
    one_if,
    within,
)
from tinhso.insight.warehouse.periods import Period

ONLINE = ("PORTAL", "VIETQR")
# Whoever answered, even with no, was there.
ANSWERED = ("DONE", "REJECTED")
FINISHED = ("DONE", "PARTLY_DONE", "ENDED")


def charges(rows: Rows, period: Period) -> Condition:
    """What a period can count: raised before its end."""
    return before_end(rows.created_at, period)


def collected(rows: Rows, period: Period) -> Two:
    """Số tiền phí, lệ phí đã thu trong kỳ, kể cả khoản hoàn sau đó."""
    return many_if(within(rows.paid_at, period), rows.amount_vnd), None


def collected_online(rows: Rows, period: Period) -> Two:
    """Tiền nộp trực tuyến trên tiền đã thu."""
    paid = within(rows.paid_at, period)
    return many_if(paid & rows.provider.isin(ONLINE), rows.amount_vnd), many_if(paid, rows.amount_vnd)


def cases(rows: Rows, period: Period) -> Condition:
    """What a period can count: filed before its end, not ended before it began."""
    return before_end(rows.filed_at, period) & not_before(rows.ended_at, ibis.literal(period.begin))


def interlinked_on_time(rows: Rows, period: Period) -> Two:
    """Hồ sơ liên thông kết thúc đúng hẹn, trên hồ sơ liên thông kết thúc."""
    done = rows.state.isin(FINISHED) & rows.due_at.notnull() & within(rows.ended_at, period)
    return one_if(done & (rows.ended_at <= rows.due_at)), one_if(done)


def sessions(rows: Rows, period: Period) -> Condition:
    """What a period can count: opened before its end."""
    return before_end(rows.opened_at, period)


def signed_in_bulk(rows: Rows, period: Period) -> Two:
    """Kết quả ký trong phiên ký loạt."""
    return many_if(within(rows.confirmed_at, period) & (rows.kind == "SIGN"), rows.papers_done), None


def calls(rows: Rows, period: Period) -> Condition:
    """What a period can count: made in it."""
    return within(rows.at, period)


def calls_made(rows: Rows, period: Period) -> Two:
    """Lượt gọi qua trục kết nối."""
    return many_if(within(rows.at, period), rows.calls), None


def calls_answered(rows: Rows, period: Period) -> Two:
    """Lượt gọi được đối tác trả lời, trên lượt gọi."""
    made = within(rows.at, period)
    return many_if(made & rows.outcome.isin(ANSWERED), rows.calls), many_if(made, rows.calls)


COUNTED = {
    "PAY.COLLECTED": Counted("charges", collected),
    "PAY.ONLINE": Counted("charges", collected_online),
    "LE.ONTIME": Counted("life_events", interlinked_on_time),
    "GOV.BULK.SIGNED": Counted("signing_sessions", signed_in_bulk),
    "DAT.API.CALLS": Counted("calls", calls_made),
    "DAT.API.UP": Counted("calls", calls_answered),
}
CONCERNED = {"charges": charges, "life_events": cases, "signing_sessions": sessions, "calls": calls}
