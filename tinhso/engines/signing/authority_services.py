"""What the development CA does besides certifying signers: its revocation lists and its time-stamping certificate."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tinhso.engines.signing import authority
from tinhso.engines.signing.keys.file import private_key

STAMPER = "timestamps"  # the names of its two files in KEYS_DIR, where the time-stamping server finds them
LIST_HOLDS = timedelta(days=7)


@dataclass(frozen=True)
class Revoked:
    """One line of a revocation list."""

    serial: int
    at: datetime
    reason: x509.ReasonFlags = x509.ReasonFlags.unspecified


def revocation_list(folder: Path, label: str, revoked: Iterable[Revoked], *, now: datetime) -> bytes:
    """DER of the list (RFC 5280, 5) of the root or the issuing CA (label) as it stands now; about 1 ms."""
    made = authority.authority(folder)
    above = made.root if label == "root" else made.issuing
    key = _key(folder / above.key_name)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(above.certificate.subject)
        .last_update(now)
        .next_update(now + LIST_HOLDS)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
    )
    for line in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(line.serial).revocation_date(line.at)
        if line.reason is not x509.ReasonFlags.unspecified:  # RFC 5280, 5.3.1: the absence says it
            entry = entry.add_extension(x509.CRLReason(line.reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def stamper(
    folder: Path, *, valid: tuple[datetime, datetime] = (authority.VALID_FROM, authority.VALID_TO), again: bool = False
) -> x509.Certificate:
    """The certificate of the development time-stamping server (RFC 3161, 2.3: that purpose alone, critical).

    Made at first use; again: a new one takes its place. Its key lies beside it.
    """
    place = folder / f"{STAMPER}.crt"
    if place.exists() and not again:
        return x509.load_der_x509_certificate(place.read_bytes())
    above = authority.authority(folder).issuing
    above_key = _key(folder / above.key_name)
    key = rsa.generate_private_key(public_exponent=65537, key_size=authority.KEY_BITS)
    name = x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, authority.PROVINCE),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, authority.DISCLAIMER),
        x509.NameAttribute(NameOID.COMMON_NAME, "Dấu thời gian THỬ NGHIỆM"),
    ])  # fmt: skip
    usage = dict.fromkeys(
        ("content_commitment", "key_cert_sign", "crl_sign", "key_encipherment", "data_encipherment", "key_agreement",
         "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(above.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, **usage), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key.public_key()), critical=False)
        .sign(above_key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _put(folder / f"{STAMPER}.key", pem, 0o600)
    _put(place, made.public_bytes(serialization.Encoding.DER), 0o644)
    return made


def _put(place: Path, content: bytes, mode: int) -> None:
    """Write a file whole or not at all, readable as told."""
    fresh = place.with_suffix(f".{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    fresh.rename(place)


def _key(path: Path) -> rsa.RSAPrivateKey:
    key = private_key(path)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{path.name} is not an RSA key")
    return key
