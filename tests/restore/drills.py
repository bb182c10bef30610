"""`make test-restore`: a whole province backed up, lost, brought back; a minute or two, so not part of `make test`.

Each story runs the commands as an operator would, on a state folder of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITE = """
from django.utils import timezone
from tinhso.ground.base.actors import System
from tinhso.ground.files.actions import store_bytes
for number in range({first}, {last}):
    kept = store_bytes(System("drill"), f"paper {{number}}".encode() * 100, name=f"{{number}}.txt", mime="text/plain",
                       now=timezone.now())
print("last", kept.sha256)
"""
COUNT = """
from tinhso.ground.files.queries import hashes_since
print("files", len(list(hashes_since(None))))
"""


class Province:
    """A state folder, a folder of backups, and commands on them; hold() keeps the database up between commands."""

    def __init__(self, folder: Path) -> None:
        self.state, self.backups = folder / "state", folder / "backups"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "TINHSO_", "DATABASE_URL"))}
        self.environment = kept | {"TINHSO_STATE": str(self.state), "TINHSO_BACKUP": str(self.backups)}
        self.running: list[subprocess.Popen[str]] = []

    def start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.running.append(process)
        return process

    def hold(self) -> subprocess.Popen[str]:
        held = self.start(
            "-m", "tinhso.config.launch", "exec", "--", sys.executable, "-c", "print('up', flush=True); input()"
        )
        assert held.stdout.readline() == "up\n"
        return held

    def keep_wal(self) -> subprocess.Popen[str]:
        keeper = self.start("-m", "tinhso.config.launch", "exec", "--", sys.executable, "-m", "tinhso.config.backup")
        for _ in range(900):
            if list(self.backups.glob("*/wal/*/*.partial")):
                return keeper
            time.sleep(0.2)
        raise AssertionError("no WAL arrives")

    def done(
        self, *command: str, code: int = 0, through_launcher: bool = False, environment: dict | None = None
    ) -> str:
        wrapped = ["-m", "tinhso.config.launch", "exec", "--", sys.executable] if through_launcher else []
        ran = subprocess.run(
            [sys.executable, *wrapped, *command], cwd=ROOT, env=environment or self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = ran.stdout + ran.stderr
        assert ran.returncode == code, said
        return said

    def manage(self, *command: str, **options) -> str:
        return self.done("manage.py", *command, **options)

    def write(self, first: int, last: int) -> str:
        return self.manage("shell", "-v", "0", "-c", WRITE.format(first=first, last=last)).split()[-1]

    def lost(self) -> None:
        """The machine is gone: every process that served it is killed at once, the disk with it."""
        for process in psutil.process_iter(["pid", "cmdline"]):
            if any(str(self.state) in word for word in process.info["cmdline"] or ()):
                process.kill()
        for process in self.running:
            process.kill()
        gone = self.state.rename(self.state.with_name("gone"))  # at once: what is dying may still write
        shutil.rmtree(gone, ignore_errors=True)

    def left_running(self) -> list[str]:
        words = [" ".join(p.info["cmdline"] or ()) for p in psutil.process_iter(["cmdline"])]
        return [line for line in words if str(self.state.parent) in line]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the province in it, its server stopped: each story begins with a copy."""
    made = Province(tmp_path_factory.mktemp("loaded"))
    made.done("-m", "tinhso.config.launch", "exec", "--", sys.executable, "-m", "tinhso.config.launch.prepare")
    return made.state


@pytest.fixture
def province(tmp_path: Path, loaded: Path) -> Iterator[Province]:
    made = Province(tmp_path)
    subprocess.run(["cp", "-a", str(loaded), str(made.state)], check=True)
    yield made
    for process in reversed(made.running):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.stdin.close()
            process.wait(30)
        process.stdout.close()


