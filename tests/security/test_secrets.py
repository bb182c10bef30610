"""Secrets: kept for us alone, changed without locking anybody out, in no file of the repository and in no log."""

from __future__ import annotations

import logging
import re
import runpy
import stat
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tinhso.config.launch import state
from tinhso.ground.people import actions, factors
from tinhso.ground.people.models import SecondFactor
from tinhso.ground.people.tests.factories import agency, make_official, person_of

# What a committed secret looks like; files of tests hold keys that open nothing, each named here.
SECRETS = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{10,}"
    r"|postgres(?:ql)?://[^:@/\s\"'{]+:[^$@\s\"'{]{6,}@|(?i:secret_key|api_key|password)\s*=\s*[\"'][^\"'{}\s]{20,}[\"']"
)


def test_no_secret_is_committed() -> None:
    words = ["git", "grep", "-nIP", "-e", SECRETS.pattern, "--", ":!seed", ":!*.lock"]
    listed = subprocess.run(words, cwd=settings.ROOT, capture_output=True, text=True, check=False)

    assert listed.stderr == ""
    assert [line for line in listed.stdout.splitlines() if "test_secrets.py" not in line] == []


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of one's own, and no secret in the environment."""
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    monkeypatch.delenv("TINHSO_SECRET_DJANGO", raising=False)
    return tmp_path


def test_a_secret_is_made_once_and_only_we_may_read_it(house: Path) -> None:
    made = state.secret("django")

    assert state.secret("django") == made
    assert len(made) >= 64
    assert {stat.S_IMODE(path.stat().st_mode) for path in house.iterdir()} == {0o600}


@pytest.mark.django_db
def test_the_key_is_changed_and_nobodys_app_or_session_is_lost(house: Path, settings: object) -> None:
    (house / "secret-django").touch(mode=0o600)
    (house / "secret-django").write_text(settings.SECRET_KEY)
    official = make_official(agency(), "RECEPTION")
    secret, now, client = factors.fresh_secret(), timezone.now(), Client()
    actions.enrol_totp(person_of(official), official.account, secret=secret, code=factors.code_at(secret, now), now=now)
    client.force_login(official.account)

    call_command("rotate_secret_key", stdout=StringIO())
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = state.secret("django"), state.earlier("django")
    assert client.get("/can-bo/").status_code == 200
    call_command("rotate_secret_key", "--reseal", stdout=StringIO())
    call_command("rotate_secret_key", "--forget", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = state.earlier("django")

    assert settings.SECRET_KEY_FALLBACKS == []
    assert factors.opened(bytes(SecondFactor.objects.get(account=official.account, kind="TOTP").secret)) == secret
    assert {stat.S_IMODE(path.stat().st_mode) for path in house.iterdir()} == {0o600}


@pytest.mark.django_db
def test_what_is_typed_at_a_door_stands_in_no_log(caplog: pytest.LogCaptureFixture, monkeypatch) -> None:
    """Not even when the house crashes right there."""
    monkeypatch.setattr("tinhso.ground.people.proofs.locks.opens_at", crash)
    client = Client(raise_request_exception=False, headers={"Authorization": "Bearer tinhso-thu-trom"})
    with caplog.at_level(logging.DEBUG, logger="django"):
        answer = client.post("/tai-khoan/can-bo/", {"username": "can-bo-1", "password": "mat khau rat bi mat"})
        client.get("/api/dossiers")

    assert answer.status_code == 500
    said = caplog.text + answer.text
    assert "mat khau rat bi mat" not in said
    assert "tinhso-thu-trom" not in said
    assert "Traceback" not in answer.text


def crash(*_: object) -> str:
    raise ZeroDivisionError


def test_over_https_cookies_belong_to_this_host_alone(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINHSO_ORIGIN", "https://dichvucong.example")
    real = runpy.run_path(str(settings.ROOT / "tinhso" / "config" / "settings.py"))

    names = [real[f"{kind}_COOKIE_NAME"] for kind in ("SESSION", "CSRF", "LANGUAGE", "MESSAGE")]
    assert [name.startswith("__Host-") for name in names] == [True] * 4
    assert real["SESSION_COOKIE_SECURE"] and real["CSRF_COOKIE_SECURE"] and real["LANGUAGE_COOKIE_SECURE"]
    assert real["SECURE_HSTS_SECONDS"] >= 31536000
    assert real["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert not real["DEMO"]
    assert not real["DEBUG"]
