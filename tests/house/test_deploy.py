"""The files of production: every machine of the example plan can be written, and nothing in them is left open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from deploy.render import FILES, HERE, SECRETS, add_secrets, facts, machines, read_plan, render

EXAMPLE = settings.ROOT / "deploy" / "plan.example"
MACHINES = {"db": "db2", "web": "web1", "work": "work2", "proxy": "proxy1"}


@pytest.fixture
def plan(tmp_path) -> dict[str, str]:
    mine = tmp_path / "plan.env"
    mine.write_text(EXAMPLE.read_text())
    add_secrets(mine)
    add_secrets(mine)
    return read_plan(mine)


def written(role: str, plan: dict[str, str], root: Path) -> dict[str, str]:
    files = render(role, facts(plan, role, MACHINES[role]), root)
    return {str(path.relative_to(root)): path.read_text() for path in files}


@pytest.mark.parametrize("role", FILES)
def test_every_machine_of_the_plan_can_be_written(role, plan, tmp_path):
    files = written(role, plan, tmp_path)

    assert set(files) == {place.lstrip("/") for place in FILES[role].values()}
    # "$1" is a shell's own, $MAINPID systemd's: nothing else may be left open.
    assert [text for text in files.values() if re.search(r"\$(?!1\b|MAINPID)", text)] == []


def test_no_template_is_left_unused():
    used = {name for files in FILES.values() for name in files}

    assert {str(path.relative_to(HERE)) for path in HERE.rglob("*.*")} == used


def test_what_holds_a_password_is_not_for_everybody(plan, tmp_path):
    passwords = [plan[name] for name in SECRETS]
    open_to_all = [
        path
        for role in FILES
        for path in render(role, facts(plan, role, MACHINES[role]), tmp_path)
        if any(password in path.read_text() for password in passwords) and path.stat().st_mode & 0o007
    ]

    assert len(set(passwords)) == len(SECRETS), "and written once, however often they are asked for"
    assert open_to_all == []


def test_the_proxy_knows_every_web_machine_and_the_web_every_database(plan, tmp_path):
    proxy = written("proxy", plan, tmp_path)["etc/haproxy/haproxy.cfg"]
    web = written("web", plan, tmp_path)["etc/haproxy/haproxy.cfg"]

    assert [proxy.count(f"server {name} {at}:8000 check") for name, at in machines(plan["WEB"]).items()] == [1, 1]
    assert [web.count(f"server {name} {at}:6432 check") for name, at in machines(plan["DB"]).items()] == [2, 2, 2]


def test_the_proxy_speaks_tls_of_today_and_leads_pages_there_but_not_programs(plan, tmp_path):
    lines = written("proxy", plan, tmp_path)["etc/haproxy/haproxy.cfg"].splitlines()
    said = [line.strip() for line in lines]
    ciphers = next(line for line in said if line.startswith("ssl-default-bind-ciphers")).split()[1].split(":")

    assert any("ssl-min-ver TLSv1.2" in line for line in said)
    assert all(cipher.startswith("ECDHE-") and ("GCM" in cipher or "POLY1305" in cipher) for cipher in ciphers)
    words = ("http-request deny", "http-request redirect")
    turned_away, led_on = (said.index(line) for line in said if line.startswith(words))
    assert turned_away < led_on and "/api/" in said[turned_away - 1]


def test_nothing_that_serves_knows_the_owner_of_the_tables(plan, tmp_path):
    web, work = written("web", plan, tmp_path / "web"), written("work", plan, tmp_path / "work")

    assert [path for path, text in web.items() if plan["DATABASE_PASSWORD"] in text] == []
    assert [path for path, text in work.items() if plan["DATABASE_PASSWORD"] in text] == ["etc/tinhso/owner.env"]
    assert "owner.env" not in work["etc/systemd/system/tinhso-work.service"]
