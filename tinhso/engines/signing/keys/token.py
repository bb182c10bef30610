"""A key in a token or an HSM, asked through PKCS #11: session and key handle are opened once in a process.

A token that was pulled, or a reader that stumbled, costs one new session; what stays away is `signer-unavailable`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, quote

import pkcs11
from django.conf import settings
from pkcs11.util.ec import encode_ecdsa_signature

from tinhso.engines.signing.keys.pins import note_refused, pin_of, refuse_spent
from tinhso.engines.signing.keys.signer import Algorithm
from tinhso.ground.base.refused import Refused

# DigestInfo of SHA-256 in front of the digest (RFC 8017, 9.2): CKM_RSA_PKCS signs what it is given.
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
PSS_OF_SHA256 = (pkcs11.Mechanism.SHA256, pkcs11.MGF.SHA256, 32)
MECHANISMS = {
    Algorithm.RSA_PSS: pkcs11.Mechanism.RSA_PKCS_PSS,
    Algorithm.RSA_PKCS1: pkcs11.Mechanism.RSA_PKCS,
    Algorithm.ECDSA_P256: pkcs11.Mechanism.ECDSA,
    Algorithm.ECDSA_P384: pkcs11.Mechanism.ECDSA,
}
BAD_PIN = (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange, pkcs11.PinExpired)


@dataclass
class _Session:
    """An open session with the handles of the keys that were looked up; their stubs do not know that they can sign."""

    opened: pkcs11.Session
    keys: dict[str, Any] = field(default_factory=dict)


# Handles mean nothing outside their library and process, and the library is reset as a whole: one lock for all.
_lock = Lock()
_sessions: dict[tuple[str, str], _Session] = {}


def address(token: str, label: str) -> str:
    """Where a key lives, as a PKCS #11 URI (RFC 7512): pkcs11:token=UBND;object=con-dau."""
    return f"pkcs11:token={quote(token, safe='')};object={quote(label, safe='')}"


def read_address(uri: str) -> tuple[str, str]:
    """Token and label of a PKCS #11 URI."""
    parts = dict(parse_qsl(uri.removeprefix("pkcs11:"), separator=";"))
    return parts["token"], parts["object"]


@dataclass(frozen=True)
class TokenSigner:
    """A key in a token (signer.Signer). token, label: what they are called there."""

    token: str
    label: str
    certificate: bytes
    chain: tuple[bytes, ...]
    algorithm: Algorithm
    most: int = 100

    def sign_many(self, digests: Sequence[bytes], *, now: datetime) -> list[bytes]:
        """One raw signature for each digest; when the session was lost, all of them again in a new one."""
        with _lock:
            try:
                return self._signatures(digests)
            except pkcs11.PKCS11Error:
                _start_anew()
            try:
                return self._signatures(digests)
            except pkcs11.PKCS11Error as lost:
                _start_anew()
                raise Refused(
                    "signer-unavailable",
                    f"Không liên lạc được với thiết bị ký số “{self.token}” (có thể đã bị rút ra). "
                    "Văn bản chưa được ký; hãy cắm lại thiết bị rồi ký lại.",
                ) from lost

    def _signatures(self, digests: Sequence[bytes]) -> list[bytes]:
        key = _key(self.token, self.label)
        return [self._sign(key, digest) for digest in digests]

    def _sign(self, key: Any, digest: bytes) -> bytes:
        mechanism = MECHANISMS[self.algorithm]
        match self.algorithm:
            case Algorithm.RSA_PSS:
                return bytes(key.sign(digest, mechanism=mechanism, mechanism_param=PSS_OF_SHA256))
            case Algorithm.RSA_PKCS1:
                return bytes(key.sign(SHA256_INFO + digest, mechanism=mechanism))
        return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=mechanism)))


def found_in(token: str, label: str) -> tuple[bytes | None, frozenset[Algorithm]]:
    """The certificate (DER) beside a key in a token, None without one; and the ways in which the token can sign.

    Refused: signer-unavailable, signer-rejected.
    """
    with _lock:
        try:
            _key(token, label)
            session = _sessions[settings.SIGNING_TOKEN_MODULE, token].opened
            known = session.token.slot.get_mechanisms()
            wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.LABEL: label}
            beside = [bytes(one[pkcs11.Attribute.VALUE]) for one in session.get_objects(wanted)]
        except pkcs11.PKCS11Error as lost:
            _start_anew()
            raise Refused("signer-unavailable", f"Không tìm thấy thiết bị ký số “{token}”.") from lost
    ways = frozenset(one for one, mechanism in MECHANISMS.items() if mechanism in known)
    return (beside[0] if beside else None), ways


def _key(token: str, label: str) -> Any:
    module = settings.SIGNING_TOKEN_MODULE
    if (module, token) not in _sessions:
        _sessions[module, token] = _Session(_opened(module, token))
    session = _sessions[module, token]
    if label not in session.keys:
        try:
            session.keys[label] = session.opened.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=label)
        except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned) as missing:
            raise Refused(
                "signer-rejected", f"Trong thiết bị ký số “{token}” không có đúng một khoá tên “{label}”."
            ) from missing
    return session.keys[label]


def _opened(module: str, token: str) -> pkcs11.Session:
    if not module:
        raise Refused("signer-rejected", "Chưa khai báo thư viện PKCS #11 của thiết bị ký số (TINHSO_PKCS11_MODULE).")
    pin = pin_of(token)
    refuse_spent(token, pin)
    try:
        opened: pkcs11.Session = pkcs11.lib(module).get_token(token_label=token).open(user_pin=pin)
    except BAD_PIN as wrong:
        note_refused(token, pin)
        raise Refused(
            "signer-rejected", f"Mã PIN của thiết bị ký số “{token}” không đúng. Văn bản chưa được ký."
        ) from wrong
    except pkcs11.PinLocked as locked:
        raise Refused(
            "signer-rejected", f"Thiết bị ký số “{token}” đã bị khoá vì nhập sai mã PIN nhiều lần."
        ) from locked
    return opened


def _start_anew() -> None:
    """Forget every session and reset the libraries: only so does one see a token that was plugged in again."""
    modules = {module for module, _ in _sessions} | {settings.SIGNING_TOKEN_MODULE}
    for session in _sessions.values():
        with suppress(pkcs11.PKCS11Error):
            session.opened.close()
    _sessions.clear()
    for module in filter(None, modules):
        with suppress(pkcs11.PKCS11Error):
            pkcs11.lib(module).reinitialize()
