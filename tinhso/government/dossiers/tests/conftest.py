"""Fixtures of the room."""

from __future__ import annotations

import pytest

from tinhso.government.dossiers.tests.factories import OneStop, make_one_stop

__all__ = ["place"]


@pytest.fixture
def place(db: None) -> OneStop:
    """UBND phường Nam Định on Monday, 23 November 2026."""
    return make_one_stop()
