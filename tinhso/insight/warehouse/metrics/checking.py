"""Đúng, đủ: what must hold of each fact.

That data be đúng, đủ, sạch, sống is asked by công văn 1709/BKHCN-CĐSQG; how it is counted is of our own design.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tinhso.ground.base.states import Labelled
from tinhso.insight.warehouse.metrics.counting import Condition, Rows

BEST = 5


class Dimension(Labelled):
    """Mặt chất lượng dữ liệu (công văn 1709/BKHCN-CĐSQG ngày 21/5/2025: đúng, đủ, sạch, sống)."""

    VALID = "VALID", "Đúng"
    COMPLETE = "COMPLETE", "Đủ"
    CLEAN = "CLEAN", "Sạch"
    ALIVE = "ALIVE", "Sống"


@dataclass(frozen=True)
class Check:
    """One rule over the facts of a table: whom it concerns, and what must hold of those."""

    code: str
    dimension: Dimension
    words: str
    concerns: Callable[[Rows], Condition]
    holds: Callable[[Rows], Condition]


def everything(rows: Rows) -> Condition:
    """Each row."""
    return rows.dossier.notnull()


V, C = Dimension.VALID, Dimension.COMPLETE
DOSSIERS: tuple[Check, ...] = (
    Check("received_after_filed", V, "Tiếp nhận không trước khi nộp",
          lambda rows: rows.received_at.notnull(), lambda rows: rows.received_at >= rows.filed_at),
    Check("due_after_received", V, "Hẹn trả không trước khi tiếp nhận",
          lambda rows: rows.received_at.notnull() & rows.due_at.notnull(),
          lambda rows: rows.due_at >= rows.received_at),
    Check("finished_after_filed", V, "Kết thúc không trước khi nộp",
          lambda rows: rows.finished_at.notnull(), lambda rows: rows.finished_at >= rows.filed_at),
    Check("paid_not_more", V, "Tiền đã nộp không âm",
          everything, lambda rows: rows.paid_vnd >= 0),
    Check("rating_of_five", V, "Điểm đánh giá từ 1 đến 5",
          lambda rows: rows.rating.notnull(), lambda rows: rows.rating.between(1, BEST)),
    Check("parts_add_up", V, "Thành phần lấy lại không nhiều hơn thành phần của hồ sơ",
          everything, lambda rows: rows.parts_reused + rows.parts_from_data <= rows.parts),
    Check("commune_known", C, "Có mã xã, phường",
          everything, lambda rows: rows.commune.notnull() & (rows.commune != "")),
    Check("field_known", C, "Có lĩnh vực của thủ tục",
          everything, lambda rows: rows.field.notnull() & (rows.field != "")),
    Check("due_known", C, "Hồ sơ đang giải quyết có ngày hẹn trả",
          lambda rows: rows.received_at.notnull() & rows.finished_at.isnull(), lambda rows: rows.due_at.notnull()),
    Check("end_known", C, "Hồ sơ đã trả kết quả có lúc kết thúc",
          lambda rows: rows.returned_at.notnull(), lambda rows: rows.finished_at.notnull()),
)  # fmt: skip
