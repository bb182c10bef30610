"""Reading signed papers; verification itself is in reports.py."""

from __future__ import annotations

import os
import ssl
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.signing import reports
from tinhso.engines.signing.models import Certificate, CertificateKind, KeptReport, KeyPlace, SignedPaper
from tinhso.engines.signing.reports import Report
from tinhso.engines.signing.revocation import standing_lists
from tinhso.engines.signing.rules import ProofLevel, read_code
from tinhso.ground.acts import read
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.queries import file_by_id

NO_PAPER = "Không có văn bản nào mang mã này. Hãy kiểm tra lại mã in trên văn bản."


def paper_by_code(code: str) -> SignedPaper:
    """The paper with a public code, however the code was typed. NotVisible when there is none."""
    found = _with_file("FROM signing_signedpaper WHERE code = %s", read_code(code) or "-")
    if found is None:
        raise NotVisible("no-such-paper", NO_PAPER)
    return found


def _with_file(rest: str, value: object) -> SignedPaper | None:
    """Two narrow statements whose plans are kept cost less than the words of one join."""
    for paper in read(SignedPaper, rest, [value]):
        paper.file = file_by_id(paper.file_id)
        return paper
    return None


def paper_by_sha256(sha256: str) -> SignedPaper | None:
    """The paper whose file is exactly this one, or was before it gained a time-stamp; None when it is not ours."""
    known = SignedPaper.objects.select_related("file").order_by("pk")
    return known.filter(file__sha256=sha256).first() or known.filter(earlier_sha256__contains=[sha256]).first()


def paper_by_id(paper_id: int) -> SignedPaper:
    """The paper, with its file."""
    return SignedPaper.objects.select_related("file").get(pk=paper_id)


def papers_to_prove(now: datetime, *, limit: int = 200) -> list[tuple[int, bool]]:
    """The papers whose proof is due, oldest first, and whether they want more than a report.

    limit: of one minute; a report costs 30 to 85 ms of CPU, and the worker has other things to do.
    """
    due = SignedPaper.objects.filter(next_proof_at__lte=now).order_by("next_proof_at", "pk")
    return [(pk, wanted != ProofLevel.B) for pk, wanted in due.values_list("pk", "wanted_level")[:limit]]


def papers_to_renew(now: datetime, *, limit: int = 5000) -> list[int]:
    """The papers for decades whose last time-stamp hangs from a certificate that ends soon, the soonest first."""
    ending = now + timedelta(days=settings.TIMESTAMP_RENEWAL_DAYS)
    due = SignedPaper.objects.filter(level=ProofLevel.LTA, proof_ends_at__lte=ending).order_by("proof_ends_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])


def kept_report_of(paper: SignedPaper) -> KeptReport | None:
    """The report that is kept with the paper's file as it is now."""
    return KeptReport.objects.filter(paper=paper, file_id=paper.file_id).first()


def papers_of(subject: str) -> QuerySet[SignedPaper]:
    """The signed papers that belong to one thing, oldest first."""
    return SignedPaper.objects.filter(subject=subject).select_related("file").order_by("pk")


def locked(paper: SignedPaper) -> SignedPaper:
    """The paper as it stands now, locked until the end of the transaction."""
    standing = _with_file("FROM signing_signedpaper WHERE id = %s FOR UPDATE", paper.pk)
    if standing is None:
        raise NotVisible("no-such-paper", NO_PAPER)
    return standing


def address_of(code: str) -> str:
    """Where anyone verifies a paper: what its QR says."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('signing:verify', args=[code])}"


def report_on(pdf: bytes, *, now: datetime | None = None) -> Report:
    """What the signatures of a PDF are worth now, in Vietnamese; broken or foreign files get a sentence too."""
    moment = now or timezone.now()
    return reports.report_on(pdf, trusted_roots(), lists=standing_lists(now=moment), at=moment)


def trusted_roots() -> list[bytes]:
    """DER of every root certificate that we trust."""
    return [bytes(der) for der in Certificate.objects.filter(kind=CertificateKind.ROOT).values_list("der", flat=True)]


def statement_problem(statement: bytes, signature: bytes) -> str:
    """What is wrong with a detached signature of the platform, in one sentence; '' when it is good."""
    return reports.statement_problem(statement, signature, trusted_roots())


def own_certificates_ending(before: datetime, *, now: datetime) -> list[Certificate]:
    """Certificates with which we sign or stamp and that end before a moment, the soonest first."""
    ours = Certificate.objects.exclude(key_name="").filter(revoked_at__isnull=True)
    return list(ours.filter(valid_to__gt=now, valid_to__lte=before).order_by("valid_to", "pk")[:50])


def keys_out_of_reach(*, now: datetime, limit: int = 200) -> list[str]:
    """Subjects of standing certificates whose key should lie in KEYS_DIR and cannot be read there, newest first."""
    standing = Certificate.objects.filter(
        key_place=KeyPlace.FILE, revoked_at__isnull=True, valid_from__lte=now, valid_to__gt=now
    )
    named = standing.exclude(key_name="").order_by("-pk").values_list("subject", "key_name")[:limit]
    return [subject for subject, name in named if not os.access(Path(settings.KEYS_DIR) / name, os.R_OK)]


def trusted_roots_pem() -> str:
    """Every root certificate that we trust, as outsiders load it."""
    return "".join(ssl.DER_cert_to_PEM_cert(der) for der in trusted_roots())
