"""What the signatures of a file that came in are worth."""

from __future__ import annotations

from datetime import datetime

from tinhso.engines.signing import queries as signing
from tinhso.engines.signing.reports import Report
from tinhso.government.documents.models import Document
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import content
from tinhso.ground.files.sniffing import PDF

MOST_BYTES = 20 * 1024 * 1024  # judged in memory, as at /xac-minh/


def verdict_of(file: StoredFile | None, *, now: datetime) -> str:
    """good, doubtful, bad, unsigned or unreadable; '' for what is no PDF or too large to be judged."""
    if file is None or not _is_judged(file):
        return ""
    return signing.report_on(content(file), now=now).verdict


def report_of(document: Document, *, now: datetime) -> Report:
    """The judgement on what came in, made now: a revocation may have come since. NotVisible without a PDF."""
    if document.file is None or not _is_judged(document.file):
        raise NotVisible("no-file", "Văn bản này không có tệp PDF để kiểm tra chữ ký số.")
    return signing.report_on(content(document.file), now=now)


def _is_judged(file: StoredFile) -> bool:
    return file.mime == PDF.mime and file.size_bytes <= MOST_BYTES
