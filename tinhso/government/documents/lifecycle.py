"""The life of an administrative document: written and sent here, or come in; its deliveries and its tasks."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class Direction(Labelled):
    """Which way a document goes."""

    OUT = "OUT", "Văn bản đi"
    IN = "IN", "Văn bản đến"
    INTERNAL = "INTERNAL", "Văn bản nội bộ"


class DocumentState(Labelled):
    """Where a document stands; the first ten are of those written here, the others of those that came in.

    NUMBERED: number and day are given and stay; the seal is asked for, or its key could not be reached. VOIDED: a paper
    took a number and never went out under it.
    """

    DRAFT = "DRAFT", "Dự thảo"
    SUBMITTED = "SUBMITTED", "Đã trình ký"
    RETURNED = "RETURNED", "Trả lại để sửa"
    SIGNED = "SIGNED", "Đã ký, chờ phát hành"
    NUMBERED = "NUMBERED", "Đã cấp số, chưa đóng dấu"
    RELEASED = "RELEASED", "Đã phát hành"
    REPLACED = "REPLACED", "Đã được thay thế"
    RECALLED = "RECALLED", "Đã thu hồi"
    DISCARDED = "DISCARDED", "Đã bỏ dự thảo"
    VOIDED = "VOIDED", "Số đã hủy"
    ARRIVED = "ARRIVED", "Mới đến"
    REFUSED = "REFUSED", "Đã trả lại nơi gửi"
    REGISTERED = "REGISTERED", "Đã vào sổ đến"
    ASSIGNED = "ASSIGNED", "Đã giao xử lý"
    IN_PROGRESS = "IN_PROGRESS", "Đang xử lý"
    ANSWERED = "ANSWERED", "Đã có văn bản trả lời"
    FILED = "FILED", "Đã giải quyết xong, lưu"


S = DocumentState
# Everybody with a post at the document's agency is STAFF; DRAFTER wrote it, ASSIGNEE has an open task of it.
STAFF, DRAFTER, ASSIGNEE, CLERK, LEADER, HEAD = "STAFF", "DRAFTER", "ASSIGNEE", "CLERK", "LEADER", "DIVISION_HEAD"
SYSTEM = "system"
BEING_WRITTEN = frozenset({S.DRAFT, S.RETURNED})
OPEN_IN = frozenset({S.ARRIVED, S.REGISTERED, S.ASSIGNED, S.IN_PROGRESS})

# Nghị định 30/2020/NĐ-CP: Điều 10–13 (draft, check, sign), 14–19 (number, register, seal, send, recall, keep).
OUTGOING = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("submit", {S.DRAFT, S.RETURNED}, S.SUBMITTED, {DRAFTER}, "Trình ký"),
    Move("send_back", {S.SUBMITTED}, S.RETURNED, {LEADER}, "Trả lại để sửa"),
    # The clerk checks form and technique before he gives a number (Điều 14–17).
    Move("send_back", {S.SIGNED, S.NUMBERED}, S.RETURNED, {CLERK}, "Trả lại để sửa"),
    Move("sign", {S.SUBMITTED}, S.SIGNED, {LEADER}, "Ký số"),
    # One button: the number first, then the seal; where the key fails, the second button goes on (Điều 14–18).
    Move("number", {S.SIGNED}, S.NUMBERED, {CLERK}, "Cấp số, đóng dấu, phát hành"),
    Move("release", {S.NUMBERED}, S.RELEASED, {CLERK}, "Đóng dấu, phát hành tiếp"),
    Move("recall", {S.RELEASED}, S.RECALLED, {LEADER, CLERK}, "Thu hồi"),
    Move("replace", {S.RELEASED}, S.REPLACED, {SYSTEM}),
    Move("discard", {S.DRAFT, S.RETURNED}, S.DISCARDED, {DRAFTER}, "Bỏ dự thảo"),
)
# Điều 20–24: received, registered, handed on, settled.
INCOMING = StateTable(
    Move("register", {S.ARRIVED}, S.REGISTERED, {CLERK}, "Vào sổ đến"),
    Move("refuse", {S.ARRIVED}, S.REFUSED, {CLERK}, "Trả lại nơi gửi"),
    Move("assign", {S.REGISTERED}, S.ASSIGNED, {LEADER, HEAD}, "Giao xử lý"),
    Move("assign", {S.ASSIGNED}, S.ASSIGNED, {LEADER, HEAD}, "Giao thêm việc"),
    Move("assign", {S.IN_PROGRESS}, S.IN_PROGRESS, {LEADER, HEAD}, "Giao thêm việc"),
    Move("begin", {S.ASSIGNED}, S.IN_PROGRESS, {ASSIGNEE}, "Bắt đầu xử lý"),
    Move("answer", {S.REGISTERED, S.ASSIGNED, S.IN_PROGRESS}, S.ANSWERED, {SYSTEM}),
    Move("file_away", {S.REGISTERED, S.IN_PROGRESS, S.ASSIGNED}, S.FILED, {LEADER, HEAD}, "Kết thúc, lưu"),
    Move("agree_recall", OPEN_IN | {S.ANSWERED, S.FILED}, S.RECALLED, {CLERK}, "Đồng ý thu hồi"),
    Move("decline_recall", {S.REGISTERED}, S.REGISTERED, {CLERK}, "Không đồng ý thu hồi"),
    Move("decline_recall", {S.ASSIGNED}, S.ASSIGNED, {CLERK}, "Không đồng ý thu hồi"),
    Move("decline_recall", {S.IN_PROGRESS}, S.IN_PROGRESS, {CLERK}, "Không đồng ý thu hồi"),
    Move("decline_recall", {S.ANSWERED}, S.ANSWERED, {CLERK}, "Không đồng ý thu hồi"),
    Move("decline_recall", {S.FILED}, S.FILED, {CLERK}, "Không đồng ý thu hồi"),
)
TABLES = {Direction.OUT: OUTGOING, Direction.INTERNAL: OUTGOING, Direction.IN: INCOMING}


class DeliveryState(Labelled):
    """How far a document has come at one recipient: the codes of QCVN 102:2016/BTTTT; WAITING is ours."""

    WAITING = "00", "Chưa gửi"
    ARRIVED = "01", "Đã đến"
    REFUSED = "02", "Từ chối tiếp nhận"
    REGISTERED = "03", "Đã tiếp nhận"
    AWAITING = "04", "Chờ phân công"
    IN_PROGRESS = "05", "Đang xử lý"
    DONE = "06", "Hoàn thành"
    RECALL_ASKED = "13", "Đề nghị thu hồi"
    RECALL_AGREED = "15", "Đồng ý thu hồi, cập nhật"
    RECALL_DECLINED = "16", "Từ chối thu hồi, cập nhật"


# What the sender is told when a document that came from inside moves at its recipient.
TOLD = {
    S.ARRIVED: DeliveryState.ARRIVED,
    S.REFUSED: DeliveryState.REFUSED,
    S.REGISTERED: DeliveryState.REGISTERED,
    S.ASSIGNED: DeliveryState.IN_PROGRESS,
    S.IN_PROGRESS: DeliveryState.IN_PROGRESS,
    S.ANSWERED: DeliveryState.DONE,
    S.FILED: DeliveryState.DONE,
    S.RECALLED: DeliveryState.RECALL_AGREED,
}


class TaskState(Labelled):
    """Where a task stands that a document gave."""

    OPEN = "OPEN", "Đang thực hiện"
    REPORTED = "REPORTED", "Đã báo cáo"
    DONE = "DONE", "Hoàn thành"


T = TaskState
OWNER = "OWNER"
TASK = StateTable(
    Move("report", {T.OPEN}, T.REPORTED, {ASSIGNEE}, "Báo cáo kết quả"),
    Move("return", {T.REPORTED}, T.OPEN, {OWNER}, "Yêu cầu làm tiếp"),
    Move("close", {T.OPEN, T.REPORTED}, T.DONE, {OWNER, SYSTEM}, "Xác nhận hoàn thành"),
)
