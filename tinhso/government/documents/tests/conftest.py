"""Fixtures of the room: a department that writes, a ward that receives."""

from __future__ import annotations

import pytest

from tinhso.government.documents.tests.factories import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """Sở Tài chính on Monday, 23 November 2026."""
    return make_office()


@pytest.fixture
def ward(db: None) -> Office:
    """UBND phường Nam Định."""
    return make_office("NB.C13669", title="Chủ tịch Ủy ban nhân dân phường")
