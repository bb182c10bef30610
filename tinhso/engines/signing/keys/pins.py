"""PINs of tokens and of remote credentials: from the keys folder or the environment, never from the database."""

from __future__ import annotations

import hashlib
import hmac
import re
from contextlib import suppress

from django.conf import settings

from tinhso.ground.base.refused import Refused


def pin_of(name: str) -> str:
    """The PIN of a token (by its label) or of a credential: KEYS_DIR/pin-<name>, else TINHSO_SIGNING_PIN, else ''."""
    with suppress(FileNotFoundError):
        return (settings.KEYS_DIR / f"pin-{_plain(name)}").read_text().strip()
    return settings.SIGNING_PIN


def refuse_spent(name: str, pin: str) -> None:
    """Refused `signer-rejected` when this very PIN was turned down before: a few tries more would lock the token."""
    with suppress(FileNotFoundError):
        if hmac.compare_digest((settings.KEYS_DIR / f"pin-refused-{_plain(name)}").read_text(), _mark(name, pin)):
            raise Refused(
                "signer-rejected",
                f"Mã PIN của khoá “{name}” đã bị từ chối nên hệ thống không thử lại, để khoá không bị khoá cứng. "
                "Quản trị viên hãy đặt lại mã PIN rồi ký lại.",
            )


def note_refused(name: str, pin: str) -> None:
    """Remember for all processes that a PIN was turned down, in a form from which it cannot be read back."""
    settings.KEYS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.KEYS_DIR / f"pin-refused-{_plain(name)}"
    path.touch(mode=0o600)
    path.write_text(_mark(name, pin))


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)


def _mark(name: str, pin: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{name}\n{pin}".encode(), hashlib.sha256).hexdigest()
