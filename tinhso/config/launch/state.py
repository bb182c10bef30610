"""The one folder of state, what is kept in it, and where the partners listen."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def folder() -> Path:
    """The state folder: TINHSO_STATE, or var/ in the checkout. Removed by `make clean`."""
    path = Path(os.environ.get("TINHSO_STATE", REPOSITORY / "var")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret(name: str) -> str:
    """TINHSO_SECRET_<NAME>, or a random secret made at first use and kept in the state folder, readable by us alone."""
    given = os.environ.get(f"TINHSO_SECRET_{name.upper().replace('-', '_')}")  # no shell sets a name with a dash
    if given:
        return given
    path = folder() / f"secret-{name}"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()


def partners() -> dict[str, str]:
    """Base address of each partner by name; doubles listen from PORT + 1 upward."""
    first = int(os.environ.get("PORT", "8000")) + 1
    names = (
        "vneid", "payment_platform", "messages", "smtp", "residence", "insurance", "population", "national_portal",
        "csc",
    )  # fmt: skip
    local = {name: f"http://127.0.0.1:{first + place}" for place, name in enumerate(names)}
    local["timestamps"] = f"http://127.0.0.1:{first + 9}/tsa"
    return {name: os.environ.get(f"TINHSO_PARTNER_{name.upper()}", address) for name, address in local.items()}


def partner_origins() -> list[str]:
    """Origins that a form may be sent on to: sign-in and payment leave our site and come back."""
    return [partners()[name] for name in ("vneid", "payment_platform")]
