"""The signature of calls to the axis: equal, byte by byte, to what the vendor's client sends."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from tinhso.ground.gateway.errors import Unavailable
from tinhso.ground.gateway.partners.axis_answers import unpacked
from tinhso.ground.gateway.partners.axis_signing import (
    BadCall,
    checked,
    headers_for,
    is_hash_of,
    sign,
    stamp,
    unpadded,
)

NOW = datetime(2026, 11, 22, 2, 24, 22, 868_000, tzinfo=UTC)
REAL = "4e9e0bd67f9ee88ad97fb665106f9173136c04aed7e39750a4e984922e413f9a"
QUIRK = "4e9ebd67f9ee88ad97fb665106f9173136c4aed7e39750a4e984922e413f9a"
SECRETS = {"sys-id": "secret"}


def call(now=NOW, secret="secret", **facts):
    return headers_for("sys-id", secret, facts, content_type="application/json", now=now)


def test_the_headers_of_a_list_call_are_those_that_the_vendors_client_sent():
    facts = {"systemid": "sys-id", "timestamp": "22112026T022422+0868", "Content-Type": "application/json"}

    assert sign("secret", facts) == {
        "XroadVnpt-sign-header-key": "systemid;timestamp;Content-Type",
        "XroadVnpt-sign-header": '{"XroadVnpt-systemid":"sys-id","XroadVnpt-timestamp":"22112026T022422+0868",'
        '"XroadVnpt-Content-Type":"application/json"}',
        "XroadVnpt-hash-header": "ad991efe9694527bb402d0a58db6696f1bdebb6ca3d7a674966df46964e7f1e0",
    }


def test_the_headers_of_a_packet_are_those_that_the_vendors_client_sent():
    facts = {
        "systemid": "sys-id", "servicetype": "eDoc", "messagetype": "edoc", "hash-file": QUIRK,
        "from": "000.00.01.H40", "timestamp": "22112026T022422+0599", "Content-Type": "application/octet-stream",
    }  # fmt: skip

    signed = sign("secret", facts)

    assert signed["XroadVnpt-sign-header"] == (
        '{"XroadVnpt-systemid":"sys-id","XroadVnpt-servicetype":"eDoc","XroadVnpt-messagetype":"edoc",'
        '"XroadVnpt-hash-file":"4e9ebd67f9ee88ad97fb665106f9173136c4aed7e39750a4e984922e413f9a",'
        '"XroadVnpt-from":"000.00.01.H40","XroadVnpt-timestamp":"22112026T022422+0599",'
        '"XroadVnpt-Content-Type":"application/octet-stream"}'
    )
    assert signed["XroadVnpt-hash-header"] == "0f9596f7921725a19f98b3bc5d63a03fd1fb5608330563d7650b1324fbbebea8"


def test_hash_file_is_known_in_both_forms_and_in_no_third():
    assert unpadded(REAL) == QUIRK
    assert is_hash_of(REAL, REAL)
    assert is_hash_of(QUIRK.upper(), REAL)
    assert not is_hash_of(REAL[:-1] + "b", REAL)
    assert not is_hash_of("", REAL)


def test_a_call_says_when_in_vietnams_time_with_thousandths():
    assert stamp(NOW) == "22112026T092422+0868"
    assert call()["XroadVnpt-timestamp"] == stamp(NOW)
    assert call()["XroadVnpt-version"] == "3.0.201608"


def test_a_node_believes_what_is_signed_and_knows_names_in_any_case():
    headers = {name.upper(): value for name, value in call(docId="d-1").items()}

    assert checked(headers, SECRETS, now=NOW)["docid"] == "d-1"


def test_headers_that_leak_from_an_earlier_call_do_no_harm():
    assert checked(call(**{"hash-file": QUIRK, "docid": "d-2"}), SECRETS, now=NOW)["docid"] == "d-2"


@pytest.mark.parametrize("zone", [0, 7])
def test_a_clock_in_utc_is_as_good_as_one_in_vietnam(zone):
    headers = call(now=NOW + timedelta(hours=zone - 7))

    assert checked(headers, SECRETS, now=NOW)


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        (call(secret="another"), "bad-signature"),
        ({**call(), "XroadVnpt-systemid": "other"}, "unknown-system"),
        ({}, "unknown-system"),
        ({**call(docid="d-1"), "XroadVnpt-docid": "d-2"}, "header-differs"),
        ({name: value for name, value in call(docid="d-1").items() if "docid" not in name}, "header-differs"),
        (call(now=NOW - timedelta(minutes=16)), "stale-call"),
        (call(now=NOW + timedelta(hours=3)), "stale-call"),
    ],
)
def test_a_node_believes_nothing_else(headers, why):
    with pytest.raises(BadCall, match=why):
        checked(headers, SECRETS, now=NOW)


# A packet inside JSON ------------------------------------------------------------------------------------

DATA = bytes(range(256)) * 2000


def unpack(text: str):
    into = io.BytesIO()
    return unpacked("axis", io.BytesIO(text.encode()), into), into.getvalue()


@pytest.mark.parametrize("escaped", ["/", "=", "+"])
def test_a_packet_is_taken_out_of_json_however_its_letters_are_written(escaped):
    data = b64encode(DATA + b"?" * 2).decode()
    text = json.dumps({"status": "OK", "data": data, "ErrorCode": "0"})
    for written in (text, text.replace(escaped, f"\\u{ord(escaped):04x}"), text.replace("/", "\\/")):
        assert unpack(written) == ({"status": "OK", "data": "", "ErrorCode": "0"}, DATA + b"??")


def test_line_breaks_inside_the_data_are_none():
    coded = b64encode(DATA).decode()
    data = "\\r\\n".join(coded[at : at + 76] for at in range(0, len(coded), 76))

    assert unpack(f'{{"data":"{data}"}}')[1] == DATA


def test_an_answer_without_data_is_just_an_answer():
    assert unpack('{"status":"FAIL","ErrorCode":"no-packet"}') == ({"status": "FAIL", "ErrorCode": "no-packet"}, b"")


@pytest.mark.parametrize("text", ["", "[]", "<html>", '{"data":"QUJD', '{"data":"QUJ"}', '{"data":"Q\\tJD"}'])
def test_what_broke_off_or_is_no_answer_may_be_asked_for_again(text):
    with pytest.raises(Unavailable):
        unpack(text)
