"""The one folder of state, what is kept in it, and where the partners listen."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any

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


def backups() -> Path:
    """Where backups lie: TINHSO_BACKUP, best a disk of another machine; or, to try it out, the state."""
    return Path(os.environ.get("TINHSO_BACKUP") or folder() / "backups").resolve()


def earlier(name: str) -> list[str]:
    """Secrets of this name that still open what they closed: TINHSO_SECRET_<NAME>_BEFORE, or secret-<name>.before."""
    given = os.environ.get(f"TINHSO_SECRET_{name.upper().replace('-', '_')}_BEFORE")
    path = folder() / f"secret-{name}.before"
    return given.split() if given else path.read_text().split() if path.exists() else []


def changed(name: str) -> None:
    """A fresh secret in the place of the kept one, which still opens until `forgotten`. OSError as files have it."""
    path = folder() / f"secret-{name}"
    _keep(folder() / f"secret-{name}.before", "\n".join([path.read_text(), *earlier(name)]))
    _keep(path, secrets.token_urlsafe(48))


def forgotten(name: str) -> None:
    """Earlier secrets open nothing any more."""
    (folder() / f"secret-{name}.before").unlink(missing_ok=True)


def _keep(path: Path, content: str) -> None:
    """Put a secret into its place at once and whole, readable by us alone."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(content)
    fresh.replace(path)


def limits(usual: dict[str, str], *, is_on: bool) -> dict[str, tuple[int, int]]:
    """(times, seconds) of each limit: as TINHSO_LIMIT_<NAME> says, else the usual; all 0 with TINHSO_LIMITS=0."""
    if not is_on or os.environ.get("TINHSO_LIMITS", "1") == "0":
        return dict.fromkeys(usual, (0, 1))
    said = {name: os.environ.get(f"TINHSO_LIMIT_{name.upper()}", rate) for name, rate in usual.items()}
    return {name: (int(times), int(seconds or 60)) for name, rate in said.items()
            for times, _, seconds in [rate.partition("/")]}  # fmt: skip


def patience(usual: dict[str, str]) -> dict[str, tuple[int, int, int, int]]:
    """(failures, first minutes, most minutes, hours) of each kind: as TINHSO_WAIT_<KIND> says, else the usual."""
    said = {name: os.environ.get(f"TINHSO_WAIT_{name.upper()}", numbers) for name, numbers in usual.items()}
    found = {}
    for name, numbers in said.items():
        free, first, most, hours = (int(number) for number in numbers.split("/"))
        found[name] = (free, first, most, hours)
    return found


def session_terms(usual: dict[str, str]) -> dict[str, tuple[int, int]]:
    """(seconds idle, seconds in all) for each kind of person: as TINHSO_SESSION_<KIND>=minutes/hours says."""
    said = {name: os.environ.get(f"TINHSO_SESSION_{name.upper()}", term) for name, term in usual.items()}
    return {name: (int(minutes) * 60, int(hours) * 3600) for name, term in said.items()
            for minutes, _, hours in [term.partition("/")]}  # fmt: skip


def partners() -> dict[str, str]:
    """Base address of each partner by name; doubles listen from PORT + 1 upward."""
    first = int(os.environ.get("PORT", "8000")) + 1
    names = (
        "vneid", "payment_platform", "messages", "smtp", "residence", "insurance", "population", "national_portal",
        "csc",
    )  # fmt: skip
    local = {name: f"http://127.0.0.1:{first + place}" for place, name in enumerate(names)}
    local["timestamps"] = f"http://127.0.0.1:{first + 9}/tsa"
    local["axis"] = f"http://127.0.0.1:{first + 10}/vxp"
    return {name: os.environ.get(f"TINHSO_PARTNER_{name.upper()}", address) for name, address in local.items()}


def stream_port() -> int:
    """Where the stream of the walls listens: after the doubles, unless TINHSO_STREAM_PORT says otherwise."""
    return int(os.environ.get("TINHSO_STREAM_PORT") or int(os.environ.get("PORT", "8000")) + 12)


def stream_origin(usual: str = "") -> str:
    """Where browsers find that stream, as TINHSO_STREAM_ORIGIN says; "off": there is none, pages ask by themselves."""
    return os.environ.get("TINHSO_STREAM_ORIGIN", usual)


def partner_origins() -> list[str]:
    """Origins that a form may be sent on to: sign-in and payment leave our site and come back."""
    return [partners()[name] for name in ("vneid", "payment_platform")]


def double() -> dict[str, str]:
    """Where doubles keep their books, and how many seconds after a failed call they call again."""
    return {
        "double_folder": os.environ.get("TINHSO_DOUBLE_FOLDER", str(folder() / "doubles")),
        "double_retry_s": os.environ.get("TINHSO_DOUBLE_RETRY_S", "1"),
    }


def axis() -> dict[str, Any]:
    """The axis of document exchange: whether we use it, who we are there, and what it wants written how.

    codes: notation of agencies, legacy (000.00.00.H42) or new (H42). hash_form: of hash-file, unpadded as the vendor's
    client prints it, or padded. What the axis of today wants is told on connection [M].
    """
    return {
        "is_on": os.environ.get("TINHSO_AXIS", "0") == "1",
        "system_id": os.environ.get("TINHSO_AXIS_SYSTEM", "000.00.00.H42"),
        "secret": secret("axis"),
        "codes": os.environ.get("TINHSO_AXIS_CODES", "legacy"),
        "hash_form": os.environ.get("TINHSO_AXIS_HASH", "unpadded"),
        "most_bytes": int(os.environ.get("TINHSO_AXIS_MOST_MB", "100")) * 1024 * 1024,
        "node_folder": os.environ.get("TINHSO_AXIS_NODE_FOLDER", str(folder() / "doubles" / "axis")),
    }
