"""Reading signed papers; verification itself is in reports.py."""

from __future__ import annotations

import ssl

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from tinhso.engines.signing import reports
from tinhso.engines.signing.models import Certificate, CertificateKind, SignedPaper
from tinhso.engines.signing.reports import Report
from tinhso.engines.signing.rules import read_code
from tinhso.ground.base.refused import NotVisible

NO_PAPER = "Không có văn bản nào mang mã này. Hãy kiểm tra lại mã in trên văn bản."


def paper_by_code(code: str) -> SignedPaper:
    """The paper with a public code, however the code was typed. NotVisible when there is none."""
    found = SignedPaper.objects.select_related("file").filter(code=read_code(code) or "-").first()
    if found is None:
        raise NotVisible("no-such-paper", NO_PAPER)
    return found


def paper_by_sha256(sha256: str) -> SignedPaper | None:
    """The paper whose newest file is exactly this one; None when it is not ours."""
    return SignedPaper.objects.filter(file__sha256=sha256).order_by("pk").first()


def papers_of(subject: str) -> QuerySet[SignedPaper]:
    """The signed papers that belong to one thing, oldest first."""
    return SignedPaper.objects.filter(subject=subject).select_related("file").order_by("pk")


def locked(paper: SignedPaper | int) -> SignedPaper:
    """The paper as it stands now, locked until the end of the transaction; by its row or its number."""
    pk = paper if isinstance(paper, int) else paper.pk
    return SignedPaper.objects.select_for_update(of=("self",)).select_related("file").get(pk=pk)


def address_of(code: str) -> str:
    """Where anyone verifies a paper: what its QR says."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('signing:verify', args=[code])}"


def report_on(pdf: bytes) -> Report:
    """What the signatures of a PDF are worth, in Vietnamese; broken or foreign files get a sentence too."""
    return reports.report_on(pdf, trusted_roots())


def trusted_roots() -> list[bytes]:
    """DER of every root certificate that we trust."""
    return [bytes(der) for der in Certificate.objects.filter(kind=CertificateKind.ROOT).values_list("der", flat=True)]


def statement_problem(statement: bytes, signature: bytes) -> str:
    """What is wrong with a detached signature of the platform, in one sentence; '' when it is good."""
    return reports.statement_problem(statement, signature, trusted_roots())


def trusted_roots_pem() -> str:
    """Every root certificate that we trust, as outsiders load it."""
    return "".join(ssl.DER_cert_to_PEM_cert(der) for der in trusted_roots())
