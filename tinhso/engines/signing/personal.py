"""What signing keeps about people: papers signed for them; certificates are the officials'."""

from __future__ import annotations

from tinhso.engines.signing.models import Certificate, KeptReport, RevocationList, SignedPaper
from tinhso.ground.base.personal import Kept, OfDuty

KEPT = (
    Kept(
        SignedPaper,
        "Giấy tờ cơ quan đã ký trong hồ sơ của tôi",
        "ho-so",
        "ho-so",
        lambda who: SignedPaper.objects.filter(subject__in=who.subjects).order_by("pk"),
        files=("file",),
        without=("signed_by", "sealed_by", "earlier_sha256", "next_proof_at", "proof_tries", "proof_problem"),
    ),
    Kept(
        KeptReport,
        "Kết quả kiểm tra chữ ký của các giấy tờ ấy",
        "ho-so",
        "ho-so",
        lambda who: KeptReport.objects.filter(paper__subject__in=who.subjects).order_by("pk"),
        only=("paper", "made_at", "verdict", "level"),
    ),
)
OF_DUTY = (OfDuty(Certificate, "Chứng thư chữ ký của cán bộ, con dấu của cơ quan"),)
IMPERSONAL = (RevocationList,)
