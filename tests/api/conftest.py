"""A program with a token, calling the API over Django's test client."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.people import actions
from tinhso.ground.people.models import Agency
from tinhso.ground.people.models.clients import ROLES_OF_PROGRAMS

Call = Callable[..., HttpResponse]


@pytest.fixture
def token_at(db: None) -> Callable[[str], str]:
    """A token for a program that acts for an agency in every working role."""

    def make(slug: str) -> str:
        roles = list(ROLES_OF_PROGRAMS)
        agency = Agency.objects.get(slug=slug)
        _, token = actions.make_api_client(
            System("test"), name="Trục liên thông", agency=agency, roles=roles, now=timezone.now()
        )
        return token

    return make


@pytest.fixture
def token(token_at: Callable[[str], str]) -> str:
    return token_at("NB.C13669")


@pytest.fixture
def call(token: str) -> Call:
    client = Client()

    def send(method: str, path: str, body: Any = None, key: str = "", raw: str = "", **headers: str) -> HttpResponse:
        given = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {}), **headers}
        return client.generic(
            method, f"/api{path}", json.dumps(body) if body is not None else raw, content_type="application/json",
            headers=given,
        )  # fmt: skip

    return send
