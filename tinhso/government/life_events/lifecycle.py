"""The life of one part of a life event, and what the parts make of the whole (onestop §10.4).

A part of ours follows its dossier; a part of a partner follows what the partner tells. Whatever a partner told last
counts, in whatever order its news arrives.
"""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class Performer(Labelled):
    """Who does a part: our one-stop, or the system of another agency."""

    US = "US", "Uỷ ban nhân dân cấp xã"
    RESIDENCE = "residence", "Công an cấp xã"
    INSURANCE = "insurance", "Cơ quan bảo hiểm xã hội"


class PartState(Labelled):
    """Where a part stands."""

    WAITING = "WAITING", "Chờ bước trước"
    WITH_US = "WITH_US", "Đang giải quyết"
    SENDING = "SENDING", "Đang chuyển, chờ cơ quan phản hồi"
    WITH_PARTNER = "WITH_PARTNER", "Cơ quan đang giải quyết"
    NEEDS_APPLICANT = "NEEDS_APPLICANT", "Cơ quan yêu cầu bổ sung"
    DONE = "DONE", "Đã có kết quả"
    REFUSED = "REFUSED", "Không được giải quyết"
    NOT_STARTED = "NOT_STARTED", "Không thực hiện"
    WITHDRAWN = "WITHDRAWN", "Đã rút"
    UNDOING = "UNDOING", "Đang huỷ kết quả"
    UNDONE = "UNDONE", "Đã huỷ kết quả"


class CaseState(Labelled):
    """Where the whole stands."""

    OPEN = "OPEN", "Đang giải quyết"
    DONE = "DONE", "Hoàn thành"
    PARTLY_DONE = "PARTLY_DONE", "Hoàn thành một phần"
    ENDED = "ENDED", "Kết thúc, không giải quyết"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


P = PartState
SYSTEM, APPLICANT, LEADER = "system", "APPLICANT", "LEADER"
AT_PARTNER = frozenset({P.SENDING, P.WITH_PARTNER, P.NEEDS_APPLICANT})
TOLD = AT_PARTNER | {P.DONE, P.REFUSED}  # a partner may tell more of these: what it tells last counts
ENDED = frozenset({P.DONE, P.REFUSED, P.NOT_STARTED, P.WITHDRAWN, P.UNDONE})

PART = StateTable(
    # verb, from, to, who may say it
    Move("open", {P.WAITING}, P.WITH_US, {SYSTEM}),
    Move("send", {P.WAITING}, P.SENDING, {SYSTEM}, "Chuyển cơ quan giải quyết"),
    Move("accept", TOLD, P.WITH_PARTNER, {SYSTEM}, "Tiếp nhận"),
    Move("ask", TOLD, P.NEEDS_APPLICANT, {SYSTEM}, "Yêu cầu bổ sung"),
    Move("answer", {P.NEEDS_APPLICANT}, P.SENDING, {APPLICANT}, "Bổ sung"),
    Move("finish", TOLD | {P.WITH_US}, P.DONE, {SYSTEM}, "Có kết quả"),
    Move("refuse", TOLD | {P.WITH_US}, P.REFUSED, {SYSTEM}, "Không giải quyết"),
    Move("drop", {P.WAITING}, P.NOT_STARTED, {SYSTEM}),
    Move("withdraw", {P.WAITING, P.WITH_US} | AT_PARTNER, P.WITHDRAWN, {SYSTEM, APPLICANT}, "Rút"),
    Move("undo", TOLD - {P.REFUSED}, P.UNDOING, {LEADER}, "Huỷ kết quả"),
    Move("confirm_undone", {P.UNDOING}, P.UNDONE, {SYSTEM}),
)
# The national codes (1–10) in which partners tell where their dossier stands.
VERB_OF_CODE = {2: "accept", 4: "accept", 5: "ask", 3: "refuse", 8: "refuse", 9: "finish", 10: "finish"}
