"""Fixtures of the room: a one-stop of today, and the national portal as a running process that files with us."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.government.dossiers.tests.factories import OneStop, make_one_stop
from tinhso.government.portal_intake.tests.factories import AtThePortal, switch


@pytest.fixture
def place(db: None) -> OneStop:
    """The one-stop of a ward, on the real clock that the pages read."""
    return make_one_stop(on=timezone.now())


@pytest.fixture
def citizens(place, portal_double):
    """The province has been behind the national portal for a day, and somebody sits at its pages."""
    switch("NATIONAL", at=timezone.now() - timedelta(days=1))
    return AtThePortal(portal_double, Client(), place)
