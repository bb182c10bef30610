"""What a message must say to be taken: who sends what to whom."""

from __future__ import annotations

import re

from tinhso.ground.base.agency_codes import AgencyCode
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.edxml.messages import Business, Document, Packet, Status, StatusReport
from tinhso.ground.gateway.errors import BadPacket

_ENTERPRISE = re.compile(r"[0-9]{10}(-?[0-9]{3})?|[0-9]{12}")
_DOCUMENT_ID = re.compile(r"[^,]+,\d{4}/\d{2}/\d{2},.+")
# Of a document that goes back or changes, its DocumentId says which it is.
_WITHOUT_SUBJECT = {Business.RECALL, Business.UPDATE}


def check(packet: Packet, oddities: list[str]) -> None:
    """BadPacket for what cannot be taken; what can be lived with goes to the oddities."""
    _check_code(packet.header.sender.organ_id, "Gói tin thiếu mã định danh cơ quan gửi (From/OrganId).", "from")
    if isinstance(packet.header, StatusReport):
        _check_report(packet.header)
    else:
        _check_document(packet, packet.header, oddities)


def is_code(code: str) -> bool:
    """Whether a code names an agency in either notation, or an enterprise by its number."""
    try:
        AgencyCode.parse(code)
    except Refused:
        return _ENTERPRISE.fullmatch(code) is not None
    return True


def _check_report(report: StatusReport) -> None:
    missing = "Gói trạng thái thiếu mã cơ quan nhận trạng thái (ResponseFor/OrganId)."
    _check_code(report.response.organ_id, missing, "to")
    if not report.response.document_id and not report.response.code:
        raise BadPacket("no-document", "Gói trạng thái không nói về văn bản nào (ResponseFor).")
    if report.status not in {str(one) for one in Status}:
        raise BadPacket("bad-status", f"Mã trạng thái “{report.status[:10]}” không có trong danh mục.")


def _check_document(packet: Packet, document: Document, oddities: list[str]) -> None:
    if not any(packet.receivers):
        raise BadPacket("no-to-code", "Gói tin thiếu mã định danh cơ quan nhận (To/OrganId).")
    if not all(is_code(code) for code in packet.receivers):
        oddities.append("receiver-code")
    business = packet.traces.business.type
    if business is None:
        oddities.append("business-type")
    elif business not in set(Business):
        raise BadPacket("bad-business", f"Nghiệp vụ {business} không có trong QCVN 102:2016.")
    if not document.document_id and not (document.code.number and document.code.notation):
        raise BadPacket("no-document", "Gói tin thiếu mã văn bản (DocumentId) và thiếu số, ký hiệu (Code).")
    if document.document_id and not _DOCUMENT_ID.fullmatch(document.document_id):
        oddities.append("document-id")
    if not document.subject and business not in _WITHOUT_SUBJECT:
        raise BadPacket("no-subject", "Gói tin thiếu trích yếu văn bản (Subject).")


def _check_code(code: str, missing: str, which: str) -> None:
    if not code:
        raise BadPacket(f"no-{which}-code", missing)
    if not is_code(code):
        raise BadPacket(f"bad-{which}-code", f"Mã định danh “{code[:40]}” không đúng Quyết định 20/2020/QĐ-TTg.")
