"""Fixtures of the room: a small province in which something happened."""

from tinhso.insight.warehouse.tests.conftest import _own_shelf, lived, place

__all__ = ["_own_shelf", "lived", "place"]
