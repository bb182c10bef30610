"""Fixtures of the room: a one-stop, and the national portal as a running process."""

from __future__ import annotations

from tinhso.government.dossiers.tests.conftest import place

__all__ = ["place"]
