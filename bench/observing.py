"""What watching costs: CPU of the same requests with everything off, with logs, figures, traces, and all of them.

    python -m tinhso.config.launch exec -- python -m bench.observing [another checkout, for its CPU of the same]

Each way runs in a process of its own, in turns, so that a busy machine is busy for all of them; the ratio is that of
the least CPU per request of all rounds. A collector (the double) takes what is sent.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROUNDS, WARM, REQUESTS = int(os.environ.get("BENCH_ROUNDS", "5")), 40, 200
ADDRESSES = ("/thu-tuc/?q=khai+sinh", "/thu-tuc/1.001193/", "/tra-cuu/", "/khong-co/")
COLLECTOR = "http://127.0.0.1:24318"
TOKEN = {"TINHSO_METRICS_TOKEN": "bench"}
LOGS = {"TINHSO_LOG_FORMAT": "json"}
TRACES = {"OTEL_EXPORTER_OTLP_ENDPOINT": COLLECTOR}
WAYS: dict[str, dict[str, str]] = {
    "off, slow statements too": {"TINHSO_SLOW_MS": "0"},
    "off": {},
    "logs": LOGS,
    "figures": TOKEN,
    "traces 1 % (figures too)": TRACES
    | {"OTEL_TRACES_SAMPLER": "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG": "0.01"},
    "traces 100 % (figures too)": TRACES,
    "everything": LOGS | TOKEN | TRACES,
}
# Run in the checkout that is measured; it imports nothing that another checkout might lack.
CHILD = """
import gc, logging, sys, time, warnings
from tinhso.config.wsgi import application
from django.test import Client
warm, many, addresses = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
logging.getLogger("django.request").setLevel("CRITICAL")
client = Client()
ask = lambda n: [client.get(addresses[i % len(addresses)]) for i in range(n)]
ask(warm)
began = time.process_time()
ask(many)
print(1000 * (time.process_time() - began) / many)
"""


def cpu_ms(checkout: Path, environment: dict[str, str]) -> float:
    """CPU per request (ms) of a fresh process, its own threads included."""
    python = checkout / ".venv" / "bin" / "python"
    done = subprocess.run(
        [str(python), "-c", CHILD, str(WARM), str(REQUESTS), *ADDRESSES],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout), "TINHSO_HOSTS": "testserver"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1])


def main() -> None:
    """Measure and print a table."""
    here = Path(__file__).resolve().parents[1]
    ways = {name: (here, environment) for name, environment in WAYS.items()}
    if sys.argv[1:]:
        ways = {"the other checkout": (Path(sys.argv[1]).resolve(), {}), **ways}
    collector = subprocess.Popen([sys.executable, "-m", "tinhso.ground.gateway.doubles.collector", COLLECTOR], cwd=here)
    least: dict[str, list[float]] = {name: [] for name in ways}
    try:
        for number in range(ROUNDS):
            for name, (checkout, environment) in ways.items():
                least[name].append(cpu_ms(checkout, environment))
            print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    finally:
        collector.terminate()
        collector.wait(5)
    base = min(least["off"])
    for name, found in least.items():
        spread = f"{min(found):.2f}–{max(found):.2f}"
        print(f"| {name} | {min(found):.2f} ms ({spread}) | {min(found) / base:.2f} |")


if __name__ == "__main__":
    main()
