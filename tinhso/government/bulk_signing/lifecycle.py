"""The life of a session of bulk signing and of each paper in it. What signing means stands in the dossier's table."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class SigningKind(Labelled):
    """What the session does to each paper."""

    SIGN = "SIGN", "Ký số kết quả"
    SEAL = "SEAL", "Đóng dấu, phát hành"


class SessionState(Labelled):
    """Where a session stands."""

    OPEN = "OPEN", "Đang soát"
    RUNNING = "RUNNING", "Đang chạy"
    PAUSED = "PAUSED", "Tạm dừng"
    DONE = "DONE", "Đã xong"
    CLOSED = "CLOSED", "Đã đóng"


class ItemState(Labelled):
    """Where one paper of a session stands."""

    WAITING = "WAITING", "Đang chờ"
    LEFT_OUT = "LEFT_OUT", "Để lại"
    SENT_BACK = "SENT_BACK", "Đã trả lại"
    DONE = "DONE", "Đã xong"
    REFUSED = "REFUSED", "Không thực hiện được"


S, I = SessionState, ItemState  # noqa: E741 - as short as the tables want it
OWNER, SYSTEM = "owner", "system"
UNFINISHED = frozenset({S.OPEN, S.RUNNING, S.PAUSED})
EDITABLE = frozenset({S.OPEN, S.PAUSED})

SESSION = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("start", {S.OPEN}, S.RUNNING, {OWNER}, "Ký"),
    Move("stop", {S.RUNNING}, S.PAUSED, {OWNER}, "Dừng"),
    Move("pause", {S.RUNNING}, S.PAUSED, {SYSTEM}),
    # Also out of RUNNING: whoever sees that nothing moves need not wait until the clock finds it.
    Move("resume", {S.PAUSED, S.RUNNING}, S.RUNNING, {OWNER}, "Tiếp tục"),
    Move("finish", {S.RUNNING}, S.DONE, {SYSTEM}),
    Move("close", {S.OPEN, S.PAUSED}, S.CLOSED, {OWNER}, "Đóng danh sách"),
)
ITEM = StateTable(
    Move("leave_out", {I.WAITING}, I.LEFT_OUT, {OWNER}, "Để lại"),
    Move("take_in", {I.LEFT_OUT}, I.WAITING, {OWNER}, "Đưa lại vào danh sách"),
    Move("send_back", {I.WAITING, I.LEFT_OUT}, I.SENT_BACK, {OWNER}, "Trả lại"),
    Move("sign", {I.WAITING}, I.DONE, {OWNER}),
    Move("refuse", {I.WAITING}, I.REFUSED, {SYSTEM}),
)
