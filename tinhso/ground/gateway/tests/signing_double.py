"""The remote signing service (CSC) as a running process, for everybody's tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.doubles import Double, free_port, start_double


@dataclass
class CscDouble(Double):
    """The remote signing service; root: the certificate (PEM) above all of its keys."""

    root: Path = Path()


@pytest.fixture(scope="session")
def running_csc_double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CscDouble]:
    port, folder = free_port(), tmp_path_factory.mktemp("csc-double")
    double = CscDouble(f"http://127.0.0.1:{port}", folder / "csc-root.crt")
    environment = {"TINHSO_PARTNER_CSC": double.address, "TINHSO_DOUBLE_FOLDER": str(folder)}
    process = start_double("csc", environment, port)
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)


@pytest.fixture
def csc_double(running_csc_double: CscDouble, settings: Any) -> Iterator[CscDouble]:
    """The remote signing service, without faults, known to the settings."""
    settings.PARTNERS = settings.PARTNERS | {"csc": running_csc_double.address}
    running_csc_double.clear()
    yield running_csc_double
    running_csc_double.clear()
