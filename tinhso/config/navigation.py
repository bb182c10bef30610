"""What the header offers to whom: the one list of links that crosses rooms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """The links of the header for this person: (label, address name, icon)."""
    return {"navigation": []}
