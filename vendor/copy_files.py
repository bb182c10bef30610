"""Copies the chosen front-end files out of node_modules and writes their manifest (`make vendor`)."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "tinhso" / "ground" / "web" / "static" / "vendor"
FONT_FILES = [
    f"files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
    for subset in ("latin", "latin-ext", "vietnamese")
    for weight in (400, 500, 600, 700)
]
ICONS = (HERE / "icons.txt").read_text().split()
CHOSEN: dict[str, list[str]] = {
    "htmx.org": ["dist/htmx.min.js"],
    "bootstrap": ["dist/css/bootstrap.min.css"],
    "@fontsource/be-vietnam-pro": FONT_FILES,
    "bootstrap-icons": [f"icons/{name}.svg" for name in ICONS],
    "@cfworker/json-schema": sorted(
        str(p.relative_to(HERE / "node_modules/@cfworker/json-schema"))
        for p in (HERE / "node_modules/@cfworker/json-schema/dist/esm").glob("*.js")
    ),
    "axe-core": ["axe.min.js"],
    # Line, bar and pie with what belongs to them: two thirds of the whole.
    "echarts": ["dist/echarts.common.min.js", "licenses/LICENSE-d3"],
    # An ES module only; its worker is fetched by itself (maplibregl.setWorkerUrl), so no blob is needed.
    "maplibre-gl": ["dist/maplibre-gl.mjs", "dist/maplibre-gl-worker.mjs", "dist/maplibre-gl.css"],
}


def _author(about: dict[str, Any]) -> str:
    author = about.get("author", "")
    return author if isinstance(author, str) else author["name"]


def main() -> None:
    """Replace static/vendor by the chosen files and describe each in manifest.json."""
    shutil.rmtree(TARGET, ignore_errors=True)
    manifest = []
    for package, files in CHOSEN.items():
        about = json.loads((HERE / "node_modules" / package / "package.json").read_text())
        folder = package.rpartition("/")[2].removesuffix(".org")
        # MIT, OFL, BSD and Apache want their notices beside every copy; a package without them has its author in the
        # manifest.
        home = HERE / "node_modules" / package
        notices = [p.name for word in ("LICENSE*", "NOTICE*") for p in sorted(home.glob(word))]
        for file in [*files, *notices]:
            target = TARGET / folder / (Path(file).name if file != "LICENSE.txt" else "LICENSE")
            target.parent.mkdir(parents=True, exist_ok=True)
            content = (HERE / "node_modules" / package / file).read_bytes()
            # Source maps are not shipped, and a reference to one would be a broken link.
            content = b"\n".join(line for line in content.split(b"\n") if b"sourceMappingURL=" not in line)
            target.write_bytes(content)
            manifest.append(
                {
                    "file": str(target.relative_to(TARGET)),
                    "package": package,
                    "version": about["version"],
                    "licence": about["license"],
                    "author": _author(about),
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            )
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
