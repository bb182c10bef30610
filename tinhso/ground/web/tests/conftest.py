"""A second way to the database of the tests, which stands for a replica or for one that is away."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql.base import DatabaseWrapper

from tinhso.ground.acts import replica


@pytest.fixture
def replica_at(monkeypatch) -> Iterator[Callable[..., Any]]:
    """Makes the alias; words go into its settings: `replica_at()` keeps up, `replica_at(HOST=…)` need not be there."""
    monkeypatch.setattr(replica, "_verdict", replica._Verdict())

    def make(**given: Any) -> Any:
        mine = copy.deepcopy(connections.settings["default"]) | given
        del mine["OPTIONS"]["pool"]
        monkeypatch.setitem(connections.settings, "replica", mine)
        # Django's tests let nobody near a database that was not named before they began, but for this name.
        connections["replica"] = DatabaseWrapper(mine, alias=NO_DB_ALIAS)
        return connections["replica"]

    yield make
    if replica.has_replica():
        connections["replica"].close()
        del connections["replica"]
