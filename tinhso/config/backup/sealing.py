"""Keys and secrets leave the state folder sealed: AES-256-GCM under a key from the secret `backup`."""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import tarfile
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tinhso.ground.base.refused import Refused

MAGIC = b"tinhso-sealed-1\n"
SALT_BYTES, NONCE_BYTES = 16, 12
OWN = "secret-backup"  # the one secret that must not lie beside what it opens
WRONG_KEY = "Không mở được: khóa sao lưu (TINHSO_SECRET_BACKUP) không đúng, hoặc gói khóa và bí mật đã bị sửa."


def kept_names(state: Path) -> list[Path]:
    """What of a state folder is sealed: signing keys with their pins, secrets, markers of what was loaded."""
    found = [path for path in state.rglob("keys/**/*") if path.is_file() and path.relative_to(state).parts[0] == "keys"]
    return sorted([*found, *state.glob("secret-*"), *state.glob("loaded-*")])


def fingerprint(state: Path) -> str:
    """Changes when anything to be sealed does: names, sizes and moments, nothing is read."""
    digest = hashlib.sha256()
    for path in kept_names(state):
        told = path.stat()
        digest.update(f"{path.relative_to(state)} {told.st_size} {told.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def seal(state: Path, secret: str) -> bytes:
    """All that in one sealed piece."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        for path in kept_names(state):
            if path.name != OWN:
                archive.add(path, arcname=str(path.relative_to(state)))
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    return MAGIC + salt + nonce + AESGCM(_key(secret, salt)).encrypt(nonce, packed.getvalue(), MAGIC)


def unseal(sealed: bytes, secret: str, into: Path) -> None:
    """Lay everything into a new state folder. Refused: wrong-backup-key, which an altered piece looks like too."""
    head, rest = sealed[: len(MAGIC)], sealed[len(MAGIC) :]
    salt, nonce, body = rest[:SALT_BYTES], rest[SALT_BYTES : SALT_BYTES + NONCE_BYTES], rest[SALT_BYTES + NONCE_BYTES :]
    try:
        packed = AESGCM(_key(secret, salt)).decrypt(nonce, body, head)
    except (InvalidTag, ValueError) as wrong:
        raise Refused("wrong-backup-key", WRONG_KEY) from wrong
    unpack(io.BytesIO(packed), into)


class Unowned(tarfile.TarFile):
    """An archive whose files become ours, whoever owned them: root would hand them to a number of another machine."""

    extraction_filter = staticmethod(getattr(tarfile, "tar_filter", lambda member, _path: member))

    def chown(self, *_arguments: object, **_named: object) -> None:
        """Leave the owner alone."""


def unpack(path: Path | io.BytesIO, into: Path) -> None:
    """Extract a tar.gz of our own whose seal or checksum was verified; modes stay as they were."""
    given = {"name": path} if isinstance(path, Path) else {"fileobj": path}
    with Unowned.open(mode="r:gz", **given) as archive:
        archive.extractall(into)  # noqa: S202


def mark(secret: str, content: bytes) -> str:
    """HMAC-SHA256 in hex: who has not the key cannot change a manifest unnoticed."""
    return hmac.new(_key(secret, b"manifest"), content, hashlib.sha256).hexdigest()


@cache
def _key(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
