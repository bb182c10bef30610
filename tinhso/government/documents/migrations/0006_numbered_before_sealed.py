"""A number stays the document's own while its seal is asked for; who drafted it still has it among his own."""

from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("DRAFT", "Dự thảo"), ("SUBMITTED", "Đã trình ký"), ("RETURNED", "Trả lại để sửa"),
    ("SIGNED", "Đã ký, chờ phát hành"), ("NUMBERED", "Đã cấp số, chưa đóng dấu"), ("RELEASED", "Đã phát hành"),
    ("REPLACED", "Đã được thay thế"), ("RECALLED", "Đã thu hồi"), ("DISCARDED", "Đã bỏ dự thảo"),
    ("VOIDED", "Số đã hủy"), ("ARRIVED", "Mới đến"), ("REFUSED", "Đã trả lại nơi gửi"),
    ("REGISTERED", "Đã vào sổ đến"), ("ASSIGNED", "Đã giao xử lý"), ("IN_PROGRESS", "Đang xử lý"),
    ("ANSWERED", "Đã có văn bản trả lời"), ("FILED", "Đã giải quyết xong, lưu"),
]  # fmt: skip


class Migration(migrations.Migration):
    """A state, and the index of drafters with it."""

    dependencies = [("documents", "0005_annexes")]
    operations = [
        migrations.RemoveIndex("document", "documents_of_drafter"),
        migrations.AlterField("document", "state", models.CharField(choices=STATES, max_length=12)),
        migrations.AddIndex(
            "document",
            models.Index(
                fields=["drafter", "-moved_at"],
                name="documents_of_drafter",
                condition=Q(state__in=["DRAFT", "RETURNED", "SUBMITTED", "SIGNED", "NUMBERED"]),
            ),
        ),
    ]
