"""The harness's own books and schedule: what it would call lost, doubled or out of nowhere."""

from __future__ import annotations

import socket
import threading

import pytest

from bench.faults.kinds import KINDS, schedule
from bench.faults.ledger import KIND_OF, Ledger, Row
from bench.faults.report import Struck, as_table, summary_of
from bench.faults.run import longest_pause
from bench.faults.wire import Wire
from bench.simulator.moves import Verb


def a_ledger() -> Ledger:
    """Two filings acknowledged, one tried and never answered, one dossier received."""
    ledger = Ledger()
    for key, code in (("a", "H42.1-0001"), ("b", "H42.1-0002")):
        ledger.tried(key, "file")
        ledger.done(key, "file", code)
    ledger.tried("c", "file")
    ledger.done("d", "receive", "H42.1-0001")
    return ledger


RECEIVED = {("H42.1-0001", "dossiers.received"): 1}
ROWS = [Row("a", "H42.1-0001"), Row("b", "H42.1-0002")]


def test_whatever_was_acknowledged_and_is_there_once_is_good_and_so_is_what_nobody_answered():
    for unanswered in ([], [Row("c", "H42.1-0003")]):
        assert a_ledger().judged([*ROWS, *unanswered], RECEIVED).is_good


@pytest.mark.parametrize(
    ("rows", "happened", "lost", "doubled", "unasked"),
    [
        (ROWS[:1], RECEIVED, ["b: ['H42.1-0002'], có []"], [], []),
        ([ROWS[0], Row("b", "H42.1-0009")], RECEIVED, ["b: ['H42.1-0002'], có ['H42.1-0009']"], [], []),
        ([*ROWS, Row("b", "H42.1-0003")], RECEIVED, [], ["b: ['H42.1-0002', 'H42.1-0003']"], []),
        ([*ROWS, Row("z", "H42.1-0003")], RECEIVED, [], [], ["z"]),
        (ROWS, {}, ["H42.1-0001: receive"], [], []),
        (ROWS, {("H42.1-0001", "dossiers.received"): 2}, [], ["H42.1-0001: receive 2 lần"], []),
    ],
)
def test_a_lost_a_doubled_and_an_unasked_write_are_each_named(rows, happened, lost, doubled, unasked):
    found = a_ledger().judged(rows, happened)

    assert (list(found.lost), list(found.doubled), list(found.unasked)) == (lost, doubled, unasked)
    assert not found.is_good


def test_the_same_key_answered_with_two_codes_is_a_loss():
    ledger = a_ledger()
    ledger.done("a", "file", "H42.1-0007")

    assert not ledger.judged(ROWS, RECEIVED).is_good


def test_every_act_that_the_gear_may_report_has_its_trace_in_the_journal():
    reported = {verb.value for verb in Verb} - {Verb.LOOK, Verb.FILE, Verb.FILE_BUNDLE}

    assert reported == set(KIND_OF)


def test_a_schedule_comes_from_its_seed_alone_and_strikes_with_every_kind():
    names = list(KINDS)

    assert schedule(3, names, count=50) == schedule(3, names, count=50) != schedule(4, names, count=50)
    assert {one.name for one in schedule(3, names, count=len(names))} == set(names)


def test_the_longest_pause_is_that_between_two_filings_the_edges_included():
    ledger = Ledger(moments=[(1.0, "file"), (2.0, "receive"), (6.0, "file"), (8.0, "file")])

    assert longest_pause(ledger, 0.0, 9.0) == 5.0
    assert longest_pause(ledger, 8.5, 20.0) == 11.5


def test_the_report_says_what_was_lost_in_words_and_in_figures():
    ledger = a_ledger()
    result = summary_of(
        seed=7, lasted_s=60, quiet_s=1, struck=[Struck("web killed", 0, 3.2, 1.1), Struck("web killed", 0, 2.0, 2.5)],
        ledger=ledger, judgement=ledger.judged(ROWS[:1], RECEIVED), ends={"RETURNED": 3}, restarts=2,
        invariants=[{"name": "dossiers.codes", "broken": 1, "named": ["hồ sơ x: trùng số trong ngày"]}],
    )  # fmt: skip

    assert result["faults"]["web killed"] == {
        "times": 2, "lasted_s": 0.0, "longest_outage_s": 3.2, "longest_recovery_s": 2.5,
    }  # fmt: skip
    assert "lost: b: ['H42.1-0002'], có []" in as_table(result)
    assert "trùng số trong ngày" in as_table(result)


def test_a_cut_wire_throws_connections_away_and_a_held_one_keeps_their_bytes(tmp_path):
    target = tmp_path / "far"
    far = socket.socket(socket.AF_UNIX)
    far.bind(str(target))
    far.listen()
    threading.Thread(target=_echo, args=(far,), daemon=True).start()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    wire = Wire(port, target)
    near = socket.create_connection(("127.0.0.1", port), timeout=5)

    wire.hold()
    near.sendall(b"kept")
    wire.mend()
    assert near.recv(4) == b"kept"

    wire.cut()
    assert _is_gone(near)
    wire.mend()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as again:
        again.sendall(b"back")
        assert again.recv(4) == b"back"
    near.close()
    far.close()


def _is_gone(end: socket.socket) -> bool:
    try:
        return end.recv(1) == b""
    except ConnectionError:
        return True


def _echo(door: socket.socket) -> None:
    while True:
        try:
            end, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=_say_again, args=(end,), daemon=True).start()


def _say_again(end: socket.socket) -> None:
    with end:
        try:
            while content := end.recv(100):
                end.sendall(content)
        except OSError:
            return
