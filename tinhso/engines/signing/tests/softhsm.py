"""Finds SoftHSM, a token made of software, or brings Debian's without being root; says loudly when there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[4] / ".tools" / "softhsm"
PACKAGES = ("libsofthsm2", "softhsm2")
LIBRARY = "softhsm/libsofthsm2.so"
PLACES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib", str(TOOLS / "usr/lib"))


@dataclass(frozen=True)
class SoftHsm:
    """Its library, and the program that makes tokens."""

    library: str
    util: str


def softhsm() -> SoftHsm | None:
    """The system's SoftHSM, or the one brought under .tools."""
    found = (path for place in PLACES for path in (*Path(place).glob(LIBRARY), *Path(place).glob(f"*/{LIBRARY}")))
    library = os.environ.get("TINHSO_SOFTHSM") or str(next(found, ""))
    brought = TOOLS / "usr/bin/softhsm2-util"
    util = shutil.which("softhsm2-util") or (str(brought) if brought.exists() else "")
    return SoftHsm(library, util) if library and util else None


def bring() -> None:
    """Debian's two packages, unpacked under .tools: nobody needs to be root, nothing of the system is touched."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    # As root, apt reads as a user of its own, who may enter no folder of ours.
    download = ["apt-get", "-o", "APT::Sandbox::User=root", "download", "-qq", *PACKAGES]
    with tempfile.TemporaryDirectory() as folder:
        if not _went_well(download, folder) and os.geteuid() == 0:
            _went_well(["apt-get", "update", "-qq"], folder)
            _went_well(download, folder)
        for package in Path(folder).glob("*.deb"):
            _went_well(["dpkg-deb", "-x", str(package), str(TOOLS)], folder)


def _went_well(command: list[str], folder: str) -> bool:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=300).returncode == 0


if __name__ == "__main__":
    if not softhsm():
        sys.stdout.write("Looking for SoftHSM for the tests of signing…\n")
        bring()
    if not softhsm():
        line = "=" * 78
        sys.stdout.write(f"{line}\nNO SOFTHSM COULD BE HAD: THE TESTS WITH A TOKEN WILL BE SKIPPED.\n{line}\n")
