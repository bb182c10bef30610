"""Known weaknesses in what we depend on: `make audit`, and a part of `make check`.

Asks OSV (the open database that GitHub, PyPI and npm feed) in one request about every package of both lockfiles and of
the front end. Without a way there: OSV's own export, a zip or a folder of JSON files that was carried in, named by
TINHSO_ADVISORIES. A weakness fails the check, unless docs/security/ignored.toml names it with a reason and a day that
has not come yet. When nobody can be asked, that is said loudly; it fails only with --must.
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
from packaging.version import InvalidVersion, Version

from tests.security.parts import ECOSYSTEMS, LOCKS, ROOT, Part, parts

OSV = "https://api.osv.dev"
IGNORED = ROOT / "docs" / "security" / "ignored.toml"
LONGEST_DAYS = 180


class Unreachable(Exception):
    """Nobody could be asked."""


def asked(address: str, wanted: list[Part]) -> dict[Part, set[str]]:
    """Identifiers of what is known of each package, from a server that speaks OSV. Unreachable."""
    queries = [{"package": {"name": one.name, "ecosystem": ECOSYSTEMS[one.kind]}, "version": one.version}
               for one in wanted]  # fmt: skip
    try:
        answer = httpx.post(f"{address}/v1/querybatch", json={"queries": queries}, timeout=20).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise Unreachable(f"{address}: {error}") from error
    results = answer.get("results", [])
    if len(results) != len(wanted):
        raise Unreachable(f"{address}: {len(results)} answers to {len(wanted)} questions")
    return {one: {known["id"] for known in said.get("vulns", [])} for one, said in zip(wanted, results, strict=True)}


def read(export: Path, wanted: list[Part]) -> dict[Part, set[str]]:
    """The same from an export of OSV. Unreachable when there is none."""
    by_name: dict[tuple[str, str], list[Part]] = {}
    for one in wanted:
        by_name.setdefault((ECOSYSTEMS[one.kind], one.name), []).append(one)
    found: dict[Part, set[str]] = {one: set() for one in wanted}
    records = 0
    for record in _records(export):
        records += 1
        for affected in () if record.get("withdrawn") else record.get("affected", ()):
            package = affected.get("package", {})
            name = str(package.get("name", "")).lower().replace("_", "-")
            for one in by_name.get((package.get("ecosystem", ""), name), ()):
                if is_affected(one.version, affected):
                    found[one].add(record["id"])
    if not records:
        raise Unreachable(f"{export}: no records of OSV")
    return found


def _records(export: Path) -> Iterator[dict[str, Any]]:
    if export.is_dir():
        yield from (json.loads(path.read_text()) for path in export.rglob("*.json"))
    elif zipfile.is_zipfile(export):
        with zipfile.ZipFile(export) as opened:
            yield from (json.loads(opened.read(name)) for name in opened.namelist() if name.endswith(".json"))


def is_affected(version: str, affected: dict[str, Any]) -> bool:
    """Whether a version is among those that a record names, one by one or by ranges; unreadable ones are."""
    if version in affected.get("versions", ()):
        return True
    ranges = [one["events"] for one in affected.get("ranges", ()) if one.get("type") in {"ECOSYSTEM", "SEMVER"}]
    try:
        return any(_is_within(Version(version), events) for events in ranges)
    except InvalidVersion:
        return bool(ranges)


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    inside = False
    for event in events:
        (kind, said), *_ = event.items()
        at = Version(said)
        if kind in {"introduced", "fixed"} and version >= at:
            inside = kind == "introduced"
        elif kind == "last_affected" and version > at:
            inside = False
    return inside


def excused(path: Path, *, today: date) -> tuple[set[str], list[str]]:
    """Identifiers that may stand for now, and complaints about the list itself."""
    lines = tomllib.loads(path.read_text()).get("ignored", []) if path.exists() else []
    wrong = [f"{one.get('id')}: no reason" for one in lines if len(str(one.get("reason", ""))) < 20]
    wrong += [f"{one['id']}: its time ended on {one['until']}" for one in lines if one["until"] < today]
    wrong += [f"{one['id']}: excused for too long" for one in lines if (one["until"] - today).days > LONGEST_DAYS]
    return {one["id"] for one in lines if one["until"] >= today}, wrong


def main(words: list[str], *, source: str = "", ignored: Path = IGNORED) -> int:
    """0: nothing known, or nobody to ask (said on stderr); 1: something is, or the list is wrong; --must: 1 for all."""
    source = source or os.environ.get("TINHSO_ADVISORIES", OSV)
    wanted = parts(*LOCKS)
    allowed, wrong = excused(ignored, today=datetime.now(UTC).date())
    try:
        known = asked(source, wanted) if source.startswith("http") else read(Path(source), wanted)
    except Unreachable as error:
        print(f"NOT AUDITED: no advisory source could be asked about {len(wanted)} packages ({error}).\n"
              "Set TINHSO_ADVISORIES to an export of OSV, or run `make audit` where the network is.",
              file=sys.stderr)  # fmt: skip
        known = {}
        wrong += ["not audited"] if "--must" in words else []
    wrong += [f"{one.name} {one.version}: {found}" for one, ids in known.items() for found in sorted(ids - allowed)]
    for line in wrong:
        print(f"audit: {line}", file=sys.stderr)
    if known and not wrong:
        print(f"audit: nothing known against {len(wanted)} packages")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
