"""Erasing: what no law asks us to keep goes, room by room; what must stay is named with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tinhso.engines.eforms.actions import discard_all
from tinhso.engines.eforms.queries import files_in_drafts
from tinhso.engines.notifications.actions import forget_choice
from tinhso.front.personal_data import queries
from tinhso.front.personal_data.models import DataRequest
from tinhso.front.personal_data.rooms import KEPT
from tinhso.government.dossiers.queries import files_at_counters
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.personal import Fate, Subject
from tinhso.ground.files.actions import forget_uploads
from tinhso.ground.people.actions import end_every_sign_in, forget_contact_details

STILL_NEEDED = "Đang có hồ sơ chưa xong, cơ quan còn phải liên hệ; yêu cầu lại khi hồ sơ kết thúc"


def erase(actor: Actor, request: DataRequest, *, now: datetime) -> dict[str, Any]:
    """Erase what may be erased of the subject, and say what stays, why and until when; in the caller's transaction.

    {"erased": {kind: rows}, "kept": {kind: sentence}}. Drafts go before uploads, so that what lay in them goes too.
    """
    who = queries.subject_of(request.citizen_id)
    erased = {
        "Bản khai chưa nộp": discard_all(actor, who.ref, now=now),
        "Tệp tải lên chưa nộp": forget_uploads(
            actor, sent_by=who.ref, spared=files_at_counters() | files_in_drafts(), now=now, limit=100_000
        ),
        "Lựa chọn cách nhận thông báo": forget_choice(actor, who.ref, now=now),
        "Phiên đăng nhập và thiết bị": _sessions(actor, request, now),
    }
    kept: dict[str, str] = {}
    if queries.has_open_dossiers(who):
        kept["Điện thoại, thư điện tử, địa chỉ trong tài khoản"] = STILL_NEEDED
    else:
        gone = forget_contact_details(actor, who.citizen_id, now=now)
        erased["Điện thoại, thư điện tử, địa chỉ trong tài khoản"] = len(gone)
    return {"erased": {name: rows for name, rows in erased.items() if rows}, "kept": kept | what_stays(who)}


def _sessions(actor: Actor, request: DataRequest, now: datetime) -> int:
    account = getattr(request.citizen, "account", None)
    return end_every_sign_in(actor, account, now=now) if account else 0


def what_stays(who: Subject) -> dict[str, str]:
    """Every kind of rows that stays, until when and by which source; kinds without a row are left out."""
    terms = {one.code: one for one in queries.terms()}
    return {
        kept.name: f"{terms[kept.term].words}. Căn cứ: {terms[kept.term].basis}"
        for kept in KEPT
        if kept.fate != Fate.ERASED and queries.rows_of(kept, who).exists()
    }
