"""The time-stamping authority as a running process, for everybody's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import Double, free_port, start_double
from tinhso.ground.gateway.tests.outside import outside


class TimestampDouble(Double):
    """The time-stamping authority, with the certificate that lies in KEYS_DIR."""

    def given(self) -> list[dict[str, str]]:
        """What it stamped, oldest first: serial, at."""
        return list(outside.get(f"{self.address}/__given").json())


@pytest.fixture(scope="session")
def running_timestamp_double() -> Iterator[TimestampDouble]:
    port = free_port()
    double = TimestampDouble(f"http://127.0.0.1:{port}")
    process = start_double("timestamps", {"TINHSO_PARTNER_TIMESTAMPS": f"{double.address}/tsa"}, port)
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)


@pytest.fixture
def timestamp_double(running_timestamp_double: TimestampDouble, settings: Any) -> Iterator[TimestampDouble]:
    """The time-stamping authority, without faults, known to the settings."""
    settings.PARTNERS = settings.PARTNERS | {"timestamps": f"{running_timestamp_double.address}/tsa"}
    running_timestamp_double.clear()
    yield running_timestamp_double
    running_timestamp_double.clear()
