"""`make sbom`: what an installation consists of, as CycloneDX 1.6 JSON: the lockfile and the front-end manifest."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.security.parts import ROOT, Part, parts


def bill(*, at: datetime) -> dict[str, Any]:
    """The bill of materials of what is installed to run; what only tests need is not in it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    itself = {"type": "application", "bom-ref": project["name"], "name": project["name"], "version": project["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {"timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": itself},
        "components": [_component(one) for one in parts("requirements.lock")],
    }


def _component(part: Part) -> dict[str, Any]:
    said = {"type": "library", "bom-ref": part.purl, "name": part.name, "version": part.version, "purl": part.purl}
    if part.licence:
        said["licenses"] = [{"expression": part.licence}]
    # A package with a file for each platform has as many hashes; which one is installed, the lockfile cannot know.
    return said | ({"hashes": [{"alg": "SHA-256", "content": part.hashes[0]}]} if len(part.hashes) == 1 else {})


if __name__ == "__main__":
    print(json.dumps(bill(at=datetime.now(UTC)), indent=1, ensure_ascii=False))
