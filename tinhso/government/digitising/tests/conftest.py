"""Fixtures of the room."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tinhso.government.dossiers.tests.factories import OneStop, make_one_stop


@pytest.fixture
def place(db: None) -> OneStop:
    """UBND phường Nam Định today."""
    return make_one_stop(on=timezone.now())
