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
    "leaves-due": Text(
        "{agency}: {many} chỉ số cần chấm, hạn gần nhất {first}",
        "Ngày {day}: {agency} có {many} chỉ số sắp đến hạn hoặc đã quá hạn mà chưa chấm xong, trong đó {late} chỉ số "
        "đã quá hạn. Hạn gần nhất: {first}. Xem từng chỉ số, hạn, minh chứng còn thiếu ở mục “Chỉ số của cơ quan "
        "tôi”.",
        "{agency}: {many} chỉ số cần chấm xong, {late} đã quá hạn. Hạn gần nhất {first}.",
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
    "leaves-due": Text(
        "{agency}: {many} index components to be scored, the first by {first}",
        "On {day}, {agency} has {many} index components that are due soon or late ({late}) and not scored. Nearest "
        "deadline: {first}. Each with its deadline and the evidence it lacks is on the page “Components of my agency”.",
        "{agency}: {many} index components to be scored, {late} late. Nearest deadline {first}.",
    ),
}
