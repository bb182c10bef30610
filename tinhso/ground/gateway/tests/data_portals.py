"""A portal of open data as a running process for everybody's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tinhso.ground.gateway.doubles.data_portal import ORGANISATION, TOKEN
from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import Double, free_port, start_double
from tinhso.ground.gateway.tests.outside import outside


class DataPortalDouble(Double):
    """A CKAN that keeps what it is sent."""

    def packages(self) -> dict[str, dict[str, Any]]:
        """Its datasets by name."""
        return {one["name"]: one for one in outside.get(f"{self.address}/__packages").json()["packages"]}

    def calls(self) -> list[str]:
        """The actions that were called, in order."""
        return list(outside.get(f"{self.address}/__packages").json()["calls"])

    def put(self, name: str) -> None:
        """A dataset of somebody else."""
        outside.post(f"{self.address}/__packages", json={"name": name})

    def forget(self) -> None:
        """No datasets, no calls."""
        outside.delete(f"{self.address}/__packages")


@pytest.fixture(scope="session")
def running_data_portal_double() -> Iterator[DataPortalDouble]:
    port = free_port()
    double = DataPortalDouble(f"http://127.0.0.1:{port}")
    process = start_double("data_portal", {}, port, says=double.address)
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)


@pytest.fixture
def data_portal_double(running_data_portal_double: DataPortalDouble, settings: Any) -> Iterator[DataPortalDouble]:
    """A portal without datasets and faults, known to the settings."""
    double = running_data_portal_double
    known = {"address": double.address, "organisation": ORGANISATION, "token": TOKEN}
    settings.DATA_PORTAL = settings.DATA_PORTAL | known
    double.clear()
    double.forget()
    yield double
    double.clear()
    double.forget()
