"""What the signatures of a PDF are worth, said in Vietnamese (Thông tư 15/2025): pyHanko judges, we put it in words."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import CMSStructuralError, SigningError, UnacceptableSignerError
from pyhanko.sign.validation import async_validate_detached_cms, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from tinhso.engines.signing.authority import DISCLAIMER
from tinhso.engines.signing.judging import Judge, Judgement
from tinhso.engines.signing.pdf_update import opened
from tinhso.engines.signing.rules import ProofLevel, Standing, lowest, moment_text
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_date

MOST_SIGNATURES = 20
APART = timedelta(minutes=5)
SENTENCES = {
    Standing.GOOD: "Hợp lệ: nội dung nguyên vẹn, chứng thư còn hiệu lực khi ký và do tổ chức được tin cậy cấp.",
    Standing.REVOKED: "Không hợp lệ: chứng thư đã bị thu hồi trước khi ký.",
    Standing.REVOKED_UNPROVEN: (
        "Chưa xác định được: chứng thư đã bị thu hồi, và không có dấu thời gian nào chứng minh chữ ký có trước đó."
    ),
    Standing.EXPIRED_UNPROVEN: (
        "Chưa xác định được: chứng thư nay đã hết hạn, và tệp không đủ bằng chứng rằng chữ ký có trước đó."
    ),
    Standing.UNCHECKED: "Chưa xác định được: chưa đọc được danh sách thu hồi còn mới của tổ chức cấp chứng thư.",
}
# What pyHanko and asn1crypto throw at damaged signatures; anything else is a bug of ours and should be seen.
UNREADABLE = (
    PdfError, SignatureValidationError, CMSStructuralError, SigningError, UnacceptableSignerError, ValidationError,
    ValueError, TypeError, KeyError, IndexError, AttributeError, NotImplementedError, OverflowError, RecursionError,
)  # fmt: skip


UNJUDGED = Judgement(Standing.GOOD, ProofLevel.B)


@dataclass(frozen=True)
class SignatureReport:
    """One signature: who, as what, when, and the answers to the four questions of a careful reader.

    is_seal: the agency's signature, else a person's. covers_all: nothing was added after it. lawful_changes:
    what was added after it is allowed (number, seal, time-stamps). valid_then: the certificate was valid when it
    signed, by the signer's own clock. judgement: what time, chain and revocation are worth today.
    """

    who: str
    organisation: str
    title: str
    is_seal: bool
    is_demo: bool
    signed_at: datetime | None
    intact: bool
    covers_all: bool
    lawful_changes: bool
    valid_then: bool
    trusted: bool
    problem: str = ""
    judgement: Judgement = UNJUDGED

    @property
    def good(self) -> bool:
        """Intact, lawfully continued, by a trusted certificate that was valid then and, provably, not revoked."""
        stands = self.judgement.standing is Standing.GOOD
        return self.intact and self.lawful_changes and self.valid_then and self.trusted and stands

    @property
    def bad(self) -> bool:
        """Broken, unlawfully continued, or by a certificate that was revoked before."""
        return not (self.intact and self.lawful_changes) or self.judgement.standing is Standing.REVOKED

    @property
    def role(self) -> str:
        """Chữ ký số của cơ quan, or of a person."""
        return "Chữ ký số của cơ quan" if self.is_seal else "Chữ ký số cá nhân"

    @property
    def sentence(self) -> str:
        """The judgement on this signature in one sentence."""
        if self.problem:
            return self.problem
        if not self.intact:
            return "Không hợp lệ: nội dung đã bị thay đổi sau khi ký, hoặc chữ ký không khớp với chứng thư."
        if not self.lawful_changes:
            return "Không hợp lệ: sau khi ký, tệp đã bị thêm hoặc sửa nội dung ngoài phạm vi cho phép."
        if not self.trusted:
            return "Chưa xác định được: nội dung nguyên vẹn, nhưng chứng thư không do tổ chức được tin cậy cấp."
        if not self.valid_then:
            return "Không hợp lệ: vào thời điểm ký, chứng thư đã hết hạn hoặc chưa có hiệu lực."
        return SENTENCES[self.judgement.standing]

    @property
    def when(self) -> str:
        """The time of signing as the signer's machine gave it."""
        return moment_text(self.signed_at) if self.signed_at else "không ghi"

    @property
    def proven_when(self) -> str:
        """The moment that a time-stamp proves; '' without one."""
        return moment_text(self.judgement.existed_at) if self.judgement.existed_at else ""

    @property
    def clocks_disagree(self) -> bool:
        """The signer's machine claims a moment later than the time-stamp that already holds the signature."""
        proven = self.judgement.existed_at
        return bool(proven and self.signed_at and self.signed_at > proven + APART)

    @property
    def revocation(self) -> str:
        """What is known of a revocation, in words."""
        found = self.judgement
        if found.revoked_at:
            after = ", sau khi đã ký" if found.standing is Standing.GOOD else ""
            return f"Đã bị thu hồi ngày {format_date(found.revoked_at)}{after}"
        if found.standing is Standing.UNCHECKED:
            return "Chưa đọc được danh sách thu hồi còn mới"
        return "Không bị thu hồi" if found.checked else "Không có danh sách thu hồi để đối chiếu"


