"""A real OpenID provider beside the tests: the VNeID double as a process of its own on a free port."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest


class Platform:
    """The browser's side of the provider: choose a citizen, refuse, break it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = httpx.Client(trust_env=False, timeout=10)

    def break_down(self, fault: str) -> None:
        self.browser.post(f"{self.address}/control/fault", json={"fault": fault}).raise_for_status()

    def refuse(self, authorize: str) -> str:
        """Press `Từ chối`; the address to which the provider sends the browser back."""
        return self.browser.post(authorize, data={"action": "deny"}).headers["Location"]

    def choose(self, authorize: str, sub: str = "vneid-demo-0001", **typed: str) -> str:
        """Be this person on the provider's page; the address to which it sends the browser back."""
        page = self.browser.get(authorize)
        if page.is_redirect:
            return page.headers["Location"]
        assert "bản mô phỏng" in page.text
        answer = self.browser.post(authorize, data={"sub": sub} | typed)
        assert answer.is_redirect, answer.text
        return answer.headers["Location"]


@pytest.fixture(scope="session")
def provider() -> Iterator[Platform]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tinhso.ground.gateway.doubles.vneid"],
        env=os.environ | {"TINHSO_PARTNER_VNEID": address},
        stderr=subprocess.PIPE,
    )
    platform = Platform(address)
    try:
        for _ in range(200):
            try:
                platform.browser.get(f"{address}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx.TransportError:
                assert process.poll() is None, process.stderr.read().decode()
                time.sleep(0.05)
        yield platform
    finally:
        platform.browser.close()
        process.terminate()
        process.wait(10)
        process.stderr.close()


@pytest.fixture
def vneid(provider: Platform, settings) -> Iterator[Platform]:
    """The provider, healthy at the beginning and at the end of each test."""
    settings.PARTNERS = settings.PARTNERS | {"vneid": provider.address}
    yield provider
    provider.break_down("")


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def asked_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@pytest.fixture
def come_in(vneid: Platform, client):
    """Sign in through the provider with Django's client; the page on which the citizen lands."""

    def through(sub: str = "vneid-demo-0001", *, next_address: str = "", **typed: str):
        away = client.post("/tai-khoan/vneid/di/", {"next": next_address})
        assert away.status_code == 302, away.content.decode()
        return client.get(path_of(vneid.choose(away["Location"], sub, **typed)))

    return through


def secret_on(page: str) -> str:
    """The secret that the enrolment page shows under its QR code."""
    return re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
