"""A key in a file of KEYS_DIR, parsed and checked once in a process: that is two thirds of a naive signature."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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


_KNOWN: dict[Path, PrivateKey] = {}


def private_key(path: Path) -> PrivateKey:
    """The private key in a PEM file."""
    # OpenSSL would prove anew that the primes are primes, 0.1 s a key: the file is our own, and a signature that its
    # certificate does not verify is refused before anybody sees it (signer.verified).
    if path not in _KNOWN:
        pem = path.read_bytes()
        key = serialization.load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True)
        if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise TypeError(f"{path.name} is neither an RSA nor an ECDSA key")
        _KNOWN[path] = key
    return _KNOWN[path]


def keep(path: Path, key: PrivateKey) -> None:
    """Write a key where we alone may read it; this process made it and needs not check it."""
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    _KNOWN[path] = key
