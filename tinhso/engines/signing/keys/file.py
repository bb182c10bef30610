"""A key in a file of KEYS_DIR, parsed and checked once in a process: that is two thirds of a naive signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from tinhso.engines.signing.keys.signer import Algorithm

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class FileSigner:
    """A key that this process holds in its memory (signer.Signer)."""

    key: PrivateKey
    certificate: bytes
    chain: tuple[bytes, ...]
    algorithm: Algorithm = Algorithm.RSA_PSS
    most: int = 100

    def sign_many(self, digests: Sequence[bytes], *, now: datetime) -> list[bytes]:
        """One raw signature for each digest."""
        return [self._sign(digest) for digest in digests]

    def _sign(self, digest: bytes) -> bytes:
        hashed = Prehashed(self.algorithm.hash)
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(digest, self.algorithm.padding, hashed)
        return self.key.sign(digest, ec.ECDSA(hashed))


@cache
def private_key(path: Path) -> PrivateKey:
    """The private key in a PEM file."""
    # OpenSSL would prove anew that the primes are primes, 0.1 s a key: the file is our own, and a signature that its
    # certificate does not verify is refused before anybody sees it (signer.verified).
    pem = path.read_bytes()
    key = serialization.load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} is neither an RSA nor an ECDSA key")
    return key
