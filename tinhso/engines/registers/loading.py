"""The province's registers from seed/registers: views of rooms that keep their rows themselves, and its own."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from tinhso.engines.registers import actions
from tinhso.engines.registers.models import Register
from tinhso.ground.base.actors import System
from tinhso.ground.people import queries as people

LOADER = System("nạp dữ liệu")


def load(seed: Path, now: datetime) -> str:
    """Open each register that is not there yet; safe to repeat. Who keeps them is our reading [M]."""
    known = set(Register.objects.values_list("code", flat=True))
    for facts in json.loads((seed / "registers" / "registers.json").read_text()):
        if facts["code"] not in known:
            begun = facts.pop("records", [])
            keeper = people.agency(facts["keeper"])
            shape = actions.create_register(LOADER, **{"is_personal": False} | facts | {"keeper": keeper}, now=now)
            for content in begun:
                actions.create_record(LOADER, shape, content, now=now)
    return f"Cơ sở dữ liệu: {Register.objects.count()}"
