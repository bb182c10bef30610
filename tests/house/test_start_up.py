"""`make run` on a fresh state folder: everything comes up, and Ctrl-C takes everything down."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings


def free_ports() -> int:
    """The first of thirteen neighbouring ports that nobody uses."""
    for first in range(21000 + os.getpid() % 5000, 60000, 13):
        try:
            for port in range(first, first + 13):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise RuntimeError("no free ports")


@pytest.fixture
def province(tmp_path: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    port = free_ports()
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST") and k != "DATABASE_URL"}
    environment = kept | {"PORT": str(port), "TINHSO_STATE": str(tmp_path / "state"), "TINHSO_WEB_WORKERS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tinhso.config.launch", "run"],
        cwd=settings.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process, port
    if process.poll() is None:  # the test failed: nobody of the house may outlive it
        family = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        for child in family:
            child.kill()
    process.wait()
    process.stdout.close()


def answered(address: str, seconds: float = 150) -> bytes:
    """The answer of an address as soon as there is one."""
    until = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def test_make_run_serves_the_province_and_ctrl_c_stops_all_of_it(province):
    process, port = province

    assert b"ready" in answered(f"http://127.0.0.1:{port}/healthz")
    assert "Tỉnh Số" in answered(f"http://127.0.0.1:{port}/").decode()
    assert answered(f"http://127.0.0.1:{port + 12}/dieu-hanh/luong/song") == b"0"
    printed = ""
    while "Mật khẩu" not in printed:
        line = process.stdout.readline()
        assert line, f"it ended after printing: {printed}"
        printed += line
    assert f"http://127.0.0.1:{port}" in printed
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 5

    process.send_signal(signal.SIGINT)
    assert process.wait(40) == 0
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
