"""Fixtures of the room: a one-stop whose leader has three drafts to sign, and is signed in."""

from __future__ import annotations

import pytest

from tinhso.government.bulk_signing.models import SigningSession
from tinhso.government.bulk_signing.tests.factories import a_list, signed_in
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.conftest import place
from tinhso.government.dossiers.tests.factories import OneStop, dossier_in

__all__ = ["place"]


@pytest.fixture
def drafts(place: OneStop) -> list[Dossier]:
    """Three drafts on the leader's desk, in the order in which they were filed."""
    return [dossier_in(place, "AWAITING_SIGNATURE") for _ in range(3)]


@pytest.fixture
def sign_in(place: OneStop) -> str:
    """The leader's browser is signed in."""
    return signed_in(place.leader)


@pytest.fixture
def opened(place: OneStop, drafts: list[Dossier]) -> SigningSession:
    """The leader's list of the three."""
    return a_list(place.leader)
