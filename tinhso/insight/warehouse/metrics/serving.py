"""What carries the service: fees, interlinked cases, results signed in bulk, calls, messages, papers kept in stores."""

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


def messages(rows: Rows, period: Period) -> Condition:
    """What a period can count: written in it."""
    return within(rows.created_at, period)


def messages_delivered(rows: Rows, period: Period) -> Two:
    """Thông báo viết trong kỳ đã gửi được."""
    return many_if(within(rows.created_at, period) & (rows.state == "SENT"), rows.messages), None


def messages_reached(rows: Rows, period: Period) -> Two:
    """Thông báo gửi được, trên thông báo đã xong việc gửi."""
    over = within(rows.created_at, period) & (rows.state != "QUEUED")
    return many_if(over & (rows.state == "SENT"), rows.messages), many_if(over, rows.messages)


def stored(rows: Rows, period: Period) -> Condition:
    """What a period can count: put into a store before its end."""
    return before_end(rows.stored_at, period)


def papers_stored(rows: Rows, period: Period) -> Two:
    """Giấy tờ đưa vào kho trong kỳ."""
    return one_if(within(rows.stored_at, period)), None


def papers_born_digital(rows: Rows, period: Period) -> Two:
    """Kết quả điện tử, trên giấy tờ đưa vào kho."""
    put = within(rows.stored_at, period)
    return one_if(put & (rows.source == "BORN_DIGITAL")), one_if(put)


COUNTED = {
    "PAY.COLLECTED": Counted("charges", collected),
    "PAY.ONLINE": Counted("charges", collected_online),
    "LE.ONTIME": Counted("life_events", interlinked_on_time),
    "GOV.BULK.SIGNED": Counted("signing_sessions", signed_in_bulk),
    "DAT.API.CALLS": Counted("calls", calls_made),
    "DAT.API.UP": Counted("calls", calls_answered),
    "MSG.SENT": Counted("messages", messages_delivered),
    "MSG.REACHED": Counted("messages", messages_reached),
    "STORE.PAPERS": Counted("stored_papers", papers_stored),
    "STORE.BORN": Counted("stored_papers", papers_born_digital),
}
CONCERNED = {
    "charges": charges, "life_events": cases, "signing_sessions": sessions, "calls": calls, "messages": messages,
    "stored_papers": stored,
}  # fmt: skip
