"""Fixtures of the room: a one-stop, and a subscriber as a running process."""

from __future__ import annotations

from tinhso.government.dossiers.tests.conftest import place

__all__ = ["place"]
