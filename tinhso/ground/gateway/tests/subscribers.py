"""A subscriber of our events as a running process for everybody's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import Double, free_port, start_double
from tinhso.ground.gateway.tests.outside import outside


class SubscriberDouble(Double):
    """An agency's system that hears of dossiers, at /nhan."""

    def heard(self) -> list[dict[str, Any]]:
        """The events that it believed, in order, each once."""
        return list(outside.get(f"{self.address}/__heard").json()["heard"])

    def calls(self) -> list[dict[str, Any]]:
        """How each call ended: status, signatures (how many), type."""
        return list(outside.get(f"{self.address}/__heard").json()["calls"])

    def believe(self, *secrets: str) -> None:
        """By which secrets it believes from now on."""
        outside.post(f"{self.address}/__secrets", json=secrets)

    def forget(self) -> None:
        """Nothing heard, no secret known."""
        outside.delete(f"{self.address}/__heard")
        self.believe()


@pytest.fixture(scope="session")
def running_subscriber_double() -> Iterator[SubscriberDouble]:
    port = free_port()
    double = SubscriberDouble(f"http://127.0.0.1:{port}")
    process = start_double("subscriber", {}, port, says=double.address)
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)


@pytest.fixture
def subscriber_double(running_subscriber_double: SubscriberDouble) -> Iterator[SubscriberDouble]:
    """A subscriber that has heard nothing, without faults."""
    double = running_subscriber_double
    double.clear()
    double.forget()
    yield double
    double.clear()
