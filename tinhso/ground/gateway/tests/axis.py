"""The axis as a running node with two systems of their own, and a system as one of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import Double, free_port, start_double
from tinhso.ground.gateway.tests.outside import outside

OURS, THEIRS, THIRD = "000.00.00.H42", "000.00.00.G09", "000.00.00.H40"
SECRETS = {OURS: "our-secret", THEIRS: "their-secret", THIRD: "a-third-secret"}


@dataclass
class AxisDouble(Double):
    """The node. folder: its books; port: where it listens; its address is without the path of the protocol."""

    folder: Path = field(default_factory=Path)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    says: str = ""

    @property
    def base(self) -> str:
        """What the settings give as the partner's address."""
        return f"{self.address}/vxp"

    def start(self) -> None:
        environment = {"TINHSO_PARTNER_AXIS": self.base, "TINHSO_AXIS_NODE_FOLDER": str(self.folder)}
        self.process = start_double("axis", environment, self.port, says=self.says)

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(5)
        # Connections that it held are of no use to the next one.
        client_for(self.base).close()
        client_for.cache_clear()

    def forget(self) -> None:
        outside.delete(f"{self.address}/__packets")

    def page(self) -> httpx.Response:
        return outside.get(f"{self.address}/")


def new_axis(folder: Path, *, says: str = "") -> AxisDouble:
    port = free_port()
    axis = AxisDouble(f"http://127.0.0.1:{port}", folder, port, says=says)
    (folder / "systems.json").write_text(json.dumps(SECRETS))
    axis.start()
    return axis


@pytest.fixture(scope="session")
def running_axis_double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AxisDouble]:
    axis = new_axis(tmp_path_factory.mktemp("axis-double"))
    yield axis
    client_for(axis.base).close()
    assert axis.process is not None
    axis.process.terminate()
    axis.process.wait(5)


@pytest.fixture
def axis_double(running_axis_double: AxisDouble, settings: Any) -> Iterator[AxisDouble]:
    """The axis, empty and without faults, known to the settings; we are its first system."""
    known_to(settings, running_axis_double)
    running_axis_double.clear()
    running_axis_double.forget()
    yield running_axis_double
    running_axis_double.clear()


def known_to(settings: Any, axis: AxisDouble) -> None:
    settings.PARTNERS = settings.PARTNERS | {"axis": axis.base}
    speak_as(settings, OURS)


def speak_as(settings: Any, system: str, **changed: Any) -> None:
    """From here on the house is this system at the axis."""
    settings.AXIS = settings.AXIS | {"system_id": system, "secret": SECRETS[system], "is_on": True} | changed
