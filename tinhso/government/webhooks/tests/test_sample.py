"""The verifier in docs/how-to/events.md believes what we sign, and nothing else."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings

from tinhso.ground.gateway.rules import sign


def test_the_sample_of_the_how_to_tells_our_events_from_others():
    text = (settings.ROOT / "docs" / "how-to" / "events.md").read_text()
    names = {}
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], names)
    is_ours, now = names["is_ours"], datetime.fromtimestamp(time.time(), UTC)

    both = sign("new", b"{}", at=now, older="old")
    assert is_ours("new", both, b"{}") and is_ours("old", both, b"{}")
    assert not is_ours("other", both, b"{}")
    assert not is_ours("new", both, b"{ }")
    for at in (now - timedelta(minutes=6), now + timedelta(minutes=6)):
        assert not is_ours("new", sign("new", b"{}", at=at), b"{}")
    assert not any(
        is_ours("new", header, b"{}") for header in ("", "t=²,v1=x", "v1=x", "t=1", f"t={int(now.timestamp())},v1=é")
    )
