"""A shelf of facts of its own, and everything published once for a file of tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_shelf(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.WAREHOUSE_DIR = tmp_path
