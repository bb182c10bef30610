"""The doubles as running processes for everybody's tests, and a relay for their calls to us.

Known to all tests (conftest.py at the root): each runs once a worker.
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

import pytest
from django.conf import settings
from django.test import Client

from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.tests.outside import outside

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


def start_double(name: str, environment: dict[str, str], *ports: int, says: str = "") -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", f"tinhso.ground.gateway.doubles.{name}", *([says] if says else [])],
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
        answer = outside.post(f"{self.address}/__faults", json=times)
        assert answer.status_code == 200, answer.text

    def clear(self) -> None:
        outside.delete(f"{self.address}/__faults")


class Relay:
    """A door in front of the test: calls over real HTTP wait until the test lets Django's handler answer them.

    So a partner's calls meet the very transaction of the test, when the test wants.
    """

    def __init__(self) -> None:
        self.calls: queue.Queue[tuple[str, bytes, dict[str, str], Future[tuple[int, bytes]]]] = queue.Queue()
        relay = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer: Future[tuple[int, bytes]] = Future()
                relay.calls.put(
                    (self.path if self.command == "POST" else f"GET {self.path}", body, dict(self.headers), answer)
                )
                try:
                    status, content = answer.result(timeout=3)
                except TimeoutError:
                    status, content = 504, b""
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_GET(self) -> None:
                """A file that a partner fetches from us."""
                self.do_POST()

            def do_OPTIONS(self) -> None:
                """Agree to be called: the real answer needs no test's transaction, and has a test of its own."""
                self.send_response(200)
                self.send_header("WebHook-Allowed-Origin", "*")
                self.send_header("Content-Length", "0")
                self.end_headers()

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
        """Let one call in and give Django's answer; {} where that has no body."""
        path, body, given, answer = self.calls.get(timeout=wait_s)
        kind, signed = given.get("Content-Type", ""), {k: v for k, v in given.items() if k.startswith("Webhook-")}
        if path.startswith("GET "):
            response = client.get(path.removeprefix("GET "), headers={"session": given.get("session", "")})
            answer.set_result((response.status_code, response.getvalue()))
            return {}
        response = client.post(path, body, content_type=kind.partition(";")[0], headers=signed)
        answer.set_result((response.status_code, response.content))
        return dict(response.json()) if response.content else {}

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
        answer = outside.post(f"{pay_url}/{button}", timeout=10)
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
        return [message for message in outside.get(f"{self.address}/__messages").json() if key in message["key"]]


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


@dataclass
class AgencyDouble(Double):
    """Police or social insurance, with an official at its page. relay: one for both, set as our public address."""

    relay: Relay = field(default_factory=Relay)

    def dossiers(self) -> list[dict[str, Any]]:
        """Its dossiers, oldest first: maHoSo, maYeuCau, trangThai, soThuTu, lyDo, chuDe, chuaBao (events not heard)."""
        return list(outside.get(f"{self.address}/__dossiers").json())

    def decide(self, request: str, state: int, reason: str = "") -> None:
        """Bring a dossier (maYeuCau) to a state (trangThai); its event is on its way to the relay."""
        said = {"maYeuCau": request, "trangThai": state, "lyDo": reason}
        answer = outside.post(f"{self.address}/__decide", json=said)
        assert answer.status_code == 200, answer.text

    def forget(self) -> None:
        """No dossiers, and nothing to tell."""
        outside.delete(f"{self.address}/__dossiers")
        self.relay.forget()


@pytest.fixture(scope="session")
def agency_relay() -> Iterator[Relay]:
    """The door at which both agencies call back."""
    relay = Relay()
    yield relay
    relay.server.shutdown()
    relay.server.server_close()


def running_agency(name: str, relay: Relay, folder: str) -> Iterator[AgencyDouble]:
    """One agency as a process that decides only when it is told to."""
    port = free_port()
    double = AgencyDouble(f"http://127.0.0.1:{port}", relay)
    environment = {
        f"TINHSO_PARTNER_{name.upper()}": double.address,
        "TINHSO_DOUBLE_RETRY_S": "0.05",
        "TINHSO_DOUBLE_DECIDES_S": "3600",
        "TINHSO_DOUBLE_FOLDER": folder,
    }
    process = start_double(name, environment, port)
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)


@pytest.fixture(scope="session")
def running_residence_double(agency_relay: Relay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AgencyDouble]:
    yield from running_agency("residence", agency_relay, str(tmp_path_factory.mktemp("residence-double")))


@pytest.fixture(scope="session")
def running_insurance_double(agency_relay: Relay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AgencyDouble]:
    yield from running_agency("insurance", agency_relay, str(tmp_path_factory.mktemp("insurance-double")))


@pytest.fixture
def residence_double(running_residence_double: AgencyDouble, settings: Any) -> Iterator[AgencyDouble]:
    """The police on residence, empty and without faults, known to the settings; it calls back through its relay."""
    yield from fresh_agency("residence", running_residence_double, settings)


@pytest.fixture
def insurance_double(running_insurance_double: AgencyDouble, settings: Any) -> Iterator[AgencyDouble]:
    """Social insurance, empty and without faults, known to the settings; it calls back through its relay."""
    yield from fresh_agency("insurance", running_insurance_double, settings)


def fresh_agency(name: str, double: AgencyDouble, settings: Any) -> Iterator[AgencyDouble]:
    """An agency as a test finds it."""
    settings.PARTNERS = settings.PARTNERS | {name: double.address}
    settings.PUBLIC_ORIGIN = double.relay.address
    double.clear()
    double.forget()
    yield double
    double.clear()
    double.forget()


@dataclass
class PopulationDouble(Double):
    """The national population database: whom it knows stands in doubles/population.py."""

    def asked(self) -> list[dict[str, str]]:
        """What it was asked, oldest first: operation, MaYeuCau, MaDVC, MaCanBo."""
        return list(outside.get(f"{self.address}/__asked").json())


@pytest.fixture(scope="session")
def running_population_double() -> Iterator[PopulationDouble]:
    port = free_port()
    double = PopulationDouble(f"http://127.0.0.1:{port}")
    process = start_double("population", {"TINHSO_PARTNER_POPULATION": double.address}, port)
    yield double
    client_for(double.address).close()
    process.terminate()
    process.wait(5)


@pytest.fixture
def population_double(running_population_double: PopulationDouble, settings: Any) -> Iterator[PopulationDouble]:
    """The population database, without faults, known to the settings."""
    settings.PARTNERS = settings.PARTNERS | {"population": running_population_double.address}
    running_population_double.clear()
    yield running_population_double
    running_population_double.clear()
