"""The lives of a playbook, of a run and of a step of it, and who may move them."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable

# Who stands before these pages, of those who watch the whole province: as before thresholds and shifts of the centre.
READERS = ("LEADER", "DIVISION_HEAD", "HEAD_OF_ONE_STOP", "CONTROLLER", "AUDITOR")
WRITERS = frozenset({"LEADER", "DIVISION_HEAD", "CONTROLLER"})
DECIDERS = frozenset({"LEADER", "CONTROLLER"})


class PlaybookKind(Labelled):
    """Loại tình huống."""

    STORM = "STORM", "Bão, thiên tai"
    FIRE = "FIRE", "Cháy, nổ"
    EPIDEMIC = "EPIDEMIC", "Dịch bệnh"
    OTHER = "OTHER", "Tình huống khác"


class PlaybookState(Labelled):
    """Kịch bản đang ở đâu: written by one, in force by the word of another."""

    DRAFT = "DRAFT", "Đang soạn"
    PROPOSED = "PROPOSED", "Chờ duyệt"
    IN_FORCE = "IN_FORCE", "Đang áp dụng"
    ENDED = "ENDED", "Hết áp dụng"


P = PlaybookState
PLAYBOOKS = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("propose", {P.DRAFT}, P.PROPOSED, WRITERS, "Trình duyệt"),
    Move("approve", {P.PROPOSED}, P.IN_FORCE, DECIDERS, "Duyệt áp dụng"),
    Move("return", {P.PROPOSED}, P.DRAFT, DECIDERS, "Trả lại để sửa"),
    Move("end", {P.DRAFT, P.IN_FORCE}, P.ENDED, DECIDERS, "Thôi áp dụng"),
)


class RunState(Labelled):
    """Lần kích hoạt đang ở đâu."""

    RUNNING = "RUNNING", "Đang diễn ra"
    OVER = "OVER", "Đã kết thúc"


R = RunState
RUNS = StateTable(Move("end", {R.RUNNING}, R.OVER, DECIDERS, "Kết thúc"))


class StepState(Labelled):
    """Một việc của lần kích hoạt đang ở đâu."""

    OPEN = "OPEN", "Chưa làm"
    DONE = "DONE", "Đã làm"
    SKIPPED = "SKIPPED", "Không cần làm"


S = StepState
STEPS = StateTable(
    Move("tick", {S.OPEN}, S.DONE, WRITERS, "Đã làm"),
    Move("skip", {S.OPEN}, S.SKIPPED, WRITERS, "Không cần làm"),
    Move("untick", {S.DONE, S.SKIPPED}, S.OPEN, WRITERS, "Ghi nhầm, mở lại"),
)
