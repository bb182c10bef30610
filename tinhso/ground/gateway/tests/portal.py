"""The national portal as a running process for everybody's tests, with citizens at its pages.

Known to all tests (conftest.py at the root): each runs once a worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import Double, Relay, free_port, start_double
from tinhso.ground.gateway.tests.outside import outside


@dataclass
class PortalDouble(Double):
    """The national portal, what it holds, and what citizens file there."""

    relay: Relay = field(default_factory=Relay)

    def file(self, client: Client, *, times: int = 2, **fields: Any) -> str:
        """File there and answer so many of its calls (a log-in and a handing over); the portal's code."""
        answer = outside.post(f"{self.address}/__file", json=fields)
        for _ in range(times):
            self.relay.deliver(client)
        return str(answer.json()["MaHoSo"])

    def dossiers(self) -> list[dict[str, Any]]:
        """Its dossiers, oldest first: MaHoSo, IdHoSo, TrangThaiHoSo, steps, told, fields."""
        return list(outside.get(f"{self.address}/__dossiers").json())

    def forget(self, code: str = "") -> None:
        """No dossiers; with a code, the portal loses that one."""
        outside.delete(f"{self.address}/__dossiers", params={"code": code} if code else None)


@pytest.fixture(scope="session")
def running_portal_double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalDouble]:
    port = free_port()
    double = PortalDouble(f"http://127.0.0.1:{port}")
    folder = str(tmp_path_factory.mktemp("portal-double"))
    environment = {"TINHSO_PARTNER_NATIONAL_PORTAL": double.address, "TINHSO_DOUBLE_FOLDER": folder,
                   "TINHSO_ORIGIN": double.relay.address, "TINHSO_DOUBLE_RETRY_S": "0.05"}  # fmt: skip
    process = start_double("national_portal", environment, port)
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)
    double.relay.server.shutdown()
    double.relay.server.server_close()


@pytest.fixture
def portal_double(running_portal_double: PortalDouble, settings: Any) -> Iterator[PortalDouble]:
    """The national portal, empty and without faults, known to the settings; dossiers go there."""
    double = running_portal_double
    settings.PARTNERS = settings.PARTNERS | {"national_portal": double.address}
    settings.PORTAL = settings.PORTAL | {"is_on": True}
    double.clear()
    double.forget()
    double.relay.forget()
    yield double
    double.clear()
    double.forget()
    double.relay.forget()
