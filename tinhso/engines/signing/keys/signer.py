"""What every key can do, wherever it lives: say its certificate and algorithm, and sign digests.

Thông tư 15/2025: RSA of at least 2048 bits with RSASSA-PSS (PKCS #1 v1.5 for readers that know nothing else), or
ECDSA of at least 256 bits; SHA-2.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from tinhso.ground.base.refused import Refused

RSA_BITS = 2048
SHA256, SHA384 = hashes.SHA256(), hashes.SHA384()
PKCS1 = padding.PKCS1v15()
PSS = padding.PSS(mgf=padding.MGF1(SHA256), salt_length=32)


class Algorithm(StrEnum):
    """How a key signs; the hash belongs to it."""

    RSA_PKCS1 = "RSA_PKCS1"
    RSA_PSS = "RSA_PSS"
    ECDSA_P256 = "ECDSA_P256"
    ECDSA_P384 = "ECDSA_P384"

    @property
    def digest(self) -> str:
        """The name of its hash, as hashlib and asn1crypto call it."""
        return "sha384" if self is Algorithm.ECDSA_P384 else "sha256"

    @property
    def hash(self) -> hashes.HashAlgorithm:
        """Its hash, as `cryptography` calls it."""
        return SHA384 if self is Algorithm.ECDSA_P384 else SHA256

    @property
    def padding(self) -> padding.AsymmetricPadding:
        """How an RSA key fills its block."""
        return PSS if self is Algorithm.RSA_PSS else PKCS1


class Signer(Protocol):
    """One key with its certificate (DER) and the chain above it (DER, root excluded)."""

    @property
    def certificate(self) -> bytes:
        """DER of the certificate of the key."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """DER of the certificates above it, without the root."""

    @property
    def algorithm(self) -> Algorithm:
        """How it signs."""

    @property
    def most(self) -> int:
        """How many digests one call signs with one authorization: a batch that is no larger is the cheapest."""

    def sign_many(self, digests: Sequence[bytes], *, now: datetime) -> list[bytes]:
        """One raw signature for each digest (of `algorithm.digest`), in their order; ECDSA as DER (RFC 3279).

        All of them or none. Refused: signer-unavailable when trying again may help, signer-rejected when not.
        What comes back is believed by nobody before `verified` has seen it. A remote one asks over the network: call
        it outside a transaction.
        """


def algorithm_of(
    certificate: x509.Certificate, *, prefer_pss: bool, ways: Container[str] = tuple(Algorithm)
) -> Algorithm:
    """How the key of a certificate is to sign. ways: what token or service can do; PSS only where it can.

    Refused `unfit-key` when the law wants a stronger key or another one.
    """
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey) and public.key_size >= RSA_BITS:
        wanted = Algorithm.RSA_PSS if prefer_pss else Algorithm.RSA_PKCS1
        other = Algorithm.RSA_PKCS1 if prefer_pss else Algorithm.RSA_PSS
        return wanted if wanted in ways else other
    if isinstance(public, ec.EllipticCurvePublicKey):
        if isinstance(public.curve, ec.SECP256R1):
            return Algorithm.ECDSA_P256
        if isinstance(public.curve, ec.SECP384R1):
            return Algorithm.ECDSA_P384
    raise Refused(
        "unfit-key",
        f"Khoá của chứng thư phải là RSA từ {RSA_BITS} bit trở lên, hoặc ECDSA P-256, P-384 (Thông tư 15/2025).",
    )


@cache
def public_key(certificate: bytes) -> rsa.RSAPublicKey | ec.EllipticCurvePublicKey:
    """The public key of a certificate (DER), read once in a process."""
    found = x509.load_der_x509_certificate(certificate).public_key()
    if not isinstance(found, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise TypeError("neither RSA nor ECDSA")
    return found


def longest_signature(certificate: bytes) -> int:
    """Bytes of the longest signature that the key can make: an RSA block, or two numbers of the curve in DER."""
    found = public_key(certificate)
    if isinstance(found, rsa.RSAPublicKey):
        return (found.key_size + 7) // 8
    # Each number may need a zero in front; the sequence around them stays below 128 bytes up to P-384.
    return 2 * (2 + (found.key_size + 7) // 8 + 1) + 2


def verified(signer: Signer, digests: Sequence[bytes], signatures: Sequence[bytes]) -> list[bytes]:
    """The signatures, each checked against the certificate. Refused `wrong-signature`: nothing of them may be used."""
    wrong = Refused(
        "wrong-signature",
        "Chữ ký nhận được không khớp với chứng thư của người ký nên không dùng được; văn bản chưa được ký. "
        "Hãy báo quản trị viên kiểm tra khoá ký.",
    )
    if len(digests) != len(signatures):
        raise wrong
    key, algorithm = public_key(signer.certificate), signer.algorithm
    hashed = Prehashed(algorithm.hash)
    try:
        for digest, signature in zip(digests, signatures, strict=True):
            if isinstance(key, rsa.RSAPublicKey):
                key.verify(signature, digest, algorithm.padding, hashed)
            else:
                key.verify(signature, digest, ec.ECDSA(hashed))
    except InvalidSignature as error:
        raise wrong from error
    return list(signatures)
