"""Fixtures of the room: a one-stop, and a subscriber as a running process."""

from __future__ import annotations

from tinhso.government.dossiers.tests.conftest import place
from tinhso.ground.gateway.tests.subscribers import running_subscriber_double, subscriber_double

__all__ = ["place", "running_subscriber_double", "subscriber_double"]
