"""What the double of the remote signing service keeps: a CA of its own and three keys, each with a certificate.

They are made anew where the folder has none; the root's certificate lies there as csc-root.crt, for whoever wants to
trust it. Their names say that they have no legal force.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import algos
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509.oid import NameOID, ObjectIdentifier

NO_FORCE = "Dịch vụ ký số từ xa MÔ PHỎNG – không có giá trị pháp lý"
VALID = (datetime(2023, 1, 1, tzinfo=UTC), datetime(2033, 1, 1, tzinfo=UTC))
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
RSA_WAYS = ("rsassa_pkcs1v15", "sha256_rsa", "rsassa_pss")
WAYS = {"ky-rsa": RSA_WAYS, "ky-p256": ("sha256_ecdsa",), "ky-p384": ("sha384_ecdsa",)}
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def oid(algorithm: str) -> str:
    """The OID of a signature algorithm that asn1crypto knows by name."""
    return str(algos.SignedDigestAlgorithmId.unmap(algorithm))


@dataclass
class Key:
    """One credential. pin: what an explicit authorization must bring, '' for an implicit one."""

    private: PrivateKey
    certificates: tuple[x509.Certificate, ...]
    ways: tuple[str, ...]
    pin: str = ""

    def info(self, *, most: int, status: str) -> dict[str, Any]:
        """The answer of credentials/info."""
        ders = [one.public_bytes(serialization.Encoding.DER) for one in self.certificates]
        key: dict[str, Any] = {
            "status": status, "algo": [oid(way) for way in self.ways], "len": self.private.key_size,
        }  # fmt: skip
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            key["curve"] = {256: "1.2.840.10045.3.1.7", 384: "1.3.132.0.34"}[self.private.key_size]
        return {
            "key": key,
            "cert": {"status": "valid", "certificates": [base64.b64encode(der).decode() for der in ders]},
            "authMode": "explicit" if self.pin else "implicit",
            "PIN": {"presence": "true" if self.pin else "false"},
            "OTP": {"presence": "false"},
            "SCAL": "2",
            "multisign": most,
        }

    def sign(self, digest: bytes, way: str, parameters: bytes | None) -> bytes:
        """One raw signature. ValueError for what this key does not do."""
        if way not in {oid(known) for known in self.ways}:
            raise ValueError("algorithm")
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            hashed = hashes.SHA384() if self.private.key_size == 384 else hashes.SHA256()
            return self.private.sign(digest, ec.ECDSA(Prehashed(hashed)))
        if way != oid("rsassa_pss"):
            return self.private.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        said = algos.RSASSAPSSParams.load(parameters or b"", strict=True)
        if said["hash_algorithm"]["algorithm"].native != "sha256":
            raise ValueError("hash")
        filled = padding.PSS(padding.MGF1(hashes.SHA256()), int(said["salt_length"].native))
        return self.private.sign(digest, filled, Prehashed(hashes.SHA256()))


@dataclass
class Leave:
    """What one SAD allows: these hashes of this key, once."""

    credential_id: str
    hashes: tuple[str, ...]


class Books:
    """Keys by credential id, and the leave that was given and not yet used."""

    def __init__(self, folder: Path, *, pin: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        root_key = rsa.generate_private_key(65537, 2048)
        root = _certificate("CA gốc ký số từ xa MÔ PHỎNG", root_key.public_key(), root_key, "")
        (folder / "csc-root.crt").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        made: dict[str, PrivateKey] = {
            "ky-rsa": rsa.generate_private_key(65537, 2048),
            "ky-p256": ec.generate_private_key(ec.SECP256R1()),
            "ky-p384": ec.generate_private_key(ec.SECP384R1()),
        }
        self.keys = {
            name: Key(key, (_certificate(f"Người ký từ xa {name}", key.public_key(), root_key, root), root), WAYS[name])
            for name, key in made.items()
        }
        self.keys["ky-p384"].pin = pin
        self.leaves: dict[str, Leave] = {}

    def allow(self, credential_id: str, wanted: Sequence[str]) -> str:
        """A fresh SAD for these hashes."""
        sad = secrets.token_urlsafe(24)
        self.leaves[sad] = Leave(credential_id, tuple(wanted))
        return sad

    def spend(self, sad: str, credential_id: str, wanted: Sequence[str]) -> bool:
        """Use a SAD up; False when it does not allow this."""
        leave = self.leaves.pop(sad, None)
        return leave is not None and leave.credential_id == credential_id and set(wanted) <= set(leave.hashes)


def _certificate(
    name: str,
    public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
    issuer_key: rsa.RSAPrivateKey,
    issuer: x509.Certificate | str,
) -> x509.Certificate:
    """A certificate by an issuer; by itself when that is ''."""
    is_ca = isinstance(issuer, str)
    parts = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATIONAL_UNIT_NAME, NO_FORCE), (NameOID.COMMON_NAME, name))
    subject = x509.Name([x509.NameAttribute(*part) for part in parts])
    usage = {"digital_signature": not is_ca, "content_commitment": not is_ca, "key_cert_sign": is_ca, "crl_sign": is_ca}
    unused = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if isinstance(issuer, str) else issuer.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID[0])
        .not_valid_after(VALID[1])
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(unused, False)), critical=True)
    )
    if not is_ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())
