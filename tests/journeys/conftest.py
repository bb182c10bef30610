"""The stage of the journeys: a whole house of its own (web, worker, partners) and a real browser.

Everything is spoken to from outside, over HTTP. The database is a copy of the loaded province, so a
journey may change what it likes, and the other tests of this worker never see it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import looks

ROOT = Path(__file__).resolve().parents[2]
# Each partner's double, and how far behind the site's port it listens (mail stands between, at 4).
PARTNERS = {
    "vneid": 1, "payment_platform": 2, "messages": 3, "residence": 5, "insurance": 6, "population": 7,
    "national_portal": 8, "timestamps": 10, "axis": 11,
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder are journeys."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class House:
    """A running house: its address, its database, its logs, and the process of its web server."""

    origin: str
    database_url: str
    environment: dict[str, str]
    log: Path
    web: list[int]

    def manage(self, *command: str) -> str:
        """The output of a management command run against this house."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def starts(self, *tasks: str) -> None:
        """What the clock would start at the next minute, now."""
        job = "ROW('default', %s, 0, NULL, NULL, '{\"timestamp\": 0}'::jsonb, NULL)::procrastinate_job_to_defer_v1"
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            for task in tasks:
                connection.execute(f"SELECT procrastinate_defer_jobs_v1(ARRAY[{job}])", [task])

    def asked(self, question: str, *values: object) -> tuple[Any, ...]:
        """The one row that answers a question to its database."""
        with psycopg.connect(self.database_url) as connection:
            found = connection.execute(question, values).fetchone()
        assert found is not None, question
        return found

    def web_workers(self) -> list[int]:
        """The processes that answer requests now: children of the web server."""
        children = Path(f"/proc/{self.web[0]}/task/{self.web[0]}/children").read_text()
        named = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children.split()}
        return [pid for pid, command in named.items() if b"resource_tracker" not in command]


def free_ports(count: int) -> int:
    """The first of `count` neighbouring ports that nobody listens on."""
    for first in range(20_000 + os.getpid() % 20_000, 60_000, count):
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise RuntimeError("no free ports")


def patiently(question: Callable[[], object], *, seconds: float = 20) -> object:
    """The first truthy answer; asks again for a while."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        if time.monotonic() > deadline:
            raise TimeoutError(question)
        time.sleep(0.1)
    return answer


def answers(address: str) -> bool:
    """Something answers there, with whatever status."""
    try:
        urllib.request.urlopen(address, timeout=2)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture(scope="package")
def house(template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The whole house for all journeys, on a fresh copy of the province; stopped at the end."""
    first = free_ports(12)
    name = f"journeys_{os.getpid()}"
    home = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE {name} TEMPLATE "{template_database}" STRATEGY FILE_COPY')
    log = tmp_path_factory.mktemp("house") / "log.txt"
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(home._replace(path=f"/{name}")),
        "PORT": str(first),
        "TINHSO_STREAM_ORIGIN": "off",  # walls ask by themselves: one process less
        "TINHSO_POOL": "6",
        "PYTEST_VERSION": os.environ.get("PYTEST_VERSION", "journeys"),  # quick password hashes, static files unbuilt
        "PYTHONWARNINGS": "ignore",
        "TINHSO_DOUBLE_FOLDER": str(tmp_path_factory.mktemp("doubles")),
        "TINHSO_DOUBLE_DECIDES_S": "2",
        "TINHSO_AXIS": "1",
        "TINHSO_SECRET_AXIS": "journeys",
        "TINHSO_AXIS_NODE_FOLDER": str(tmp_path_factory.mktemp("axis")),
    }
    environment.pop("TINHSO_ORIGIN", None)
    origin = f"http://127.0.0.1:{first}"
    served = House(origin, environment["DATABASE_URL"], environment, log, [])
    web = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(first), "--workers", "1",
           "--blocking-threads", "8", "--respawn-failed-workers", "--no-access-log", "--log-level", "warning",
           "tinhso.config.wsgi:application"]  # fmt: skip
    commands = [["-m", *web], ["manage.py", "work"]]
    commands += [["-m", f"tinhso.ground.gateway.doubles.{partner}"] for partner in PARTNERS]
    with log.open("w") as written:
        processes = [
            subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdout=written, stderr=written,
                             start_new_session=True)
            for command in commands
        ]  # fmt: skip
    served.web.append(processes[0].pid)
    try:
        patiently(lambda: answers(f"{origin}/healthz"), seconds=40)
        for place in PARTNERS.values():
            patiently(lambda place=place: answers(f"http://127.0.0.1:{first + place}/"), seconds=20)
        yield served
    finally:
        for process in processes:  # they have nothing to lose; how a house stops in order is test_start_up's
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for process in processes:
            process.wait()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; it closes with them, as Django refuses its database beside a running loop."""
    with looks.chromium() as found:
        yield found


@dataclass
class Visitor:
    """Opens pages as one person, and remembers what the browser complained about."""

    browser: Browser
    origin: str
    complaints: list[str]
    contexts: list[BrowserContext]

    def comes(self, *, width: int = 1280, height: int = 800, scripts: bool = True, **options: object) -> Page:
        """A fresh browser window of someone who is not signed in."""
        context = self.browser.new_context(
            base_url=self.origin, viewport={"width": width, "height": height}, java_script_enabled=scripts,
            locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce", **options,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._listen(page, said.type, said.text))
        return page

    def _listen(self, page: Page, kind: str, text: str) -> None:
        # A refused answer (4xx) is part of the story; a broken policy or script is not.
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(f"{page.url}: {text}")


@pytest.fixture
def visitor(browser: Browser, house: House) -> Iterator[Visitor]:
    """Opens windows; afterwards no script may have failed and no content policy may have been broken."""
    people = Visitor(browser, house.origin, [], [])
    yield people
    for context in people.contexts:
        context.close()
    assert people.complaints == []
