"""The CMS part of a PAdES B-B signature, built by joining DER that was encoded beforehand.

pyHanko stays the judge (queries.report_on and the tests); it spends 30 ms on ASN.1 objects a signature, where
only the document's digest and the signature of the key differ from one signature to the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from asn1crypto import algos, cms, core, tsp, x509

from tinhso.engines.signing.keys.signer import Algorithm, Signer, longest_signature, verified
from tinhso.ground.watch.parts import part


def _der(tag: int, *contents: bytes) -> bytes:
    """One DER value: tag, length, contents joined."""
    body = b"".join(contents)
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


SEQUENCE, SET, OCTETS, CONTEXT_0 = 0x30, 0x31, 0x04, 0xA0
CONTENT_TYPE = cms.CMSAttribute({"type": "content_type", "values": ["data"]}).dump()
DIGEST_OID = cms.CMSAttributeType("message_digest").dump()
SIGNED_DATA_OID = cms.ContentType("signed_data").dump()
DATA = _der(SEQUENCE, cms.ContentType("data").dump())
VERSION_1 = core.Integer(1).dump()


MECHANISMS: dict[Algorithm, dict[str, object]] = {
    Algorithm.RSA_PKCS1: {"algorithm": "sha256_rsa"},
    Algorithm.RSA_PSS: {
        "algorithm": "rsassa_pss",
        "parameters": algos.RSASSAPSSParams({
            "hash_algorithm": {"algorithm": "sha256"},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
            "salt_length": 32,
        }),
    },
    Algorithm.ECDSA_P256: {"algorithm": "sha256_ecdsa"},
    Algorithm.ECDSA_P384: {"algorithm": "sha384_ecdsa"},
}  # fmt: skip


@dataclass(frozen=True)
class CmsSigner:
    """One key, wherever it lives, ready for many signatures of documents."""

    signer: Signer

    @property
    def digest(self) -> str:
        """The name of the hash by which documents are to be digested, as hashlib calls it."""
        return self.signer.algorithm.digest

    @cached_property
    def _before_signature(self) -> tuple[bytes, bytes, bytes, bytes]:
        """(signed attribute that never changes, certificates, signer info up to the attributes, digest algorithm)."""
        certificate = self.signer.certificate
        parsed = x509.Certificate.load(certificate)
        signing_certificate = cms.CMSAttribute({
            "type": "signing_certificate_v2",
            "values": [tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({
                "cert_hash": hashlib.sha256(certificate).digest(),
                "issuer_serial": {
                    "issuer": [x509.GeneralName({"directory_name": parsed.issuer})],
                    "serial_number": parsed.serial_number,
                },
            })]})],
        }).dump()  # fmt: skip
        signer = cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber({
            "issuer": parsed.issuer, "serial_number": parsed.serial_number})}).dump()  # fmt: skip
        certificates = _der(CONTEXT_0, *sorted((certificate, *self.signer.chain)))
        digest = algos.DigestAlgorithm({"algorithm": self.digest}).dump()
        return signing_certificate, certificates, VERSION_1 + signer + digest, digest

    @cached_property
    def _mechanism(self) -> bytes:
        return bytes(algos.SignedDigestAlgorithm(MECHANISMS[self.signer.algorithm]).dump())

    @cached_property
    def size(self) -> int:
        """The most bytes of DER that `sign` answers with, so no trial signature is needed."""
        nothing = bytes(hashlib.new(self.digest).digest_size)
        return len(self._signed(self._attributes(nothing), bytes(longest_signature(self.signer.certificate))))

    def sign(self, digest: bytes, *, now: datetime) -> bytes:
        """DER of the CMS ContentInfo over a document's digest. No signing time: PAdES keeps it in /M.

        Refused: signer-unavailable, signer-rejected, wrong-signature.
        """
        return self.sign_many([digest], now=now)[0]

    def sign_many(self, digests: Sequence[bytes], *, now: datetime) -> list[bytes]:
        """The same for many documents with one call of the key: all of them or none."""
        attributes = [self._attributes(digest) for digest in digests]
        asked = [hashlib.new(self.digest, _der(SET, one)).digest() for one in attributes]
        with part("sign", self.signer.algorithm, count=len(asked)):
            signatures = verified(self.signer, asked, self.signer.sign_many(asked, now=now))
        return [self._signed(one, signature) for one, signature in zip(attributes, signatures, strict=True)]

    def _attributes(self, digest: bytes) -> bytes:
        message_digest = _der(SEQUENCE, DIGEST_OID, _der(SET, _der(OCTETS, digest)))
        return b"".join(sorted((CONTENT_TYPE, message_digest, self._before_signature[0])))

    def _signed(self, attributes: bytes, signature: bytes) -> bytes:
        _, certificates, opening, digest = self._before_signature
        signer_info = _der(SEQUENCE, opening, _der(CONTEXT_0, attributes), self._mechanism, _der(OCTETS, signature))
        signed = _der(SEQUENCE, VERSION_1, _der(SET, digest), DATA, certificates, _der(SET, signer_info))
        return _der(SEQUENCE, SIGNED_DATA_OID, _der(CONTEXT_0, signed))
