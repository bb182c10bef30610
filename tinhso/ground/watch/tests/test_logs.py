"""Whoever tries to leak a person into the log fails by the shape of what he leaks."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import RequestFactory

from tinhso.ground.watch import tracks
from tinhso.ground.watch.logs import Json, Line
from tinhso.ground.watch.masking import HIDDEN, masked

LEAKS = [
    "036196001234", "036 196 001 234", "036.196.001.234", "163123456", "0912345678", "0912 345 678", "0912.345.678",
    "+84 912 345 678", "+84912345678", "(0228) 3849 849", "lua.le@namdinh.gov.vn", "a+b@mail.example.com.vn",
    "19035678901234567",
]  # fmt: skip
SECRETS = {
    "Authorization: Bearer s3cr3t-t0k3n-0001": "s3cr3t-t0k3n-0001",
    "authorization=Basic dGluaHNvOm1hdGtoYXU=": "dGluaHNvOm1hdGtoYXU=",
    "got {'access_token': 'abcDEF123', 'x': 1}": "abcDEF123",
    'body {"password": "mật khẩu của tôi", "a": 1}': "khẩu",
    "GET /x?token=abc.def&x=1": "abc.def",
    "sessionid=q1w2e3r4t5": "q1w2e3r4t5",
    "otp=482913 was wrong": "482913",
    "postgresql://tinhso:" + "mat-khau@db/tinhso": "mat-khau",
    "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMzYifQ.c2ln": "eyJzdWIiOiIwMzYifQ",
    "DETAIL:  Key (full_name, x)=(Nguyễn Văn Bình, 3) already exists.": "Bình",
    "DETAIL:  Failing row contains (7, Trần Thị Mận, null).": "Mận",
}
HARMLESS = [
    "H42.134-261122-0001", "7K3M-92QF-XW0T", "took 1234567 µs", "2026-11-27 04:10:59.123456", "27/11/2026",
    "127.0.0.1:8000", "1.004222", "dossier:123456", "HTTP 503", "gateway.deliver[184467]",
]  # fmt: skip


@pytest.mark.parametrize("words", ["citizen %s asked", "số (%s),", "%s", "'%s'", "sdt:%s;", "a=%s b=%s"])
def test_numbers_telephones_and_addresses_are_masked_wherever_they_stand(words):
    for leak in LEAKS:
        told = masked(words.replace("%s", leak))

        assert leak not in told
        assert HIDDEN in told
        assert all(digit not in told.replace("+84", "") for digit in "0123456789"), told


def test_secrets_and_what_the_database_quotes_are_masked():
    assert {words: masked(words) for words, secret in SECRETS.items() if secret in masked(words)} == {}


def test_codes_and_moments_stay_readable():
    assert [masked(words) for words in HARMLESS] == HARMLESS


def record(message: str, *args: object, name: str = "tinhso.x", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, None)
    made.__dict__.update(extra)
    return made


def test_a_json_line_carries_the_ids_and_facts_and_leaks_by_no_door():
    try:
        raise ValueError("no such number: 036196001234")
    except ValueError:
        failed = record(
            "citizen %s, %s", "036196001234", {"phone": "0912345678"}, facts={"took_ms": 12, "to": "a@b.vn"}
        )
        failed.exc_info = sys.exc_info()
    with tracks.following(tracks.fresh(request_id="edge-0001")):
        text = Json().format(failed)

    line = json.loads(text)
    assert "\n" not in text
    assert (line["request_id"], line["level"], line["took_ms"], line["to"]) == ("edge-0001", "WARNING", 12, HIDDEN)
    assert len(line["trace_id"]) == 32
    assert "ValueError" in line["error"]
    assert "036196001234" not in text
    assert "0912345678" not in text


def test_a_line_for_people_carries_the_request_id_too():
    with tracks.following(tracks.fresh(request_id="edge-0001")):
        line = Line().format(record("call %s", "0912345678", facts={"took_ms": 12}))

    assert "[edge-0001]" in line
    assert line.endswith(f"call {HIDDEN} took_ms=12")


def test_of_a_request_django_may_tell_the_route_alone(client, db):
    request = RequestFactory().get("/tra-cuu/036196001234/?ten=Binh")
    line = Json().format(record("Not Found: %s", request.path, name="django.request", request=request, status_code=404))

    assert json.loads(line)["message"] == "404 GET -"