def test_the_drill_passes_and_leaves_nothing_running(province):
    province.hold()
    assert "Chưa diễn tập khôi phục lần nào" in province.manage("backup", "--status", code=1)
    province.write(0, 20)

    said = province.manage("restore_drill")

    assert "Diễn tập đạt" in said
    assert "20 tệp" in said
    assert "Diễn tập khôi phục: đạt" in province.manage("backup", "--status", code=1)  # no receiver of WAL runs
    assert list(province.state.glob("drill-*")) == []
    assert "mọi tệp trong kho nguyên vẹn" in province.manage("backup", "--verify")
    assert [line for line in province.left_running() if "drill-" in line] == []


def test_a_lost_machine_comes_back_on_a_new_one_with_all_that_was_acknowledged(province, tmp_path):
    province.hold()
    keeper = province.keep_wal()
    province.write(0, 10)
    province.manage("backup")
    key = province.manage("backup", "--show-key").strip()
    before = datetime.now(UTC)
    time.sleep(1.5)
    last = province.write(10, 15)
    province.manage("shell", "-v", "0", "-c", "from tinhso.config.jobs import copy_new_contents as c; c(0)")
    time.sleep(2)
    assert keeper.poll() is None
    province.lost()

    new = province.environment | {"TINHSO_STATE": str(tmp_path / "other"), "TINHSO_SECRET_BACKUP": key}
    del new["TINHSO_BACKUP"]
    back, earlier = tmp_path / "back", tmp_path / "earlier"
    where = ("restore", "--from", str(province.backups), "--to")
    assert "không đúng" in province.manage(*where, str(back), code=1, environment=new | {"TINHSO_SECRET_BACKUP": "no"})
    assert "Đạt kiểm chứng" in province.manage(*where, str(back), environment=new)
    assert (back / "files" / last[:2] / last[2:4] / last).exists()
    assert "files 15" in province.manage("shell", "-v", "0", "-c", COUNT, environment=new | {"TINHSO_STATE": str(back)})

    assert "Đạt kiểm chứng" in province.manage(*where, str(earlier), "--at", before.isoformat(), environment=new)
    assert "files 10" in province.manage(
        "shell", "-v", "0", "-c", COUNT, environment=new | {"TINHSO_STATE": str(earlier)}
    )
    late = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert "WAL đã nhận chưa tới" in province.manage(
        *where, str(tmp_path / "late"), "--at", late, code=1, environment=new
    )
    assert not (tmp_path / "late").exists()
    assert province.left_running() == []


def test_what_was_tampered_with_is_refused_or_does_not_prove_itself(province, tmp_path):
    province.hold()
    last = province.write(0, 5)
    province.manage("backup")
    store = next(province.backups.iterdir())
    content = store / "contents" / last[:2] / last[2:4] / last
    content.chmod(0o600)
    content.write_bytes(b"another paper")

    assert f"Tệp trong kho đã hỏng: {last}" in province.manage("backup", "--verify", code=1)
    said = province.manage("restore", "--to", str(tmp_path / "back"), code=1)
    assert "KHÔNG đạt kiểm chứng" in said
    assert last in said

    base = next(store.glob("sets/*/base.tar.gz"))
    whole = bytearray(base.read_bytes())
    whole[len(whole) // 2] ^= 1
    base.write_bytes(whole)
    assert "base.tar.gz đã bị sửa" in province.manage("restore", "--to", str(tmp_path / "again"), code=1)
    assert "base.tar.gz đã bị sửa" in province.manage("backup", "--verify", code=1)
    assert not (tmp_path / "again").exists()


def test_a_killed_backup_is_none_and_the_next_one_works(province):
    province.hold()
    killed = province.start("manage.py", "backup")
    for _ in range(600):
        if list(province.backups.glob("*/sets/*.part/base.tar.gz")):
            break
        time.sleep(0.02)
    killed.kill()
    killed.wait()

    assert "Chưa có bản sao lưu nào" in province.manage("backup", "--status", code=1)
    province.manage("backup")
    assert len(list(province.backups.glob("*/sets/*"))) == 1
