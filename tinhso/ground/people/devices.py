"""Where a request comes from, in words that its owner recognises."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from tinhso.ground.people.rules import network

BROWSERS = (("Edg/", "Edge"), ("coc_coc_browser", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
            ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Macintosh", "máy Mac"), ("Linux", "Linux"))  # fmt: skip


def device_of(request: HttpRequest) -> str:
    """Chrome trên Android; the first words of the agent when it is none that people use."""
    agent = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    if browser and system:
        return f"{browser} trên {system}"
    return agent[:60] or "Thiết bị không rõ"


def address_of(request: HttpRequest) -> str | None:
    """The network address; behind our proxy (https) the one that the proxy saw, never one that the client wrote."""
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.SECURE else ""
    for address in (seen, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(address))
        except ValueError:
            continue
    return None


def network_of(request: HttpRequest) -> str:
    """The network from which a request comes: what limits and waits count by."""
    return network(address_of(request) or "")
