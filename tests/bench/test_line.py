"""The client of the benchmark reads answers as servers send them: in pieces, by length, in chunks, to the end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from bench.line import Call, Line, field_of, raw
from bench.load import pressed

Serve = Callable[..., int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A server that answers each connection with the pieces given, one after another, and remembers the requests."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        heard: list[bytes] = []

        def answer(pieces: tuple[bytes, ...]) -> None:
            connection, _ = listening.accept()
            with connection:
                heard.append(connection.recv(4096))
                for piece in pieces:
                    connection.sendall(piece)

        def start(*answers: tuple[bytes, ...]) -> int:
            def all_of_them() -> None:
                for pieces in answers:
                    answer(pieces)

            threading.Thread(target=all_of_them, daemon=True).start()
            return int(listening.getsockname()[1])

        start.heard = heard  # type: ignore[attr-defined]
        yield start


def ask(port: int, line: Line | None = None) -> tuple[int, bytes]:
    return (line or Line(port)).ask(raw(port, Call("GET", "/")))


def test_an_answer_that_comes_in_pieces_is_read_whole(serve):
    port = serve((b"HTTP/1.1 200 OK\r\nContent-", b"Length: 10\r\n\r\n12345", b"67890"))
    assert ask(port) == (200, b"1234567890")


def test_chunks_are_read_to_the_last(serve):
    port = serve((b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", b"0\r\n\r\n"))
    status, content = ask(port)
    assert status == 201 and b"abc" in content


def test_a_line_that_the_server_closed_is_opened_anew(serve):
    once = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    port = serve((once,), (once,))
    line = Line(port)
    assert [ask(port, line)[0], ask(port, line)[0]] == [200, 200]


def test_half_an_answer_is_no_answer(serve):
    port = serve((b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123",))
    with pytest.raises(ConnectionResetError):
        ask(port)


def test_a_request_says_its_length_and_its_headers(serve):
    call = Call("POST", "/api/x", b"{}", {"Idempotency-Key": "k"}, 201)
    assert raw(8000, call) == (
        b"POST /api/x HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nIdempotency-Key: k\r\nContent-Length: 2\r\n\r\n{}"
    )


def test_a_header_is_found_whatever_stands_beside_it():
    head = b"http/1.1 200 ok\r\nx-content-length: 9\r\ncontent-length: 3\r\n"
    assert (field_of(head, b"content-length"), field_of(head, b"connection")) == (b"3", b"")


def test_an_answer_with_another_status_is_a_failure_and_each_write_is_sent_once(serve, capfd):
    good, bad = (b"HTTP/1.1 %d X\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhm" % n for n in (201, 409))
    port = serve((good,), (bad,))
    calls = [Call("POST", f"/{n}", b"{}", expect=201) for n in range(2)]

    units, latencies, failures = pressed(port, calls, clients=1, seconds=5)()

    assert (units, len(latencies), failures) == (1, 1, 1)
    assert "409 /1 b'hm'" in capfd.readouterr().out
    assert [heard.split()[1] for heard in serve.heard] == [b"/0", b"/1"]
