"""The words of messages to officials about their work."""

from __future__ import annotations

from tinhso.engines.notifications.text import Text

VIETNAMESE_OF_OFFICIALS = {
    "task-given": Text(
        "{code}: bạn được giao xử lý văn bản",
        "{who} giao bạn việc “{task}” theo văn bản {code}, {subject}. Xem và báo cáo kết quả trong mục “Văn bản”, "
        "“Nhiệm vụ”.",
        "{code}: {who} giao bạn việc theo văn bản. Hạn: {due_at}.",
    ),
    "task-returned": Text(
        "{code}: cần làm tiếp nhiệm vụ",
        "{who} yêu cầu làm tiếp việc “{task}” theo văn bản {code}, {subject}:\n\n{reason}",
        "{code}: {who} yêu cầu làm tiếp nhiệm vụ. Hạn: {due_at}.",
    ),
}
ENGLISH_OF_OFFICIALS = {
    "task-given": Text(
        "{code}: a document was given to you",
        "{who} gives you “{task}” by document {code}, {subject}. See it and report under “Documents”, “Tasks”.",
        "{code}: {who} gives you a task by a document. Due: {due_at}.",
    ),
    "task-returned": Text(
        "{code}: a task needs more work",
        "{who} asks for more work on “{task}” by document {code}, {subject}:\n\n{reason}",
        "{code}: {who} asks for more work on a task. Due: {due_at}.",
    ),
}
