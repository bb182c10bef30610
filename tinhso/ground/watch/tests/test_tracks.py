"""One id from the door to the last call, and nobody's word is taken for it who is not trusted."""

from __future__ import annotations

import re

import pytest

from tinhso.ground.watch import tracks

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
PARENT = f"00-{TRACE}-{SPAN}-01"


def test_a_request_id_can_be_read_out_and_leads_to_its_trace():
    track = tracks.fresh()

    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", track.request_id)
    assert tracks.spoken(track.trace_id) == track.request_id
    assert tracks.fresh().trace_id != track.trace_id


def test_what_a_trusted_caller_began_goes_on():
    track = tracks.fresh(request_id="edge-0001", traceparent=PARENT)

    assert (track.request_id, track.trace_id, track.caller, track.is_sampled) == ("edge-0001", TRACE, SPAN, True)


@pytest.mark.parametrize(
    "given",
    ["", "nonsense", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", f"ff-{TRACE}-{SPAN}-01", PARENT.upper()],
)
def test_a_traceparent_that_makes_no_sense_counts_as_none(given):
    assert tracks.fresh(traceparent=given).caller == ""


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "line\nbreak-in-it", "<script>alert(1)</script>", "036196001234é"]
)
def test_a_request_id_that_could_forge_a_log_line_is_not_taken(given):
    assert re.fullmatch(r"[0-9A-Z-]{14}", tracks.fresh(request_id=given).request_id)


def test_whom_we_call_hears_of_the_track_and_outside_any_of_nothing():
    assert (tracks.traceparent(), tracks.request_id(), tracks.handed()) == ("", "", {})
    with tracks.following(tracks.fresh(traceparent=PARENT)):
        assert tracks.traceparent() == PARENT


def test_a_job_stays_on_the_track_of_its_request_and_keeps_its_own_arguments():
    with tracks.following(tracks.fresh(request_id="edge-0001", traceparent=PARENT)):
        arguments = {"paper_id": 3, **tracks.handed()}

    track = tracks.taken(arguments)
    assert (track.request_id, track.trace_id) == ("edge-0001", TRACE)
    assert arguments == {"paper_id": 3}
    assert tracks.taken({"paper_id": 3}).request_id
