"""The arithmetic of second factors: secrets at rest, one-time codes, recovery codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

from argon2.low_level import Type, hash_secret_raw
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

STEP_S = 30
RECOVERY_CODES = 10
SALT, OLD_HASH = 16, 32
# OWASP ASVS 6.5.2: the least cost of Argon2id.
SLOWLY = {"time_cost": 2, "memory_cost": 19_456, "parallelism": 1}
# Letters and digits that nobody confuses on paper.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def fresh_secret() -> bytes:
    """160 random bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def written(secret: bytes) -> str:
    """Base32 as authenticator apps read it."""
    return base64.b32encode(secret).decode()


def address(secret: bytes, *, username: str) -> str:
    """otpauth:// for the QR code."""
    return _totp(secret).get_provisioning_uri(username, "Tỉnh Số")


def code_at(secret: bytes, now: datetime) -> str:
    """The six digits that an app shows now."""
    return _totp(secret).generate(int(now.timestamp())).decode()


def accepted_step(secret: bytes, code: str, *, after: int, now: datetime) -> int | None:
    """The time step whose code this is, one step of clock error allowed each way; None when it is wrong.

    after: the last step used; that one and older ones are spent, so a code overheard is of no use.
    """
    here = int(now.timestamp()) // STEP_S
    found = None
    for step in (here - 1, here, here + 1):
        right = _totp(secret).generate(step * STEP_S)
        if hmac.compare_digest(right, code.encode()) and step > after:
            found = step
    return found


def _totp(secret: bytes) -> TOTP:
    # SHA-1 is what every authenticator app speaks; HMAC-SHA-1 is not weakened by its collisions.
    return TOTP(secret, 6, SHA1(), STEP_S)  # noqa: S303


def fresh_recovery_codes() -> list[str]:
    """Ten codes such as k7m2p-9xq4t: 49 random bits each."""
    draw = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in draw]


def fresh_salt() -> bytes:
    """The salt of all recovery codes of one account: shared, so that a try costs one slow hash and not ten."""
    return secrets.token_bytes(SALT)


def recovery_hash(code: str, salt: bytes) -> bytes:
    """What is stored of a recovery code, the salt first; dashes, spaces and capitals forgiven.

    49 bits could be searched in a stolen table, were the hash not slow.
    """
    return salt + hash_secret_raw(_low(code), salt, hash_len=32, type=Type.ID, **SLOWLY)


def matching(code: str, stored: Iterable[bytes]) -> bytes | None:
    """Which of the stored recovery codes this is; None when it is none. One slow hash for each salt."""
    tries: dict[bytes, bytes] = {}
    for one in stored:
        # Without a salt: written before December 2026 with SHA-256 alone, gone with the owner's next ten codes.
        salt = one[:SALT] if len(one) > OLD_HASH else b""
        if salt not in tries:
            tries[salt] = recovery_hash(code, salt) if salt else hashlib.sha256(_low(code)).digest()
        if hmac.compare_digest(tries[salt], one):
            return one
    return None


def _low(code: str) -> bytes:
    return "".join(code.lower().replace("-", "").split()).encode()


def sealed(secret: bytes) -> bytes:
    """A secret as it is stored: encrypted under a key derived from the site's own."""
    return _vault().encrypt(secret)


def opened(stored: bytes) -> bytes:
    """The secret behind `sealed`."""
    return _vault().decrypt(bytes(stored))


def resealed(stored: bytes) -> bytes:
    """The same secret under the key of today, when the site's own was changed."""
    return _vault().rotate(bytes(stored))


def _vault() -> MultiFernet:
    return MultiFernet([_lock(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _lock(secret: str) -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"tinhso second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
