"""Fixtures of the room: a department that writes, a ward that receives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tinhso.government.documents.actions import copying, releasing
from tinhso.government.documents.tests.factories import Office, make_office
from tinhso.ground.base.refused import Refused


@pytest.fixture
def office(db: None) -> Office:
    """Sở Tài chính on Monday, 23 November 2026."""
    return make_office()


@pytest.fixture
def ward(db: None) -> Office:
    """UBND phường Nam Định."""
    return make_office("NB.C13669", title="Chủ tịch Ủy ban nhân dân phường")


@pytest.fixture
def dead_key(monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[None]:
    """While it is open, no key of an agency answers."""

    def nobody(*args: object, **more: object) -> list[bytes]:
        raise Refused("signer-unavailable", "Dịch vụ ký số không trả lời.")

    @contextmanager
    def silent() -> Iterator[None]:
        with monkeypatch.context() as broken:
            broken.setattr(releasing, "signed_files", nobody)
            broken.setattr(copying, "signed_files", nobody)
            yield

    return silent()
