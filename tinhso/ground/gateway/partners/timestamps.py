"""A time-stamping authority (tổ chức cấp dấu thời gian): RFC 3161 over HTTP.

What comes back is believed only when it answers our very question (nonce, imprint, policy) and its signature holds by a
certificate that is meant for time-stamps and nothing else; pyHanko judges the signature and the chain.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from asn1crypto import cms, core, tsp, x509
from django.conf import settings
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import CMSStructuralError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.wire import call

PARTNER = "timestamps"
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
# A token with its chain is 3 to 8 KB.
MOST_BYTES = 64 * 1024
# How far its clock may be from ours; nobody can say which of the two is wrong, so such a token proves nothing.
MOST_APART = timedelta(minutes=5)
# RFC 3161, 2.4.2: these pass; the others say that the question was wrong.
PASSING = {"time_not_available", "system_failure"}
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, NotImplementedError, OverflowError)


class Reply(core.Sequence):  # type: ignore[misc]
    """TimeStampResp (RFC 3161, 2.4.2). asn1crypto's own knows no answer without a token, which is what a refusal is."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


@dataclass(frozen=True)
class Stamp:
    """A time-stamp. token: DER of the CMS ContentInfo. at: the authority's own moment. by: who it is."""

    token: bytes
    at: datetime
    by: str


def stamp(digest: bytes, *, roots: Sequence[bytes], now: datetime) -> Stamp:
    """A time-stamp over a SHA-256 digest, checked. roots: DER of the certificates that we trust.

    Unavailable: no answer, nonsense, somebody else's answer, a certificate that is not trusted, clocks that disagree.
    Rejected: the authority does not like our question.
    """
    nonce = secrets.randbits(63)
    where = urlsplit(settings.PARTNERS[PARTNER])
    answer = call(
        PARTNER,
        f"{where.scheme}://{where.netloc}",
        "POST",
        where.path or "/",
        content=request(digest, nonce),
        headers={"Content-Type": QUERY, "Accept": REPLY},
        most_bytes=MOST_BYTES,
    )
    if answer.headers.get("Content-Type", "").partition(";")[0].strip() != REPLY:
        raise Unavailable(PARTNER, "câu trả lời không phải dấu thời gian")
    return _checked(answer.content, digest, nonce, roots, now)


def request(digest: bytes, nonce: int) -> bytes:
    """DER of the question (RFC 3161, 2.4.1). certReq: the token must bring its certificate to be judged in decades."""
    asked = {
        "version": "v1",
        "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest},
        "nonce": nonce,
        "cert_req": True,
    }
    policy = settings.TIMESTAMP_POLICY
    der: bytes = tsp.TimeStampReq(asked | ({"req_policy": policy} if policy else {})).dump()
    return der


def _checked(reply: bytes, digest: bytes, nonce: int, roots: Sequence[bytes], now: datetime) -> Stamp:
    try:
        response = Reply.load(reply, strict=True)
        status = response["status"]["status"].native
        failures = response["status"]["fail_info"].native or set()
        if status in {"granted", "granted_with_mods"}:
            token = response["time_stamp_token"]
            signed = token["content"]
            said = signed["encap_content_info"]["content"].parsed
            imprint = said["message_imprint"]
            asked = (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native)
            answered, policy, at = said["nonce"].native, said["policy"].native, said["gen_time"].native
            certificate = signer_of(signed)
    except UNREADABLE as error:
        raise Unavailable(PARTNER, "câu trả lời không đọc được") from error
    if status not in {"granted", "granted_with_mods"}:
        words = " ".join(sorted(map(str, failures)))[:80]
        raise (Unavailable if set(failures) & PASSING else Rejected)(PARTNER, f"{status} {words}".strip())
    if answered != nonce or asked != ("sha256", digest):
        raise Unavailable(PARTNER, "câu trả lời cho một yêu cầu khác")
    if settings.TIMESTAMP_POLICY and policy != settings.TIMESTAMP_POLICY:
        raise Unavailable(PARTNER, "dấu thời gian theo chính sách khác")
    if certificate is None or not is_for_stamps(certificate):
        raise Unavailable(PARTNER, "chứng thư không dùng để cấp dấu thời gian")
    apart = at - now
    if abs(apart) > MOST_APART:
        raise Unavailable(PARTNER, f"đồng hồ lệch {apart.total_seconds():+.0f} giây")
    if not _holds(signed, digest, roots, at):
        raise Unavailable(PARTNER, "chữ ký của dấu thời gian không hợp lệ hoặc không được tin cậy")
    return Stamp(token.dump(), at, str(certificate.subject.native.get("common_name", "")))


def signer_of(signed: cms.SignedData) -> x509.Certificate | None:
    """The certificate of the one signer of a token; None when it is not there."""
    (signer,) = signed["signer_infos"]
    sid = signer["sid"].chosen
    for choice in signed["certificates"]:
        one = choice.chosen
        if isinstance(sid, cms.IssuerAndSerialNumber):
            if one.serial_number == sid["serial_number"].native and one.issuer == sid["issuer"]:
                return one
        elif one.key_identifier == sid.native:
            return one
    return None


def is_for_stamps(certificate: x509.Certificate) -> bool:
    """Whether time-stamping is its only purpose, and said to be critical (RFC 3161, 2.3)."""
    critical = "extended_key_usage" in certificate.critical_extensions
    purposes = certificate.extended_key_usage_value
    return critical and purposes is not None and purposes.native == ["time_stamping"]


def _holds(signed: cms.SignedData, digest: bytes, roots: Sequence[bytes], at: datetime) -> bool:
    """Whether the token's signature is right and its certificate hangs from a root that we trust."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in roots],
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    try:
        found = asyncio.run(validate_tst_signed_data(signed, context, expected_tst_imprint=lambda _algorithm: digest))
    except (*UNREADABLE, PdfError, CMSStructuralError, SignatureValidationError, ValidationError):
        return False
    return bool(found["intact"] and found["valid"] and not found.get("trust_problem_indic"))
