"""What the product is made of that is not ours: the two lockfiles and the committed front-end files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock")
VENDOR = ROOT / "tinhso" / "ground" / "web" / "static" / "vendor" / "manifest.json"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ECOSYSTEMS = {"pypi": "PyPI", "npm": "npm"}


@dataclass(frozen=True, order=True)
class Part:
    """One package at one version. kind: pypi or npm; hashes: SHA-256 of its files; licence: '' if no file says it."""

    kind: str
    name: str
    version: str
    hashes: tuple[str, ...] = ()
    licence: str = ""

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def parts(*locks: str) -> list[Part]:
    """Every package of these lockfiles and of the front end, once each."""
    found = {part for lock in locks for part in _locked((ROOT / lock).read_text())}
    return sorted({(one.kind, one.name, one.version): one for one in found | set(_vendored())}.values())


def _locked(text: str) -> list[Part]:
    entries = re.split(r"\n(?=\S)", text)
    pinned = [(found, entry) for entry in entries if (found := PINNED.match(entry))]
    return [Part("pypi", found[1].lower().replace("_", "-"), found[2], tuple(HASH.findall(entry)))
            for found, entry in pinned]  # fmt: skip


def _vendored() -> list[Part]:
    files: dict[tuple[str, str, str], list[str]] = {}
    for entry in json.loads(VENDOR.read_text()):
        files.setdefault((entry["package"], entry["version"], entry["licence"]), []).append(entry["sha256"])
    return [Part("npm", name, version, tuple(hashes), licence) for (name, version, licence), hashes in files.items()]
