"""The audit finds what is known, takes excuses for a time only, and never passes in silence."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.security import audit
from tests.security.parts import LOCKS, parts
from tests.security.sbom import bill

DJANGO = next(one for one in parts(*LOCKS) if one.name == "django")
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def osv() -> Iterator[str]:
    """A double of OSV: it knows one thing against Django, whatever its version."""

    class Double(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            said = [{"vulns": [{"id": "GHSA-test"}]} if one["package"]["name"] == "django" else {} for one in asked]
            body = json.dumps({"results": said}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Double)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def excuse(folder: Path, until: date) -> Path:
    path = folder / "ignored.toml"
    path.write_text(f'[[ignored]]\nid = "GHSA-test"\nreason = "We never call this function"\nuntil = {until}\n')
    return path


def test_every_package_of_both_lockfiles_and_of_the_front_end_is_asked_about() -> None:
    names = {(one.kind, one.name) for one in parts(*LOCKS)}

    assert len(names) > 120
    assert {("pypi", "django"), ("pypi", "pytest"), ("npm", "htmx.org"), ("npm", "bootstrap")} <= names


def test_a_known_weakness_fails_the_check(osv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([], source=osv, ignored=tmp_path / "none.toml") == 1
    assert f"django {DJANGO.version}: GHSA-test" in capsys.readouterr().err


def test_an_excuse_holds_until_its_day_and_no_longer(osv: str, tmp_path: Path) -> None:
    today = datetime.now(UTC).date()

    assert audit.main([], source=osv, ignored=excuse(tmp_path, today)) == 0
    assert audit.main([], source=osv, ignored=excuse(tmp_path, date(2025, 1, 1))) == 1
    assert audit.main([], source=osv, ignored=excuse(tmp_path, date(2099, 1, 1))) == 1


def test_when_nobody_can_be_asked_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for source in (NOWHERE, str(tmp_path)):
        assert audit.main([], source=source) == 0
        assert "NOT AUDITED" in capsys.readouterr().err
        assert audit.main(["--must"], source=source) == 1


def test_an_export_that_was_carried_in_is_as_good(tmp_path: Path) -> None:
    package = {"name": "Django", "ecosystem": "PyPI"}
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "999"}]}]
    record = {"id": "PYSEC-1", "affected": [{"package": package, "ranges": ranges}]}
    (tmp_path / "a.json").write_text(json.dumps(record))

    assert audit.main([], source=str(tmp_path), ignored=tmp_path / "none.toml") == 1
    (tmp_path / "a.json").write_text(json.dumps(record | {"withdrawn": "2026-01-01T00:00:00Z"}))
    assert audit.main([], source=str(tmp_path), ignored=tmp_path / "none.toml") == 0


@pytest.mark.parametrize(
    ("version", "is_hit"), [("1.9", False), ("2.0", True), ("2.3", True), ("2.4", False), ("3.0", True), ("3.2", False)]
)
def test_ranges_are_read_as_osv_means_them(version: str, is_hit: bool) -> None:
    first = [{"introduced": "2.0"}, {"fixed": "2.4"}]
    second = [{"introduced": "3.0"}, {"last_affected": "3.1"}]
    affected = {"ranges": [{"type": "ECOSYSTEM", "events": events} for events in (first, second)]}

    assert audit.is_affected(version, affected) is is_hit


def test_the_list_of_excuses_is_in_order() -> None:
    assert audit.excused(audit.IGNORED, today=datetime.now(UTC).date())[1] == []


def test_the_bill_of_materials_names_what_is_installed_and_nothing_of_the_tests() -> None:
    made = bill(at=datetime(2026, 11, 23, tzinfo=UTC))
    purls = {one["purl"] for one in made["components"]}

    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert f"pkg:pypi/django@{DJANGO.version}" in purls
    assert any(purl.startswith("pkg:npm/%40fontsource") for purl in purls)
    assert not any("pytest" in purl for purl in purls)
