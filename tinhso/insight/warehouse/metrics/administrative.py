"""TTHC: how procedures were handled. The unit of account is the agency that owes the result.

The five counts obey one identity in every period and unit (Thông tư 02/2017/TT-VPCP, báo cáo TTHC):
received + carried over = solved + stopped + still in process.
"""

from __future__ import annotations

import ibis

from tinhso.government.dossiers.lifecycle import FACTS, ClockMode, DossierState
from tinhso.insight.warehouse.metrics.counting import (
    Condition,
    Count,
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

S = DossierState
SOLVED = sorted({S.RESULT_READY.value, S.REFUSED_AFTER_EXAMINATION.value, S.RETURNED.value})
STOPPED = sorted({S.WITHDRAWN.value, S.STOPPED.value, S.CLOSED.value})
# While the applicant owes something the limit rests (Nghị định 61/2018/NĐ-CP), so nothing can be overdue.
RESTING = sorted(state.value for state, facts in FACTS.items() if facts.clock is ClockMode.PAUSED)
ONLINE_PAYMENT = ["PORTAL", "VIETQR"]
FULL = "FULL"
SATISFIED = 4  # of five; our reading of "hài lòng trở lên" [M]


def concerned(rows: Rows, period: Period) -> Condition:
    """What a period can count at all: filed before its end, not ended before it began. The rest is not read."""
    return before_end(rows.filed_at, period) & not_before(rows.finished_at, ibis.literal(period.begin))


def taken_in(rows: Rows, period: Period) -> Condition:
    """Received in the period."""
    return within(rows.received_at, period)


def solved_in(rows: Rows, period: Period) -> Condition:
    """Ended in the period with a result, granted or refused after examination."""
    return rows.received_at.notnull() & rows.state.isin(SOLVED) & within(rows.finished_at, period)


def open_at_end(rows: Rows, period: Period) -> Condition:
    """Received, and not ended when the period was over."""
    end = ibis.literal(period.end)
    return (rows.received_at < end) & not_before(rows.finished_at, end)


def received(rows: Rows, period: Period) -> Two:
    """Hồ sơ tiếp nhận trong kỳ."""
    return one_if(taken_in(rows, period)), None


def carried_over(rows: Rows, period: Period) -> Two:
    """Hồ sơ kỳ trước chuyển sang."""
    begin = ibis.literal(period.begin)
    return one_if((rows.received_at < begin) & not_before(rows.finished_at, begin)), None


def solved(rows: Rows, period: Period) -> Two:
    """Hồ sơ đã giải quyết trong kỳ."""
    return one_if(solved_in(rows, period)), None


def stopped(rows: Rows, period: Period) -> Two:
    """Hồ sơ dừng, rút, đóng sau khi tiếp nhận."""
    return one_if(rows.received_at.notnull() & rows.state.isin(STOPPED) & within(rows.finished_at, period)), None


def in_process(rows: Rows, period: Period) -> Two:
    """Hồ sơ đang giải quyết cuối kỳ."""
    return one_if(open_at_end(rows, period)), None


def overdue(rows: Rows, period: Period) -> Two:
    """Hồ sơ đang giải quyết đã quá hạn cuối kỳ."""
    late = (rows.due_at < ibis.literal(period.end)) & ~rows.state.isin(RESTING)
    return one_if(open_at_end(rows, period) & late), one_if(open_at_end(rows, period))


def on_time(rows: Rows, period: Period) -> Two:
    """Đúng hạn trên đã giải quyết."""
    return one_if(solved_in(rows, period) & (rows.finished_at <= rows.due_at)), one_if(solved_in(rows, period))


def online(rows: Rows, period: Period) -> Two:
    """Hồ sơ trực tuyến trên tiếp nhận."""
    return one_if(taken_in(rows, period) & (rows.channel == "ONLINE")), one_if(taken_in(rows, period))


def fully_online(rows: Rows, period: Period) -> Two:
    """Hồ sơ trực tuyến toàn trình trên tiếp nhận."""
    full = (rows.channel == "ONLINE") & (rows.service_level == FULL)
    return one_if(taken_in(rows, period) & full), one_if(taken_in(rows, period))


def paid_online(rows: Rows, period: Period) -> Two:
    """Hồ sơ thanh toán trực tuyến trên hồ sơ đã nộp phí."""
    paid = taken_in(rows, period) & (rows.paid_vnd > 0)
    return one_if(paid & rows.paid_by.isin(ONLINE_PAYMENT)), one_if(paid)


def digitised(rows: Rows, period: Period) -> Two:
    """Hồ sơ không còn thành phần giấy và có kết quả điện tử, trên đã giải quyết."""
    done = solved_in(rows, period)
    return one_if(done & (rows.parts_on_paper == 0) & rows.has_e_result), one_if(done)


def reused(rows: Rows, period: Period) -> Two:
    """Thành phần dùng lại hoặc thay bằng dữ liệu, trên tất cả thành phần."""
    taken = taken_in(rows, period)
    return many_if(taken, rows.parts_reused + rows.parts_from_data), many_if(taken, rows.parts)


def satisfied(rows: Rows, period: Period) -> Two:
    """Người nộp hài lòng trên người đã đánh giá."""
    rated = within(rows.finished_at, period) & rows.rating.notnull()
    return one_if(rated & (rows.rating >= SATISFIED)), one_if(rated)


EACH: dict[str, Count] = {
    "ADM.RECEIVED": received,
    "ADM.CARRIED": carried_over,
    "ADM.SOLVED": solved,
    "ADM.STOPPED": stopped,
    "ADM.OPEN": in_process,
    "ADM.OVERDUE": overdue,
    "ADM.ONTIME": on_time,
    "ADM.ONLINE": online,
    "ADM.FULLONLINE": fully_online,
    "ADM.PAYONLINE": paid_online,
    "ADM.DIGITISED": digitised,
    "ADM.REUSE": reused,
    "ADM.SATISF": satisfied,
}
COUNTED = {code: Counted("dossiers", count) for code, count in EACH.items()}
