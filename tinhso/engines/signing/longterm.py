"""What a signed PDF gains so that it can be judged in decades (ETSI EN 319 142-1): B-T, B-LT, B-LTA.

Writing here is pyHanko's: nobody waits for it, and it knows the security store and document time-stamps. Nothing that
was signed before changes: the first time-stamp goes into room that its signature left, the rest is appended.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, crl, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from tinhso.engines.signing.pdf_update import Unsigned, opened
from tinhso.ground.gateway.partners.timestamps import signer_of

# Room for one token with its chain (DER); real ones are 3 to 8 KB.
TOKEN_ROOM = 8 * 1024
Ask = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Proofs:
    """What a file proves by itself. stamped: its last signature carries a time-stamp. archived_at: the moment of the

    last document time-stamp, None without one. ends_at: when the certificate of the last time-stamp ends. certificates:
    of all signers and time-stamps, with the chains that they brought (DER).
    """

    signatures: int
    stamped: bool
    archived_at: datetime | None
    stamped_at: datetime | None
    ends_at: datetime | None
    certificates: tuple[bytes, ...]
    lists: tuple[bytes, ...]


def proofs_of(pdf: bytes) -> Proofs:
    """What stands in a file; nothing is judged here. Refused: not-a-pdf."""
    reader = opened(pdf)
    everything = list(reader.embedded_signatures)
    signatures = [one for one in everything if one.sig_object_type == "/Sig"]
    archival = [one for one in everything if one.sig_object_type == "/DocTimeStamp"]
    tokens = [*filter(None, map(_token_of, signatures)), *(one.signed_data for one in archival)]
    last = max(tokens, key=_moment_of, default=None)
    certificates = [
        choice.chosen.dump()
        for signed in (*(one.signed_data for one in signatures), *tokens)
        for choice in signed["certificates"]
    ]
    try:
        store = DocumentSecurityStore.read_dss(reader)
        lists = tuple(reference.get_object().data for reference in store.crls)
    except NoDSSFoundError:
        lists = ()
    return Proofs(
        signatures=len(signatures),
        stamped=bool(signatures) and _token_of(signatures[-1]) is not None,
        archived_at=max(map(_moment_of, (one.signed_data for one in archival)), default=None),
        stamped_at=_moment_of(last) if last else None,
        ends_at=_end_of(last) if last else None,
        certificates=tuple(dict.fromkeys(certificates)),
        lists=lists,
    )


def stamped(pdf: bytes, ask: Ask) -> bytes:
    """The file with a time-stamp over its last signature, in the room that it left; unchanged where there is none.

    ask: gives the token (DER) over a SHA-256 digest. Not possible once something is appended behind the signature.
    """
    found = list(opened(pdf).embedded_signatures)
    if not found or found[-1].sig_object_type != "/Sig" or _token_of(found[-1]) is not None:
        return pdf
    last = found[-1]
    _, start, end, rest = (int(number) for number in last.byte_range)
    content = cms.ContentInfo.load(bytes(last.pkcs7_content))
    (signer,) = content["content"]["signer_infos"]
    room = Unsigned(bytearray(pdf), start, end, "sha256")
    if end + rest != len(pdf) or (end - start) // 2 - 1 < len(content.dump()) + TOKEN_ROOM:
        return pdf
    token = ask(_sha256(signer["signature"].native))
    signer["unsigned_attrs"] = [{"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(token)]}]
    return room.signed(content.dump())


def extended(pdf: bytes, *, certificates: Iterable[bytes] = (), lists: Iterable[bytes] = (), ask: Ask | None) -> bytes:
    """The file with certificates and revocation lists in its security store, then with a document time-stamp.

    ask: as above; None: no time-stamp, so B-LT instead of B-LTA. All goes in one appended revision.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    known = [x509.Certificate.load(der) for der in certificates]
    if known:
        DocumentSecurityStore.supply_dss_in_writer(
            writer, None, certs=known, crls=[crl.CertificateList.load(der) for der in lists]
        )
    out = io.BytesIO()
    if ask is None:
        writer.write(out)  # type: ignore[no-untyped-call]
    else:
        PdfTimeStamper(_Asking(ask)).timestamp_pdf(writer, "sha256", bytes_reserved=2 * TOKEN_ROOM, output=out)
    return out.getvalue()


class _Asking(TimeStamper):
    """Our time-stamping partner as pyHanko wants one; in a thread, since its judge runs a loop of its own."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.ask = ask

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        return cms.ContentInfo.load(await asyncio.to_thread(self.ask, message_digest))

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        raise NotImplementedError("the partner makes the request")


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _token_of(signature: EmbeddedPdfSignature) -> cms.SignedData | None:
    """The time-stamp in the unsigned attributes of a signature."""
    return next(iter(extract_tst_data_iter(signature.signer_info, signed=False)), None)


def _moment_of(token: cms.SignedData) -> datetime:
    at: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return at


def _end_of(token: cms.SignedData) -> datetime | None:
    certificate = signer_of(token)
    return certificate.not_valid_after if certificate else None
