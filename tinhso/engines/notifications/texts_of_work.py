"""The words of messages to officials about their own work."""

from __future__ import annotations

from tinhso.engines.notifications.text import Text

VIETNAMESE_OF_WORK = {
    "leaves-due": Text(
        "{agency}: {many} chỉ số cần chấm, hạn gần nhất {first}",
        "Ngày {day}: {agency} có {many} chỉ số sắp đến hạn hoặc đã quá hạn mà chưa chấm xong, trong đó {late} chỉ số "
        "đã quá hạn. Hạn gần nhất: {first}. Xem từng chỉ số, hạn, minh chứng còn thiếu ở mục “Chỉ số của cơ quan "
        "tôi”.",
        "{agency}: {many} chỉ số cần chấm xong, {late} đã quá hạn. Hạn gần nhất {first}.",
    ),
}
ENGLISH_OF_WORK = {
    "leaves-due": Text(
        "{agency}: {many} index components to be scored, the first by {first}",
        "On {day}, {agency} has {many} index components that are due soon or late ({late}) and not scored. Nearest "
        "deadline: {first}. Each with its deadline and the evidence it lacks is on the page “Components of my agency”.",
        "{agency}: {many} index components to be scored, {late} late. Nearest deadline {first}.",
    ),
}