@dataclass(frozen=True)
class Report:
    """The judgement on a file. verdict: good, doubtful, bad, unsigned or unreadable. sha256: of the file, hex."""

    verdict: str
    sentence: str
    sha256: str
    signatures: tuple[SignatureReport, ...] = ()

    @property
    def good(self) -> bool:
        """Signed, and every signature is good."""
        return self.verdict == "good"

    @property
    def is_demo(self) -> bool:
        """Some signature was made with a certificate of the development CA."""
        return any(signature.is_demo for signature in self.signatures)

    @property
    def level(self) -> ProofLevel:
        """How long the paper proves itself: as its weakest signature."""
        return lowest(signature.judgement.level for signature in self.signatures)


def report_on(pdf: bytes, roots: list[bytes], *, lists: Iterable[bytes] = (), at: datetime | None = None) -> Report:
    """The report on a file, whatever it is. roots, lists: DER of trusted certificates and of revocation lists.

    at: the moment of the judgement; the present when nothing is said.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    try:
        reader = opened(pdf)
        found, stamps = list(reader.embedded_regular_signatures), list(reader.embedded_timestamp_signatures)
    except Refused as refused:
        return Report("unreadable", refused.sentence, sha256)
    except UNREADABLE:
        return Report("unreadable", "Tệp PDF đã hỏng nên không đọc được chữ ký số trong đó.", sha256)
    if reader.xrefs.hybrid_xrefs_present:  # two tables of contents can show two papers to two readers
        return Report(
            "unreadable", "Tệp PDF có cấu trúc kép, có thể hiển thị khác nhau nên không kết luận được.", sha256
        )
    if not found:
        return Report(
            "unsigned",
            "Tệp PDF này không có chữ ký số nào. Hình ảnh chữ ký hay con dấu không phải là chữ ký số.",
            sha256,
        )
    if len(found) + len(stamps) > MOST_SIGNATURES:
        return Report("unreadable", f"Tệp có quá {MOST_SIGNATURES} chữ ký số nên không kiểm tra được ở đây.", sha256)
    return _concluded(reader, [x509.Certificate.load(der) for der in roots], lists, at or datetime.now(UTC), sha256)


def _concluded(
    reader: PdfFileReader, roots: list[x509.Certificate], lists: Iterable[bytes], at: datetime, sha256: str
) -> Report:
    """The report on a file that has signatures: each by itself, then what time and revocation make of them."""
    signatures = tuple(_judged(signature, roots) for signature in reader.embedded_regular_signatures)
    try:
        signatures = _with_judgements(reader, signatures, roots, lists, at)
    except UNREADABLE:
        words = "Phần dấu thời gian hoặc dữ liệu kiểm tra trong tệp đã hỏng nên không kết luận được."
        return Report("doubtful", words, sha256, signatures)
    return Report(*_verdict(signatures), sha256, signatures)


def _with_judgements(
    reader: PdfFileReader,
    signatures: tuple[SignatureReport, ...],
    trusted: list[x509.Certificate],
    lists: Iterable[bytes],
    at: datetime,
) -> tuple[SignatureReport, ...]:
    """What time, chain and revocation are worth today; nothing is asked where nothing could change the answer."""
    if any(signature.problem for signature in signatures):
        return signatures
    judge = Judge(reader, roots=trusted, lists=lists, at=at)
    if not judge.has_evidence and all(at < one.signer_cert.not_valid_after for one in judge.signatures):
        return signatures
    judgements = asyncio.run(judge.judge([one.intact and one.lawful_changes for one in signatures]))
    return tuple(replace(one, judgement=found) for one, found in zip(signatures, judgements, strict=True))


def _verdict(signatures: tuple[SignatureReport, ...]) -> tuple[str, str]:
    count = "Chữ ký số" if len(signatures) == 1 else f"Cả {len(signatures)} chữ ký số"
    if all(signature.good for signature in signatures):
        return "good", f"{count} trên văn bản đều hợp lệ; nội dung không thay đổi từ khi ký."
    if not any(signature.bad for signature in signatures):
        return (
            "doubtful",
            "Nội dung không thay đổi từ khi ký, nhưng có chứng thư chưa được tin cậy, không còn hiệu lực "
            "hoặc chưa kiểm tra được.",
        )
    return "bad", "Văn bản không còn nguyên vẹn hoặc có chữ ký số không hợp lệ. Không nên sử dụng văn bản này."


def _judged(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureReport:
    try:
        certificate = signature.signer_cert
        signed_at = signature.self_reported_timestamp
        status = _status(signature, certificate, signed_at, roots)
    except UNREADABLE:
        return SignatureReport(
            "Không đọc được", "", "", is_seal=False, is_demo=False, signed_at=None, intact=False, covers_all=False,
            lawful_changes=False, valid_then=False, trusted=False,
            problem="Không hợp lệ: phần chữ ký số trong tệp đã hỏng nên không đọc được.",
        )  # fmt: skip
    subject = certificate.subject.native
    who, organisation = str(subject.get("common_name", "")), str(subject.get("organization_name", ""))
    unit = subject.get("organizational_unit_name", "")
    return SignatureReport(
        who=organisation if who.endswith("…") and organisation.startswith(who[:-1]) else who,
        organisation=organisation,
        title=str(subject.get("title", "")),
        is_seal="title" not in subject,
        is_demo=DISCLAIMER in (unit if isinstance(unit, list) else [unit]),
        signed_at=signed_at,
        intact=bool(status.intact and status.valid),
        covers_all=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        lawful_changes=status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION and status.docmdp_ok is not False,
        valid_then=signed_at is not None and certificate.not_valid_before <= signed_at < certificate.not_valid_after,
        trusted=status.trusted,
    )


def _status(
    signature: EmbeddedPdfSignature,
    certificate: x509.Certificate,
    signed_at: datetime | None,
    roots: list[x509.Certificate],
) -> PdfSignatureStatus:
    """PyHanko's judgement. Trust is asked at a moment at which the certificate was valid: that it was not valid when it

    signed is a different fault and has its own sentence.
    """
    first, last = certificate.not_valid_before, certificate.not_valid_after
    moment = min(max(signed_at or last, first), last)
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail")
    return validate_pdf_signature(signature, context)


def statement_problem(statement: bytes, signature: bytes, roots: list[bytes]) -> str:
    """What is wrong with a detached CMS over some bytes, in one sentence; '' when it is intact and trusted."""
    try:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        certificate = next(
            one.chosen for one in signed["certificates"]
            if one.chosen.serial_number == signed["signer_infos"][0]["sid"].chosen["serial_number"].native
        )  # fmt: skip
        # Trusted at a moment at which the certificate was valid; the statement names its own time.
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(der) for der in roots], moment=certificate.not_valid_before,
            allow_fetching=False, revocation_mode="soft-fail",
        )  # fmt: skip
        status = asyncio.run(async_validate_detached_cms(statement, signed, signer_validation_context=context))
    except (*UNREADABLE, StopIteration):
        return "phần chữ ký số đã hỏng nên không đọc được."
    if not (status.intact and status.valid):
        return "nội dung đã bị sửa sau khi ký."
    return "" if status.trusted else "chứng thư của chữ ký không do tổ chức được tin cậy cấp."
