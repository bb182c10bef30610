"""The faults themselves: how each strikes and how it is mended, and for how long it stays."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from bench.faults.house import House
from tinhso.config.launch import state


def nothing(house: House) -> None:
    """The supervisor mends it."""


@dataclass(frozen=True)
class Kind:
    """strike and mend; seconds: the shortest and the longest time between them. stops_filing: whether filings wait.

    needs_disk: only where the house has small disks of its own.
    """

    strike: Callable[[House], None]
    mend: Callable[[House], None] = nothing
    seconds: tuple[float, float] = (0.0, 0.0)
    needs_disk: bool = False


def kill(name: str) -> Callable[[House], None]:
    """Kill -9 of a process and all its children."""
    return lambda house: house.signal(name, signal.SIGKILL)


def send(name: str, number: int) -> Callable[[House], None]:
    """A signal to a process and all its children."""
    return lambda house: house.signal(name, number)


def kill_and_hold(name: str) -> Callable[[House], None]:
    """Kill -9, and nobody starts it again before it is mended."""

    def strike(house: House) -> None:
        house.held.add(name)
        house.signal(name, signal.SIGKILL)

    return strike


def let_go(name: str) -> Callable[[House], None]:
    """The supervisor may start it again."""
    return lambda house: house.held.discard(name)


def kill_a_web_worker(house: House) -> None:
    """One of the processes that answer; the web server starts another."""
    os.kill(random.choice(house.web_workers()), signal.SIGKILL)


def kill_postmaster(house: House) -> None:
    """The whole database server, as the kernel would for want of memory; then crash recovery."""
    if (master := house.postmaster()) is not None:
        os.kill(master, signal.SIGKILL)


def kill_a_backend(house: House) -> None:
    """One process of the database: the server throws all others out and recovers."""
    if found := house.backends():
        os.kill(random.choice(found), signal.SIGKILL)


def tell(partner: str, path: str, order: dict[str, object]) -> Callable[[House], None]:
    """Switch a fault of a double on or off over HTTP."""

    def say(house: House) -> None:
        request = urllib.request.Request(
            state.partners()[partner] + path, json.dumps(order).encode(), {"Content-Type": "application/json"}
        )
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request, timeout=3)

    return say


PLATFORM = "payment_platform"
KINDS: dict[str, Kind] = {
    "web killed": Kind(kill("web")),
    "web worker killed": Kind(kill_a_web_worker),
    "web frozen": Kind(send("web", signal.SIGSTOP), send("web", signal.SIGCONT), (3, 8)),
    "worker killed": Kind(kill("worker")),
    "worker frozen": Kind(send("worker", signal.SIGSTOP), send("worker", signal.SIGCONT), (5, 12)),
    "database killed": Kind(kill_postmaster),
    "database backend killed": Kind(kill_a_backend),
    "database frozen": Kind(
        lambda house: house.signal_database(signal.SIGSTOP), lambda house: house.signal_database(signal.SIGCONT), (3, 8)
    ),
    "database wire cut": Kind(lambda house: house.wire.cut(), lambda house: house.wire.mend(), (2, 8)),
    "database wire held": Kind(lambda house: house.wire.hold(), lambda house: house.wire.mend(), (3, 10)),
    "database disk full": Kind(
        lambda house: house.fill("database"), lambda house: house.free("database"), (3, 8), needs_disk=True
    ),
    "files disk full": Kind(
        lambda house: house.fill("files"), lambda house: house.free("files"), (4, 10), needs_disk=True
    ),
    "payments dead": Kind(kill_and_hold(PLATFORM), let_go(PLATFORM), (4, 10)),
    "payments silent": Kind(send(PLATFORM, signal.SIGSTOP), send(PLATFORM, signal.SIGCONT), (5, 12)),
    "payments slow": Kind(tell(PLATFORM, "/__faults", {"slow": 3}), tell(PLATFORM, "/__faults", {"slow": 0}), (5, 10)),
    "payments 500": Kind(
        tell(PLATFORM, "/__faults", {"error_500": 10_000}), tell(PLATFORM, "/__faults", {"error_500": 0}), (4, 10)
    ),
    "payments call-backs lost": Kind(
        tell(PLATFORM, "/__faults", {"callback_lost": 10_000}),
        tell(PLATFORM, "/__faults", {"callback_lost": 0}),
        (5, 10),
    ),
    "sign-in down": Kind(
        tell("vneid", "/control/fault", {"fault": "down"}), tell("vneid", "/control/fault", {"fault": ""}), (4, 10)
    ),
    "messages dead": Kind(kill_and_hold("messages"), let_go("messages"), (4, 10)),
    "portal dead": Kind(kill_and_hold("national_portal"), let_go("national_portal"), (4, 10)),
    "time-stamps dead": Kind(kill_and_hold("timestamps"), let_go("timestamps"), (4, 10)),
}


@dataclass(frozen=True)
class Planned:
    """One fault of the schedule: after `calm_s` of peace, for `lasts_s`."""

    name: str
    calm_s: float
    lasts_s: float


def schedule(seed: int, names: list[str], *, count: int) -> list[Planned]:
    """Every kind in turn, each round in another order; from the seed alone."""
    chance = random.Random(f"faults {seed}")
    found: list[Planned] = []
    while names and len(found) < count:
        for name in chance.sample(names, len(names)):
            found.append(Planned(name, chance.uniform(1.5, 4.0), chance.uniform(*KINDS[name].seconds)))
    return found[:count]
