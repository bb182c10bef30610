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
    "plan-task-given": Text(
        "Nhiệm vụ mới: {task}",
        "{who} giao cơ quan bạn nhiệm vụ “{task}”. Xem yêu cầu, nhận và báo cáo trong mục “Nhiệm vụ, kế hoạch”.",
        "{who} giao cơ quan bạn nhiệm vụ. Hạn: {due_at}.",
    ),
    "plan-task-returned": Text(
        "Cần làm tiếp: {task}",
        "{who} yêu cầu làm tiếp nhiệm vụ “{task}”:\n\n{reason}",
        "{who} yêu cầu cơ quan bạn làm tiếp nhiệm vụ. Hạn: {due_at}.",
    ),
    "plan-task-paper": Text(
        "Văn bản giao việc không còn hiệu lực: {task}",
        "Văn bản giao nhiệm vụ “{task}” đã bị thu hồi hoặc thay thế. Nhiệm vụ chưa kết thúc: {who} sẽ quyết định tiếp "
        "tục, chấm dứt hay chuyển sang văn bản mới, và bạn sẽ được báo.",
        "Văn bản giao việc cho cơ quan bạn đã bị thu hồi, thay thế; chờ {who} quyết định.",
    ),
    "plan-task-decided": Text(
        "Đã quyết định về nhiệm vụ: {task}",
        "{who} đã quyết định về nhiệm vụ “{task}” sau khi văn bản giao việc bị thu hồi hoặc thay thế:\n\n{reason}",
        "{who} đã quyết định về một nhiệm vụ của cơ quan bạn. Xem trong mục “Nhiệm vụ, kế hoạch”.",
    ),
    "plan-paper-turned": Text(
        "{paper} không còn hiệu lực: {many} nhiệm vụ chờ quyết định",
        "{paper} đã bị thu hồi hoặc thay thế ({reason}). {many} nhiệm vụ giao theo văn bản này chưa xong. Hãy "
        "quyết định tiếp tục, chấm dứt hay chuyển sang văn bản mới.",
        "{paper} không còn hiệu lực; {many} nhiệm vụ chờ cơ quan bạn quyết định.",
    ),
    "plan-task-soon": Text(
        "Sắp đến hạn: {task}",
        "Nhiệm vụ “{task}” do {who} giao còn không quá ba ngày làm việc là đến hạn.",
        "Nhiệm vụ của cơ quan bạn sắp đến hạn: {due_at}.",
    ),
    "plan-task-today": Text(
        "Đến hạn hôm nay: {task}",
        "Hôm nay là hạn cuối của nhiệm vụ “{task}” do {who} giao.",
        "Nhiệm vụ của cơ quan bạn đến hạn hôm nay.",
    ),
    "plan-task-overdue": Text(
        "Đã quá hạn: {task}",
        "Nhiệm vụ “{task}” do {who} giao đã quá hạn. Hãy báo cáo kết quả, hoặc đề nghị nơi giao gia hạn.",
        "Nhiệm vụ của cơ quan bạn đã quá hạn từ {due_at}.",
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
    "plan-task-given": Text(
        "New task: {task}",
        "{who} gives your agency the task “{task}”. See what is wanted and report under “Tasks and plans”.",
        "{who} gives your agency a task. Due: {due_at}.",
    ),
    "plan-task-returned": Text(
        "More work wanted: {task}",
        "{who} asks for more work on “{task}”:\n\n{reason}",
        "{who} asks your agency for more work on a task. Due: {due_at}.",
    ),
    "plan-task-paper": Text(
        "The paper behind a task counts no more: {task}",
        "The paper that gave the task “{task}” was recalled or replaced. The task is not over: {who} will decide "
        "whether it goes on, ends or moves to the new paper, and you will be told.",
        "The paper behind a task of your agency was recalled or replaced; {who} will decide.",
    ),
    "plan-task-decided": Text(
        "Decided: {task}",
        "{who} decided on the task “{task}” after its paper was recalled or replaced:\n\n{reason}",
        "{who} decided on a task of your agency. See “Tasks and plans”.",
    ),
    "plan-paper-turned": Text(
        "{paper} counts no more: {many} tasks wait for you",
        "{paper} was recalled or replaced ({reason}). {many} tasks given under it are not done. Decide whether they go "
        "on, end or move to the new paper.",
        "{paper} counts no more; {many} tasks wait for your agency's decision.",
    ),
    "plan-task-soon": Text(
        "Due soon: {task}",
        "The task “{task}” from {who} is due within three working days.",
        "A task of your agency is due soon: {due_at}.",
    ),
    "plan-task-today": Text(
        "Due today: {task}",
        "Today is the last day of the task “{task}” from {who}.",
        "A task of your agency is due today.",
    ),
    "plan-task-overdue": Text(
        "Overdue: {task}",
        "The task “{task}” from {who} is overdue. Report its result, or ask who gave it for more time.",
        "A task of your agency is overdue since {due_at}.",
    ),
    "leaves-due": Text(
        "{agency}: {many} index components to be scored, the first by {first}",
        "On {day}, {agency} has {many} index components that are due soon or late ({late}) and not scored. Nearest "
        "deadline: {first}. Each with its deadline and the evidence it lacks is on the page “Components of my agency”.",
        "{agency}: {many} index components to be scored, {late} late. Nearest deadline {first}.",
    ),
}
