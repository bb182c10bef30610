"""The development CA: a root, an issuing CA and the keys of demo signers, as files in KEYS_DIR.

It stands in for the Government's CA so that signing can be run for real; its certificates say in their names
that they have no legal force. Production points KEYS_DIR at certificates of the real CA and switches it off.
"""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

from tinhso.engines.signing.keys.file import PrivateKey, keep, private_key

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
DISCLAIMER = "CA THỬ NGHIỆM – không có giá trị pháp lý"
PROVINCE = "Tỉnh Số"
KEY_BITS = 2048
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
# One window for all demo certificates, so that cases of past years can be replayed.
VALID_FROM = datetime(2023, 1, 1, tzinfo=UTC)
VALID_TO = datetime(2033, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Issued:
    """A certificate with the place of its key. key_name: a file name in KEYS_DIR."""

    certificate: x509.Certificate
    key_name: str


@dataclass(frozen=True)
class Authority:
    """The two certificates that every demo certificate hangs from."""

    root: Issued
    issuing: Issued


def authority(folder: Path) -> Authority:
    """The development CA in a folder, made at first use; processes that come at once get the same one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "authority.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "issuing.crt").exists():
            root_key = _new_key()
            root_name = _name(f"CA gốc THỬ NGHIỆM {PROVINCE}")
            root = _certificate(
                root_name, root_name, root_key.public_key(), root_key, (VALID_FROM, VALID_TO), path_length=1
            )
            issuing_key = _new_key()
            issuing_name = _name(f"CA THỬ NGHIỆM {PROVINCE}")
            issuing = _certificate(
                issuing_name, root_name, issuing_key.public_key(), root_key, (VALID_FROM, VALID_TO), path_length=0
            )
            for label, key, certificate in (("root", root_key, root), ("issuing", issuing_key, issuing)):
                keep(folder / f"{label}.key", key)
                (folder / f"{label}.crt").write_bytes(certificate.public_bytes(serialization.Encoding.DER))
    return Authority(_read(folder, "root"), _read(folder, "issuing"))


def _read(folder: Path, label: str) -> Issued:
    return Issued(x509.load_der_x509_certificate((folder / f"{label}.crt").read_bytes()), f"{label}.key")


def issue(
    folder: Path,
    *,
    name: str,
    organisation: str,
    title: str = "",
    valid: tuple[datetime, datetime] = (VALID_FROM, VALID_TO),
    key: PrivateKey | None = None,
) -> Issued:
    """A certificate for a person (title given) or an agency, and a fresh key unless one is given; 0.1 s of CPU."""
    key = key or _new_key()
    certificate = certified(folder, key.public_key(), name=name, organisation=organisation, title=title, valid=valid)
    return Issued(certificate, keep_key(folder, certificate, key))


def certified(
    folder: Path,
    public: PublicKey,
    *,
    name: str,
    organisation: str,
    title: str = "",
    valid: tuple[datetime, datetime] = (VALID_FROM, VALID_TO),
) -> x509.Certificate:
    """A certificate of the development CA for a key that lives elsewhere: in a token, at a remote service."""
    above = authority(folder).issuing
    return _certificate(
        _name(name, organisation, title), above.certificate.subject, public, _ca_key(folder / above.key_name), valid,
        path_length=None,
    )  # fmt: skip


def _ca_key(path: Path) -> rsa.RSAPrivateKey:
    key = private_key(path)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{path.name} is not an RSA key")
    return key


def keep_key(folder: Path, certificate: x509.Certificate, key: PrivateKey) -> str:
    """Write the key of a certificate where we alone may read it; its file name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_name = f"{certificate.fingerprint(hashes.SHA256()).hex()[:40]}.key"
    keep(folder / key_name, key)
    return key_name


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _name(common: str, organisation: str = PROVINCE, title: str = "") -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DISCLAIMER),
    ]
    if title:
        parts.append(x509.NameAttribute(NameOID.TITLE, title))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, _short(common))])


def _short(name: str) -> str:
    """At most 64 bytes, the room of a common name (RFC 5280); the organisation keeps the whole name."""
    if len(name.encode()) <= 64:
        return name
    return name.encode()[:61].decode(errors="ignore") + "…"


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: PublicKey,
    issuer_key: rsa.RSAPrivateKey,
    valid: tuple[datetime, datetime],
    *,
    path_length: int | None,
) -> x509.Certificate:
    is_ca = path_length is not None
    usage = {"digital_signature": not is_ca, "content_commitment": not is_ca, "key_cert_sign": is_ca, "crl_sign": is_ca}
    unused = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=path_length), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(unused, False)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not is_ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())
