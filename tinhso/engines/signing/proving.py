"""What happens to a signed paper afterwards: it gains time-stamps and evidence, is judged, and its report is kept.

Nobody waits for a clock service: a paper is signed B-B at once, and the worker comes back until it proves what its kind
should. Partners are asked outside any transaction; what was gained is kept even when the next step fails.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import crl, x509
from django.conf import settings
from django.db import transaction

from tinhso.engines.signing import longterm, queries, revocation, rules
from tinhso.engines.signing.events import PaperProven
from tinhso.engines.signing.models import Certificate, CertificateKind, KeptReport, SignedPaper
from tinhso.engines.signing.record import record_of
from tinhso.engines.signing.rules import ProofLevel
from tinhso.ground.base.actors import Actor
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.queries import content
from tinhso.ground.gateway.actions import Call, logged
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.partners import timestamps
from tinhso.ground.journal.actions import record

PDF = "application/pdf"
SILENT = "Dịch vụ cấp dấu thời gian chưa trả lời được; hệ thống sẽ tự hỏi lại."
# A list may be a little older than the time-stamp when two clocks are not quite one.
LIST_LAGS = timedelta(minutes=5)
REST = timedelta(days=30)  # between two renewals: an authority that has no longer certificate yet is not asked daily


@dataclass(frozen=True)
class Gain:
    """What a paper's file has become. problem: what keeps it from more, in Vietnamese; silent: the authority does."""

    pdf: bytes
    at: datetime
    problem: str = ""
    silent: bool = False


def prove(actor: Actor, paper_id: int, *, now: datetime) -> Gain | None:
    """Give a paper the proof that it should have, judge it and keep the report; None when it is not due.

    Safe to repeat and to interrupt: what it has already is not added again.
    """
    paper = _claim(paper_id, now=now)
    if paper is None:
        return None
    before = content(paper.file)
    gain = _gained(paper, before, renewing=False, now=now)
    _keep(actor, paper, before, gain)
    return gain


def renew(actor: Actor, paper_id: int, *, now: datetime) -> Gain:
    """Add a new document time-stamp, with fresh lists, before the certificate of the last one ends."""
    paper = queries.paper_by_id(paper_id)
    before = content(paper.file)
    gain = _gained(paper, before, renewing=True, now=now)
    _keep(actor, paper, before, gain)
    return gain


@transaction.atomic
def _claim(paper_id: int, *, now: datetime) -> SignedPaper | None:
    """Count the try and set the next one first: a worker may die with the paper in hand."""
    due = SignedPaper.objects.select_for_update(skip_locked=True, of=("self",)).select_related("file")
    paper = due.filter(pk=paper_id, next_proof_at__lte=now).first()
    if paper is not None:
        paper.proof_tries = min(paper.proof_tries + 1, 1000)
        paper.next_proof_at = rules.next_proof(paper.proof_tries, now=now)
        paper.save(update_fields=["proof_tries", "next_proof_at"])
    return paper


def _gained(paper: SignedPaper, pdf: bytes, *, renewing: bool, now: datetime) -> Gain:
    """The file with what it lacks, as far as the authority answers."""
    wanted = paper.wanted_level
    roots = queries.trusted_roots()

    def ask(digest: bytes) -> bytes:
        return timestamps.stamp(digest, roots=roots, now=now).token

    at, problem, silent = now, "", False
    try:
        if rules.reaches(wanted, ProofLevel.T) and not renewing:
            with _logged(paper, now):
                pdf = longterm.stamped(pdf, ask)
        proofs = longterm.proofs_of(pdf)
        at = max(now, proofs.stamped_at or now)
        if renewing:
            if not _is_to_renew(proofs, now):
                return Gain(pdf, at)
        elif _has_enough(proofs, wanted):
            return Gain(pdf, at)
        certificates: tuple[bytes, ...] = ()
        lists: tuple[bytes, ...] = ()
        if rules.reaches(wanted, ProofLevel.LT):
            certificates, lists, problem = _evidence(proofs, at)
            if problem and proofs.stamped_at:
                return Gain(pdf, at, problem)
        needs_stamp = wanted == ProofLevel.LTA or proofs.stamped_at is None
        with _logged(paper, now):
            pdf = longterm.extended(pdf, certificates=certificates, lists=lists, ask=ask if needs_stamp else None)
        at = max(at, longterm.proofs_of(pdf).stamped_at or at)
    except PartnerError:  # what it said stands in the message log
        problem, silent = SILENT, True
    return Gain(pdf, at, problem, silent)


