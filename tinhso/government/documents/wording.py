"""The story of a document in words for officials."""

from __future__ import annotations

from tinhso.government.documents.lifecycle import INCOMING, OUTGOING, TASK, DeliveryState
from tinhso.government.documents.rules import CopyForm
from tinhso.ground.journal.models import Entry

VERBS = {move.verb: move.label for table in (OUTGOING, INCOMING) for move in table.moves if move.label} | {
    "replace": "Được thay thế",
    "answer": "Đã có văn bản trả lời",
    "recall_asked": "Nơi gửi đề nghị thu hồi",
}
TASKS = {move.verb: move.label for move in TASK.moves}


def told(entry: Entry) -> tuple[str, str]:  # noqa: PLR0911 - one line a kind
    """What happened and its detail, as two Vietnamese phrases; the detail may be empty."""
    facts = entry.facts
    match entry.kind.partition(".")[2]:
        case "drafted":
            return "Lưu bản thảo", str(facts["draft"])
        case "signed":
            return "Ký số", ""
        case "numbered":
            return "Cấp số bản sao" if facts["form"] else "Cấp số, ngày ban hành", facts["notation"]
        case "number_voided":
            return "Hủy số đã cấp", f"{facts['notation']}: {facts['reason']}"
        case "released":
            return "Phát hành", facts["notation"]
        case "copied":
            return CopyForm(facts["form"]).label, facts["notation"]
        case "arrived":
            return "Tiếp nhận văn bản đến", facts["notation"]
        case "delivery_told":
            return "Nơi nhận báo trạng thái", DeliveryState(facts["state"]).label
        case "task_given":
            return "Giao xử lý", ""
        case "task_moved":
            return TASKS[facts["verb"]], facts["reason"]
        case _:
            return VERBS.get(facts.get("verb", ""), entry.kind), facts.get("reason", "")
