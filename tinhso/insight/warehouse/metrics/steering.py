"""Điều hành: documents signed and sent, tasks that documents gave. The unit of account is the agency whose they are."""

from __future__ import annotations

import ibis

from tinhso.insight.warehouse.metrics.counting import (
    Condition,
    Count,
    Counted,
    Rows,
    Two,
    before_end,
    not_before,
    one_if,
    within,
)
from tinhso.insight.warehouse.periods import Period

# Where a body stands: of the province itself, of its departments, of communes.
PROVINCE, COMMUNE = ("PROVINCE", "OFFICE"), "COMMUNE"
DONE = "DONE"


def documents(rows: Rows, period: Period) -> Condition:
    """What a period can count: begun before its end."""
    return before_end(rows.begun_at, period) & not_before(rows.ended_at, ibis.literal(period.begin))


def _ours(rows: Rows) -> Condition:
    return rows.direction != "IN"


def esigned(rows: Rows, period: Period) -> Two:
    """Văn bản phát hành có bản ký số, trên văn bản phát hành."""
    sent = _ours(rows) & within(rows.released_at, period)
    return one_if(sent & rows.has_e_paper), one_if(sent)


def signed_at_province(rows: Rows, period: Period) -> Two:
    """Văn bản ký số của cấp tỉnh."""
    return one_if(_signed(rows, period) & rows.agency_kind.isin(PROVINCE)), None


def signed_at_departments(rows: Rows, period: Period) -> Two:
    """Văn bản ký số của sở, ban, ngành."""
    return one_if(_signed(rows, period) & rows.agency_kind.notin([*PROVINCE, COMMUNE])), None


def signed_at_communes(rows: Rows, period: Period) -> Two:
    """Văn bản ký số của cấp xã."""
    return one_if(_signed(rows, period) & (rows.agency_kind == COMMUNE)), None


def _signed(rows: Rows, period: Period) -> Condition:
    """By the moment of signing, whatever became of it later."""
    return _ours(rows) & within(rows.signed_at, period)


def tasks(rows: Rows, period: Period) -> Condition:
    """What a period can count: given before its end, not ended before it began."""
    return before_end(rows.given_at, period) & not_before(rows.ended_at, ibis.literal(period.begin))


def task_on_time(rows: Rows, period: Period) -> Two:
    """Nhiệm vụ xong đúng hạn, trên nhiệm vụ có hạn đã xong."""
    done = (rows.state == DONE) & rows.due_at.notnull() & within(rows.ended_at, period)
    return one_if(done & (rows.ended_at <= rows.due_at)), one_if(done)


def task_overdue(rows: Rows, period: Period) -> Two:
    """Nhiệm vụ chưa xong đã quá hạn cuối kỳ, trên nhiệm vụ chưa xong."""
    end = ibis.literal(period.end)
    still = (rows.given_at < end) & not_before(rows.ended_at, end)
    return one_if(still & (rows.due_at < end)), one_if(still)


DOCUMENTS: dict[str, Count] = {
    "GOV.DOC.ESIGN": esigned,
    "GOV.DOC.SIGNED.PROVINCE": signed_at_province,
    "GOV.DOC.SIGNED.DEPARTMENT": signed_at_departments,
    "GOV.DOC.SIGNED.COMMUNE": signed_at_communes,
}
COUNTED = {code: Counted("documents", count) for code, count in DOCUMENTS.items()} | {
    "GOV.TASK.ONTIME": Counted("tasks", task_on_time),
    "GOV.TASK.OVERDUE": Counted("tasks", task_overdue),
}
CONCERNED = {"documents": documents, "tasks": tasks}
