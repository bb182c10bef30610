"""Fixtures of the room: the small province of the warehouse."""

from tinhso.insight.warehouse.tests.conftest import _own_shelf, lived, place

__all__ = ["_own_shelf", "lived", "place"]
