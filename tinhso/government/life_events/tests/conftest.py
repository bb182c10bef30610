"""Fixtures of the room: a one-stop, and the police and social insurance as running processes."""

from __future__ import annotations

from tinhso.government.dossiers.tests.conftest import place

__all__ = ["place"]
