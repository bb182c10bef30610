"""What dossiers keep about people: the dossier and everything that hangs on it, kept under the law of archives."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tinhso.government.dossiers.models import (
    CodeCounter,
    Consultation,
    CounterEntry,
    DeskCount,
    DeskDelta,
    Dossier,
    DossierPart,
    Extension,
    ForeignCode,
    HandOver,
    IssuedPaper,
    Rating,
    Result,
    Retrieved,
    SilentAlert,
    SupplementRequest,
    Verification,
    Word,
)
from tinhso.ground.base.personal import Kept, OfDuty, Subject


def own(who: Subject) -> QuerySet[Dossier]:
    """The dossiers in which he himself is the applicant."""
    rows = Dossier.objects.filter(applicant_citizen=who.citizen_id, applicant_organisation__isnull=True)
    return rows.defer("search_text").order_by("filed_at", "pk")


def _filed_for_others(who: Subject) -> QuerySet[Dossier]:
    mine = Q(mandate__representative_number=who.number) if who.number else Q(pk__in=[])
    return Dossier.objects.filter(mine).exclude(applicant_citizen=who.citizen_id).order_by("filed_at", "pk")


def _hanging(model: type[Any], name: str, **more: Any) -> Kept:
    """Rows that hang on his dossiers."""
    return Kept(model, name, "ho-so", "ho-so", lambda who: _of_own(model, who), **more)


def _of_own(model: type[Any], who: Subject) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(
        dossier__applicant_citizen=who.citizen_id, dossier__applicant_organisation__isnull=True
    )
    return rows.order_by("pk")


KEPT = (
    Kept(
        Dossier,
        "Hồ sơ tôi là người nộp",
        "ho-so",
        "ho-so",
        own,
        without=("search_text", "duplicate_key", "idempotency_key"),
        masked=("answers", "submitted_by_name"),
    ),
    Kept(
        Dossier,
        "Hồ sơ tôi đã nộp thay người khác",
        "dai-dien",
        "ho-so",
        _filed_for_others,
        code="nop-thay",
        only=("code", "title", "applicant_name", "submitted_by_name", "state", "filed_at", "finished_at"),
        masked=("applicant_name", "submitted_by_name"),
    ),
    _hanging(DossierPart, "Thành phần hồ sơ", files=("file",), without=("stored_paper",)),
    _hanging(HandOver, "Bàn giao hồ sơ giữa các bộ phận"),
    _hanging(SupplementRequest, "Yêu cầu bổ sung"),
    _hanging(Verification, "Thẩm tra, xác minh", masked=("participants", "minutes")),
    # What agencies wrote to each other may speak of others; what is not issued is not decided. Neither leaves whole.
    _hanging(Consultation, "Lấy ý kiến cơ quan khác", without=("question", "opinion", "file")),
    Kept(
        Result, "Kết quả giải quyết", "ho-so", "ho-so", lambda who: _of_own(Result, who).filter(issued_at__isnull=False)
    ),
    _hanging(Extension, "Xin lỗi và hẹn lại"),
    _hanging(Rating, "Đánh giá của tôi"),
    _hanging(IssuedPaper, "Phiếu, thông báo cơ quan đã lập", files=("paper__file",), without=("signer", "problem")),
    _hanging(Retrieved, "Dữ liệu cơ quan đã tra cứu từ cơ sở dữ liệu", masked=("facts", "differences")),
    _hanging(ForeignCode, "Mã hồ sơ ở hệ thống khác"),
    _hanging(
        CounterEntry, "Nội dung cán bộ nhập tại quầy", without=("officer_ref", "draft"), masked=("visitor", "papers")
    ),
    _hanging(SilentAlert, "Cảnh báo hồ sơ để lâu"),
)
OF_DUTY = (OfDuty(DeskCount, "Số hồ sơ trên bàn của cán bộ"), OfDuty(DeskDelta, "Thay đổi số hồ sơ trên bàn"))
IMPERSONAL = (CodeCounter, Word)  # words: loose, of nobody in particular
