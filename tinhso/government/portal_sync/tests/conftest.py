"""Fixtures of the room: a one-stop, and the national portal as a running process."""

from __future__ import annotations

from tinhso.government.dossiers.tests.conftest import place
from tinhso.ground.gateway.tests.portal import portal_double, running_portal_double

__all__ = ["place", "portal_double", "running_portal_double"]
