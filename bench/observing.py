"""What watching costs: CPU of the same requests with nothing watched, with logs, figures, traces, and all of them.

    python -m tinhso.config.launch exec -- python -m bench.observing [another checkout, for its CPU of the same]

One process does a portion of requests in each way, in turns, so that a busy machine is busy for all ways alike; what
counts is the least CPU of a portion. A collector (the double) takes what is sent. The province must be loaded.
"""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
ROUNDS, PORTION = int(os.environ.get("BENCH_ROUNDS", "8")), 40
ADDRESSES = ("/thu-tuc/?q=khai+sinh", "/thu-tuc/1.001193/", "/tra-cuu/", "/khong-co/")
COLLECTOR = "http://127.0.0.1:24318"
# Run in the checkout that is measured; it imports nothing that another checkout might lack.
CHILD = """
import logging, sys, time
from tinhso.config.wsgi import application
from django.test import Client
rounds, portion, addresses = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
logging.disable()
client, least = Client(), 1e9
for number in range(rounds + 1):
    began = time.process_time()
    for place in range(portion):
        client.get(addresses[place % len(addresses)])
    least = min(least, time.process_time() - began)
print(1000 * least / portion)
"""


def in_checkout(checkout: Path, environment: dict[str, str]) -> float:
    """Least CPU per request (ms) of a fresh process there."""
    done = subprocess.run(
        [str(checkout / ".venv/bin/python"), "-c", CHILD, str(ROUNDS), str(PORTION), *ADDRESSES],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1])


def ways() -> dict[str, Callable[[], object]]:
    """Each way of watching as a context; imported only here, after the environment was set."""
    from django.conf import settings
    from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio

    from tinhso.config.observing import figures, tracing
    from tinhso.ground.watch import parts
    from tinhso.ground.watch.logs import Json

    @contextmanager
    def nothing() -> Iterator[None]:
        yield

    @contextmanager
    def logs() -> Iterator[None]:
        handler = logging.StreamHandler(io.StringIO())
        handler.setFormatter(Json())
        logger = logging.getLogger("tinhso.access")
        logger.addHandler(handler)
        settings.ACCESS_LOG, logger.propagate = True, False
        yield
        settings.ACCESS_LOG = False
        logger.removeHandler(handler)

    @contextmanager
    def counted() -> Iterator[None]:
        keeper = figures._Keeper()
        parts.watch(keeper)
        yield
        parts.unwatch(keeper)

    @contextmanager
    def traced(share: float) -> Iterator[None]:
        provider = tracing.provider()
        provider.sampler = ParentBasedTraceIdRatio(share)
        spans = tracing.begin(provider)
        yield
        tracing.end(spans)
        provider.shutdown()

    @contextmanager
    def everything() -> Iterator[None]:
        with logs(), counted(), traced(1):
            yield

    return {
        "nothing": nothing,
        "JSON access log": logs,
        "figures": counted,
        "traces, 1 in 100 kept": lambda: traced(0.01),
        "traces, all kept": lambda: traced(1),
        "everything": everything,
    }


def in_turns() -> dict[str, float]:
    """Least CPU per request (ms) of each way, the exporting thread's included."""
    import django

    django.setup()
    from django.test import Client

    # Only now: the settings begin nothing by themselves, and the exporters made below find it.
    os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = COLLECTOR
    logging.getLogger("django.request").setLevel("CRITICAL")
    client = Client()

    def ask() -> None:
        for place in range(PORTION):
            client.get(ADDRESSES[place % len(ADDRESSES)])

    ask()
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, watching in ways().items():
            began = time.process_time()
            with watching():
                ask()
            least[name] = min(least.get(name, 1e9), 1000 * (time.process_time() - began) / PORTION)
    return least


def main() -> None:
    """Measure and print a table."""
    collector = subprocess.Popen([sys.executable, "-m", "tinhso.ground.gateway.doubles.collector", COLLECTOR], cwd=HERE)
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.environ |= {
                "PROMETHEUS_MULTIPROC_DIR": folder,
                "DJANGO_SETTINGS_MODULE": "tinhso.config.settings",
                "TINHSO_HOSTS": "testserver",
            }
            if sys.argv[1:]:
                other = Path(sys.argv[1]).resolve()
                for name, checkout in (("the other checkout", other), ("this one", HERE)) * 2:
                    print(f"| {name}, {in_checkout(checkout, {}):.2f} ms |", flush=True)
            found = in_turns()
    finally:
        collector.terminate()
        collector.wait(5)
    for name, least in found.items():
        print(f"| {name} | {least:.2f} ms | {least / found['nothing']:.2f} |")


if __name__ == "__main__":
    main()
