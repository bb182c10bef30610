"""The province's registers from seed/registers: so far views of rooms that keep their rows themselves."""

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
            keeper = people.agency(facts["keeper"])
            actions.create_register(LOADER, **facts | {"keeper": keeper}, is_personal=False, now=now)
    return f"Cơ sở dữ liệu: {Register.objects.count()}"
