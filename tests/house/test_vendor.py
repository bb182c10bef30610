"""The committed front-end files are the ones that the manifest describes."""

import hashlib
import json
import re

from django.conf import settings

VENDOR = settings.ROOT / "tinhso" / "ground" / "web" / "static" / "vendor"


def test_each_vendored_file_matches_its_hash_and_licence():
    manifest = json.loads((VENDOR / "manifest.json").read_text())

    for entry in manifest:
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["licence"]
    on_disk = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()} - {"manifest.json"}
    assert on_disk == {entry["file"] for entry in manifest}


def test_each_icon_that_a_page_draws_is_there():
    pages = [p.read_text() for p in (settings.ROOT / "tinhso").rglob("templates/**/*.html")]
    drawn = {name for page in pages for name in re.findall(r"""{% icon ["']([\w-]+)["']""", page)}

    assert len(drawn) > 30
    assert sorted(name for name in drawn if not (VENDOR / "bootstrap-icons" / f"{name}.svg").exists()) == []


def test_licences_that_want_their_notice_beside_each_copy_have_it():
    folders = {entry["file"].partition("/")[0]: entry for entry in json.loads((VENDOR / "manifest.json").read_text())}

    silent = [
        name for name, entry in folders.items() if not (VENDOR / name / "LICENSE").exists() and not entry["author"]
    ]
    assert silent == []
