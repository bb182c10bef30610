"""The life of a request about one's own data, of a breach, and what kinds of requests there are."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class RequestKind(Labelled):
    """Quyền của chủ thể dữ liệu cá nhân (Luật 91/2025/QH15): what may be asked for."""

    COPY = "COPY", "Xem, nhận bản sao dữ liệu của tôi"
    CORRECT = "CORRECT", "Chỉnh sửa dữ liệu sai"
    ERASE = "ERASE", "Xoá dữ liệu"
    RESTRICT = "RESTRICT", "Hạn chế xử lý dữ liệu"
    OBJECT = "OBJECT", "Phản đối xử lý dữ liệu"
    WITHDRAW = "WITHDRAW", "Rút lại sự đồng ý"


class RequestState(Labelled):
    """Where a request stands."""

    FILED = "FILED", "Chờ trả lời"
    IN_PROCESS = "IN_PROCESS", "Đã chấp nhận, đang thực hiện"
    DONE = "DONE", "Đã thực hiện"
    REFUSED = "REFUSED", "Bị từ chối"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


class Decision(Labelled):
    """What was answered."""

    ACCEPTED = "ACCEPTED", "Chấp nhận"
    PARTLY = "PARTLY", "Chấp nhận một phần"
    REFUSED = "REFUSED", "Từ chối"


S = RequestState
APPLICANT, OFFICER, SYSTEM = "APPLICANT", "DATA_OFFICER", "system"
OPEN = (S.FILED, S.IN_PROCESS)
LIFECYCLE = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("accept", {S.FILED}, S.IN_PROCESS, {OFFICER}, "Chấp nhận"),
    Move("accept_part", {S.FILED}, S.IN_PROCESS, {OFFICER}, "Chấp nhận một phần"),
    Move("refuse", {S.FILED}, S.REFUSED, {OFFICER}, "Từ chối"),
    Move("extend", {S.IN_PROCESS}, S.IN_PROCESS, {OFFICER}, "Gia hạn"),
    Move("complete", {S.IN_PROCESS}, S.DONE, {OFFICER, SYSTEM}, "Đã thực hiện xong"),
    # What the house can end itself, it ends at once: nobody has to decide about it.
    Move("carry_out", {S.FILED}, S.DONE, {APPLICANT}, "Rút lại ngay"),
    Move("withdraw", {S.FILED, S.IN_PROCESS}, S.WITHDRAWN, {APPLICANT}, "Rút yêu cầu"),
)
VERBS = {Decision.ACCEPTED: "accept", Decision.PARTLY: "accept_part", Decision.REFUSED: "refuse"}


class BreachState(Labelled):
    """Where a breach stands."""

    OPEN = "OPEN", "Chưa thông báo"
    REPORTED = "REPORTED", "Đã thông báo cơ quan chuyên trách"
    CLOSED = "CLOSED", "Đã khắc phục xong"


B = BreachState
BREACHES = StateTable(
    Move("report", {B.OPEN}, B.REPORTED, {OFFICER}, "Đã gửi thông báo"),
    Move("close", {B.REPORTED}, B.CLOSED, {OFFICER}, "Đã khắc phục xong"),
)
