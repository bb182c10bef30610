"""The scanner port against a small real server that speaks clamd's INSTREAM, well and badly."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator

import pytest

from tinhso.ground.base.refused import Refused
from tinhso.ground.files import actions, scanner
from tinhso.ground.files.models import ScanState, StoredFile
from tinhso.ground.files.tests.factories import LAN, NOON, PDF, sent
from tinhso.ground.journal.queries import entries_about

pytestmark = pytest.mark.django_db
# The harmless test string of the antivirus trade, in two parts so that scanners leave this file alone.
EICAR = PDF + rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.StreamRequestHandler):
    """nINSTREAM: chunks with a four-byte length, ended by a zero one; answers as clamd does."""

    mood = "well"

    def handle(self) -> None:
        if (command := self.rfile.readline()) == b"nPING\n":
            self.wfile.write(b"PONG\n")
            return
        assert command == b"nINSTREAM\n"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if self.mood == "small" or b"qua to" in content:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
                return
        match self.mood:
            case "well":
                found = b"Win.Test.EICAR_HDB-1 FOUND" if b"EICAR-STANDARD" in content else b"OK"
                self.wfile.write(b"stream: " + found + b"\n")
            case "garbage":
                self.wfile.write(b"\xff\xfe khong hieu gi ca\n")
            case "nonsense":
                self.wfile.write(b"HTTP/1.1 400 Bad Request\n")
            case "broken":
                self.wfile.write(b"stream: Can't allocate memory ERROR\n")
            case "slow":
                self.connection.recv(1)  # says nothing until the client gives up


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address) -> None:
        """A client that gave up is no news here."""


class UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def clamd(settings) -> Iterator[type[Clamd]]:
    class Moody(Clamd):
        pass

    with Server(("127.0.0.1", 0), Moody) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.CLAMAV = f"127.0.0.1:{server.server_address[1]}"
        yield Moody
        server.shutdown()


def test_a_clean_file_is_marked_clean(clamd):
    assert actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON).scan_state == ScanState.CLEAN


def test_malware_is_refused_and_not_kept(clamd, tmp_path):
    with pytest.raises(Refused, match="có mã độc") as refused:
        actions.store_upload(LAN, sent(EICAR, "a.pdf"), now=NOON)

    assert refused.value.code == "file-infected"
    assert not StoredFile.objects.exists()
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("mood", ["garbage", "nonsense", "broken", "slow", "small"])
def test_a_scanner_out_of_order_never_blocks_a_citizen(clamd, mood, monkeypatch):
    monkeypatch.setattr(scanner, "TIMEOUT_SECONDS", 0.2)
    clamd.mood = mood

    file = actions.store_upload(LAN, sent(PDF + b" " * 200_000, "a.pdf"), now=NOON)

    assert (file.scan_state, file.scan_label) == (ScanState.NOT_SCANNED, "Chưa quét mã độc")


def test_a_scanner_that_is_down_never_blocks_a_citizen(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV = f"tcp://127.0.0.1:{free.getsockname()[1]}"

    assert actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON).scan_state == ScanState.NOT_SCANNED


def test_a_unix_socket_will_do_as_well(settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a unix socket must be short
    with UnixServer("clamd.sock", Clamd) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.CLAMAV = "unix:./clamd.sock"
        file = actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON)
        server.shutdown()

    assert file.scan_state == ScanState.CLEAN


def test_files_that_waited_are_scanned_later_and_locked_when_infected(settings, clamd):
    address, settings.CLAMAV = settings.CLAMAV, ""
    unreadable = actions.store_upload(LAN, sent(PDF + b"qua to", "c.pdf"), now=NOON)
    good = actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON)
    bad = actions.store_upload(LAN, sent(EICAR, "b.pdf"), now=NOON)
    assert list(actions.scan_waiting(LAN, now=NOON)) == []
    settings.CLAMAV = address

    list(actions.scan_waiting(LAN, now=NOON))

    states = dict(StoredFile.objects.values_list("pk", "scan_state"))
    assert states == {unreadable.pk: "NOT_SCANNED", good.pk: "CLEAN", bad.pk: "INFECTED"}
    assert [e.kind for e in entries_about(f"file:{bad.pk}")] == ["files.stored", "files.scanned"]
