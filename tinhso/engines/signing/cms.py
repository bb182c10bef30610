"""The CMS part of a PAdES B-B signature, built by joining DER that was encoded beforehand.

pyHanko stays the judge (queries.report_on and the tests); it spends 30 ms on ASN.1 objects a signature, where
only the document's digest and the 256 bytes of RSA differ from one signature to the next.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SHA256 = hashes.SHA256()
PKCS1 = padding.PKCS1v15()
PSS = padding.PSS(mgf=padding.MGF1(SHA256), salt_length=32)


def _der(tag: int, *contents: bytes) -> bytes:
    """One DER value: tag, length, contents joined."""
    body = b"".join(contents)
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


SEQUENCE, SET, OCTETS, CONTEXT_0 = 0x30, 0x31, 0x04, 0xA0
DIGEST = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
CONTENT_TYPE = cms.CMSAttribute({"type": "content_type", "values": ["data"]}).dump()
DIGEST_OID = cms.CMSAttributeType("message_digest").dump()
SIGNED_DATA_OID = cms.ContentType("signed_data").dump()
DATA = _der(SEQUENCE, cms.ContentType("data").dump())
VERSION_1 = core.Integer(1).dump()


@dataclass(frozen=True)
class CmsSigner:
    """One key with its certificate and the chain above it (DER, root excluded); ready for many signatures.

    pss: RSASSA-PSS as Thông tư 15/2025 asks; else PKCS #1 v1.5.
    """

    key: rsa.RSAPrivateKey
    certificate: bytes
    chain: tuple[bytes, ...]
    pss: bool = True

    @cached_property
    def _before_signature(self) -> tuple[bytes, bytes, bytes]:
        """(signed attributes that never change, certificates, signer info up to the attributes)."""
        parsed = x509.Certificate.load(self.certificate)
        signing_certificate = cms.CMSAttribute({
            "type": "signing_certificate_v2",
            "values": [tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({
                "cert_hash": hashlib.sha256(self.certificate).digest(),
                "issuer_serial": {
                    "issuer": [x509.GeneralName({"directory_name": parsed.issuer})],
                    "serial_number": parsed.serial_number,
                },
            })]})],
        }).dump()  # fmt: skip
        signer = cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber({
            "issuer": parsed.issuer, "serial_number": parsed.serial_number})}).dump()  # fmt: skip
        certificates = _der(CONTEXT_0, *sorted((self.certificate, *self.chain)))
        return signing_certificate, certificates, VERSION_1 + signer + DIGEST

    @cached_property
    def _mechanism(self) -> bytes:
        if not self.pss:
            return bytes(algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}).dump())
        return bytes(algos.SignedDigestAlgorithm({
            "algorithm": "rsassa_pss",
            "parameters": algos.RSASSAPSSParams({
                "hash_algorithm": {"algorithm": "sha256"},
                "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
                "salt_length": 32,
            }),
        }).dump())  # fmt: skip

    @cached_property
    def size(self) -> int:
        """Bytes of DER that `sign` answers with: the same for every document, so no trial signature is needed."""
        return len(self.sign(bytes(32)))

    def sign(self, digest: bytes) -> bytes:
        """DER of the CMS ContentInfo over a document's SHA-256 digest. No signing time: PAdES keeps it in /M."""
        constant, certificates, opening = self._before_signature
        message_digest = _der(SEQUENCE, DIGEST_OID, _der(SET, _der(OCTETS, digest)))
        attributes = b"".join(sorted((CONTENT_TYPE, message_digest, constant)))
        signature = self.key.sign(_der(SET, attributes), PSS if self.pss else PKCS1, SHA256)
        signer_info = _der(SEQUENCE, opening, _der(CONTEXT_0, attributes), self._mechanism, _der(OCTETS, signature))
        signed = _der(SEQUENCE, VERSION_1, _der(SET, DIGEST), DATA, certificates, _der(SET, signer_info))
        return _der(SEQUENCE, SIGNED_DATA_OID, _der(CONTEXT_0, signed))
