"""The doubles as running processes for everybody's tests, and a relay for their calls to us.

In a conftest: from tinhso.ground.gateway.tests.doubles import message_double, payment_double  # noqa: F401
"""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

import httpx
import pytest
from django.conf import settings
from django.test import Client

from tinhso.ground.gateway.partners.wire import client_for

Given = TypeVar("Given")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        with socket.socket() as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the double ended before it began"
        time.sleep(0.02)
    raise AssertionError("the double does not answer")


def start_double(name: str, environment: dict[str, str], *ports: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", f"tinhso.ground.gateway.doubles.{name}"],
        env=os.environ | environment,
        cwd=settings.ROOT,
    )
    for port in ports:
        wait_for_port(port, process)
    return process


@dataclass
class Double:
    """A running double: its address, and its faults to switch on."""

    address: str

    def faults(self, **times: float) -> None:
        answer = httpx.post(f"{self.address}/__faults", json=times)
        assert answer.status_code == 200, answer.text

    def clear(self) -> None:
        httpx.delete(f"{self.address}/__faults")


class Relay:
    """A door in front of the test: calls over real HTTP wait until the test lets Django's handler answer them.

    So a partner's calls meet the very transaction of the test, when the test wants.
    """

    def __init__(self) -> None:
        self.calls: queue.Queue[tuple[str, bytes, str, Future[tuple[int, bytes]]]] = queue.Queue()
        relay = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer: Future[tuple[int, bytes]] = Future()
                relay.calls.put((self.path, body, self.headers.get("Content-Type", ""), answer))
                try:
                    status, content = answer.result(timeout=3)
                except TimeoutError:
                    status, content = 504, b""
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def forget(self) -> None:
        """Turn away what earlier tests left behind."""
        while not self.calls.empty():
            self.calls.get()[3].set_result((503, b""))

    def deliver(self, client: Client, *, wait_s: float = 3) -> dict[str, Any]:
        """Let one call in and give Django's answer."""
        path, body, content_type, answer = self.calls.get(timeout=wait_s)
        response = client.post(path, body, content_type=content_type.partition(";")[0])
        answer.set_result((response.status_code, response.content))
        return dict(response.json())

    def serve_while(self, client: Client, work: Callable[[], Given]) -> tuple[Given, list[dict[str, Any]]]:
        """Do some work in another thread, answering calls meanwhile; its value, and our answers."""
        answers = []
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(work)
            while not future.done() or not self.calls.empty():
                try:
                    answers.append(self.deliver(client, wait_s=0.01))
                except queue.Empty:
                    continue
        return future.result(), answers


@dataclass
class PaymentDouble(Double):
    """The payment platform, with a payer at its pages."""

    relay: Relay = field(default_factory=Relay)

    def press(self, pay_url: str, button: str) -> str:
        """What the payer does: confirm or cancel; where the platform sends them."""
        answer = httpx.post(f"{pay_url}/{button}", timeout=10)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def pay(self, client: Client, pay_url: str, button: str = "confirm") -> tuple[str, list[dict[str, Any]]]:
        """Press a button while our side answers the call-backs."""
        return self.relay.serve_while(client, lambda: self.press(pay_url, button))


@pytest.fixture(scope="session")
def running_payment_double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaymentDouble]:
    port = free_port()
    double = PaymentDouble(f"http://127.0.0.1:{port}")
    process = start_double(
        "payment_platform",
        {
            "TINHSO_PARTNER_PAYMENT_PLATFORM": double.address,
            "TINHSO_ORIGIN": double.relay.address,
            "TINHSO_DOUBLE_RETRY_S": "0.05",
            "TINHSO_DOUBLE_FOLDER": str(tmp_path_factory.mktemp("payment-double")),
        },
        port,
    )
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)
    double.relay.server.shutdown()
    double.relay.server.server_close()


@pytest.fixture
def payment_double(running_payment_double: PaymentDouble, settings: Any) -> Iterator[PaymentDouble]:
    """The payment platform, without faults, known to the settings."""
    settings.PARTNERS = settings.PARTNERS | {"payment_platform": running_payment_double.address}
    running_payment_double.relay.forget()
    running_payment_double.clear()
    yield running_payment_double
    running_payment_double.clear()
    running_payment_double.relay.forget()


@dataclass
class MessageDouble(Double):
    """Mail, SMS and Zalo, and what came in."""

    def received(self, key: str = "") -> list[dict[str, str]]:
        """Messages newest first; with `key`, those that carry it."""
        return [message for message in httpx.get(f"{self.address}/__messages").json() if key in message["key"]]


@pytest.fixture(scope="session")
def running_message_double() -> Iterator[tuple[MessageDouble, str]]:
    port, smtp = free_port(), free_port()
    double, smtp_address = MessageDouble(f"http://127.0.0.1:{port}"), f"http://127.0.0.1:{smtp}"
    partners = {"TINHSO_PARTNER_MESSAGES": double.address, "TINHSO_PARTNER_SMTP": smtp_address}
    process = start_double("messages", partners, port, smtp)
    yield double, smtp_address
    client_for(double.address).close()
    process.terminate()
    process.wait(5)


@pytest.fixture
def message_double(running_message_double: tuple[MessageDouble, str], settings: Any) -> Iterator[MessageDouble]:
    """Mail, SMS and Zalo, without faults, known to the settings."""
    double, smtp = running_message_double
    settings.PARTNERS = settings.PARTNERS | {"messages": double.address, "smtp": smtp}
    double.clear()
    yield double
    double.clear()
