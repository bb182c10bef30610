"""What the province's registers keep about people: records whose subject field holds a personal number."""

from __future__ import annotations

from tinhso.engines.registers.models import Proposal, Record, RecordLook, RecordVersion, Register, RegisterSchema
from tinhso.ground.base.personal import Kept

KEPT = (
    Kept(
        Record,
        "Bản ghi trong cơ sở dữ liệu của tỉnh",
        "co-so-du-lieu",
        "co-so-du-lieu",
        # By register, as its index wants it: there are a handful of registers and millions of records.
        lambda who: Record.objects.filter(
            register__in=Register.objects.filter(is_personal=True), subject=who.number or "-"
        ).order_by("pk"),
        without=("folded",),
        masked=("content",),
    ),
    Kept(
        RecordVersion,
        "Lịch sử thay đổi của bản ghi",
        "co-so-du-lieu",
        "co-so-du-lieu",
        lambda who: RecordVersion.objects.filter(
            record__register__in=Register.objects.filter(is_personal=True), record__subject=who.number or "-"
        ).order_by("pk"),
        masked=("content",),
    ),
    Kept(
        Proposal,
        "Đề nghị ghi, sửa bản ghi",
        "co-so-du-lieu",
        "co-so-du-lieu",
        lambda who: Proposal.objects.filter(
            register__in=Register.objects.filter(is_personal=True), subject=who.number or "-"
        ).order_by("pk"),
        masked=("content",),
    ),
    Kept(
        RecordLook,
        "Ai đã đọc bản ghi",
        "co-so-du-lieu",
        "co-so-du-lieu",
        lambda who: RecordLook.objects.filter(
            record__register__in=Register.objects.filter(is_personal=True), record__subject=who.number or "-"
        ).order_by("pk"),
    ),
)
OF_DUTY = ()
IMPERSONAL = (Register, RegisterSchema)