def _logged(paper: SignedPaper, now: datetime) -> AbstractContextManager[Call]:
    return logged(
        timestamps.PARTNER, purpose="Gắn dấu thời gian cho văn bản ký số", legal_basis=revocation.LEGAL_BASIS,
        subject=f"paper:{paper.pk}", now=now, operation="stamp",
    )  # fmt: skip


def _has_enough(proofs: longterm.Proofs, wanted: str) -> bool:
    if wanted == ProofLevel.LTA:
        return proofs.archived_at is not None and bool(proofs.lists)
    if wanted == ProofLevel.LT:
        return proofs.stamped_at is not None and bool(proofs.lists)
    return wanted == ProofLevel.B or proofs.stamped_at is not None


def _is_to_renew(proofs: longterm.Proofs, now: datetime) -> bool:
    lead = timedelta(days=settings.TIMESTAMP_RENEWAL_DAYS)
    is_ending = proofs.ends_at is not None and proofs.ends_at - lead <= now
    return is_ending and (proofs.archived_at is None or proofs.archived_at <= now - REST)


def _evidence(proofs: longterm.Proofs, at: datetime) -> tuple[tuple[bytes, ...], tuple[bytes, ...], str]:
    """Certificates up to the roots, a list of each of their CAs, and what is missing.

    A list counts when it was made after the signature: an older one cannot know of a key that was stolen before it.
    """
    above = Certificate.objects.filter(kind__in=[CertificateKind.ROOT, CertificateKind.ISSUING])
    known = {one.subject.dump(): one for one in (x509.Certificate.load(bytes(row.der)) for row in above)}
    chain = {one.dump(): one for one in map(x509.Certificate.load, proofs.certificates)}
    waiting = list(chain.values())
    while waiting:
        one = known.get(waiting.pop().issuer.dump())
        if one is not None and one.dump() not in chain:
            chain[one.dump()] = one
            waiting.append(one)
    held = {}
    for der in revocation.standing_lists(now=at):
        found = crl.CertificateList.load(der)
        made_at = found["tbs_cert_list"]["this_update"].native
        if proofs.stamped_at is None or made_at >= proofs.stamped_at - LIST_LAGS:
            held[found.issuer.dump()] = der
    issuers = {one.issuer.dump(): one.issuer for one in chain.values() if not one.self_issued}
    missing = [name.native.get("common_name", "") for der, name in issuers.items() if der not in held]
    problem = f"Chờ danh sách thu hồi mới của {', '.join(missing)}." if missing else ""
    return tuple(chain), tuple(held[der] for der in issuers if der in held), problem[:300]


@transaction.atomic
def _keep(actor: Actor, paper: SignedPaper, before: bytes, gain: Gain) -> None:
    """Store the file if it gained something, and its report; nothing when the paper went another way meanwhile."""
    now = gain.at
    locked = queries.locked(paper)
    if locked.file_id != paper.file_id:
        return
    report = queries.report_on(gain.pdf, now=now)
    if gain.pdf != before:
        locked.earlier_sha256 = [*locked.earlier_sha256, locked.file.sha256]
        locked.file = store_bytes(actor, gain.pdf, name=f"{locked.code}.pdf", mime=PDF, now=now)
        record(actor, PaperProven(locked.pk, locked.code, locked.subject, report.level, locked.file.sha256), at=now)
    locked.level = report.level
    locked.proof_ends_at = longterm.proofs_of(gain.pdf).ends_at
    locked.proof_problem = gain.problem
    if rules.reaches(report.level, locked.wanted_level):
        locked.next_proof_at, locked.proof_tries, locked.proof_problem = None, 0, ""
    elif not gain.problem:
        locked.proof_problem = f"Mới đạt cấp {report.level}: {report.sentence}"[:300]
    locked.save(
        update_fields=["file", "earlier_sha256", "level", "proof_ends_at", "proof_problem", "next_proof_at",
                       "proof_tries"]
    )  # fmt: skip
    facts = {"made_at": now, "verdict": report.verdict, "level": report.level, "record": record_of(report, at=now)}
    KeptReport.objects.update_or_create(paper=locked, file=locked.file, defaults=facts)
