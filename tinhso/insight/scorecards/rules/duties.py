"""Deadlines of leaves: when one is near, when it is over."""

from __future__ import annotations

from datetime import date, timedelta

# Ours, no text says so: a week is what a department needs to find a document.
NEAR = timedelta(days=7)


def is_late(due: date | None, today: date) -> bool:
    """The last day is over; on the day itself nothing is late."""
    return due is not None and today > due


def is_soon(due: date | None, today: date) -> bool:
    """The last day is today or within a week."""
    return due is not None and today <= due <= today + NEAR
