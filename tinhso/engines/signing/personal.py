"""What signing keeps about people: papers signed for them; certificates are the officials'."""

from __future__ import annotations

from django.db.models import Q

from tinhso.engines.signing.models import Certificate, KeptReport, PaperState, RevocationList, SignedPaper
from tinhso.ground.base.personal import Kept, OfDuty


def _issued(paper: str = "") -> Q:
    """Papers that the agency has issued: what is signed and not sealed may still change (notices: see dossiers)."""
    return Q(**{f"{paper}state": PaperState.SEALED})


KEPT = (
    Kept(
        SignedPaper,
        "Giấy tờ cơ quan đã ký trong hồ sơ của tôi",
        "ho-so",
        "ho-so",
        lambda who: SignedPaper.objects.filter(_issued(), subject__in=who.subjects).order_by("pk"),
        files=("file",),
        without=("signed_by", "sealed_by", "earlier_sha256", "next_proof_at", "proof_tries", "proof_problem"),
    ),
    Kept(
        KeptReport,
        "Kết quả kiểm tra chữ ký của các giấy tờ ấy",
        "ho-so",
        "ho-so",
        lambda who: KeptReport.objects.filter(_issued("paper__"), paper__subject__in=who.subjects).order_by("pk"),
        only=("paper", "made_at", "verdict", "level"),
    ),
)
OF_DUTY = (OfDuty(Certificate, "Chứng thư chữ ký của cán bộ, con dấu của cơ quan"),)
IMPERSONAL = (RevocationList,)
