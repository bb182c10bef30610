"""What the documents name is there, and what an operator may use is in the documents."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from django.conf import settings

from tinhso.config.launch import state

ROOT = settings.ROOT
README = (ROOT / "README.md").read_text()
PROGRAM = [p for p in (ROOT / "tinhso").rglob("*.py") if "tests" not in p.parts]
ROOM_OF = {name.rpartition(".")[2]: name for name in settings.ROOMS}


def test_every_setting_stands_in_the_readme():
    read = {name for p in PROGRAM for name in re.findall(r"""["'](TINHSO_[A-Z0-9_]+)""", p.read_text())}

    assert len(read) > 20
    assert sorted(name for name in read if name not in README) == []


def test_every_command_stands_in_the_readme():
    commands = {p.stem for p in PROGRAM if p.parent.name == "commands" and p.stem != "__init__"}

    assert len(commands) > 8
    assert sorted(name for name in commands if f"./manage.py {name}" not in README) == []


def test_every_function_that_the_architecture_names_exists():
    text = Path(ROOT / "docs" / "architecture.md").read_text()
    named = [words.split(".") for words in re.findall(r"`(\w+\.\w+\.\w+)`", text)]

    missing = [
        ".".join((room, module, name))
        for room, module, name in named
        if not hasattr(importlib.import_module(f"{ROOM_OF[room]}.{module}"), name)
    ]
    assert len(named) > 8
    assert missing == []


def test_a_secret_can_be_given_by_a_name_that_a_shell_can_set(monkeypatch):
    monkeypatch.setenv("TINHSO_SECRET_PAYMENT_HASH_KEY_1", "shared with the platform")

    assert state.secret("payment-hash-key-1") == "shared with the platform"
