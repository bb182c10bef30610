"""The committed front-end files are the ones that the manifest describes."""

import hashlib
import json

from django.conf import settings

VENDOR = settings.ROOT / "tinhso" / "ground" / "web" / "static" / "vendor"


def test_each_vendored_file_matches_its_hash_and_licence():
    manifest = json.loads((VENDOR / "manifest.json").read_text())

    for entry in manifest:
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["licence"]
    on_disk = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()} - {"manifest.json"}
    assert on_disk == {entry["file"] for entry in manifest}
