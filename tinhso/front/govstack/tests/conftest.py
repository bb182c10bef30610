"""GovStack's fixtures, loaded once for all tests of a file; each test undoes what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from tinhso.front.govstack import fixtures

CLIENT = "eGovStack/GOV/90000009/eregistrations-dev"
Call = Callable[..., HttpResponse]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A test instance with the fixtures of both suites."""
    with override_settings(GOVSTACK_TEST=True), django_db_blocker.unblock(), transaction.atomic():
        fixtures.load(now=timezone.now())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def call(loaded: None) -> Iterator[Call]:
    """Calls an address under /govstack/; client: what the header names, None for no header."""

    def send(method: str, path: str, body: Any = None, client: str | None = CLIENT, **more: Any) -> HttpResponse:
        headers = more.pop("headers", {}) | ({"Information-Mediator-Client": client} if client is not None else {})
        kind = {"content_type": "application/json"} if isinstance(body, dict) and not more.get("form") else {}
        more.pop("form", None)
        return getattr(Client(), method)(f"/govstack/{path}", body, headers=headers, **kind, **more)

    with transaction.atomic():
        yield send
        transaction.set_rollback(True)
