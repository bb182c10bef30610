"""Item 1, file: one POST of a 2 kB form, checked, with parts, code, deadline, history and journal; 201 after commit."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime

from bench import peers
from bench.load import Call
from bench.names import names_by_number
from bench.people import program_at
from bench.report import Row
from bench.sides import compared, none_lost
from bench.stage import Stage
from tinhso.ground.people.models import Agency

MANY = 100  # filings in a request through the bulk door, the most that it takes


def answers(number: int) -> dict[str, object]:
    """A birth of about 2 kB, every field filled."""
    long = "thôn Đông, xã Giao Thủy, tỉnh Ninh Bình, gần đình làng và trường tiểu học " * 2
    return {
        "applicant_name": "Trần Thị Mai", "applicant_personal_number": "999199000011", "applicant_address": long,
        "applicant_phone": "0912345678", "applicant_relation": "MOTHER", "child_name": f"Nguyễn Minh An {number}",
        "child_birth_date": date(2026, 11, 1).isoformat(), "child_sex": "MALE", "child_ethnicity": "Kinh",
        "child_nationality": "Việt Nam", "child_born_at": "FACILITY", "child_birth_place": long,
        "child_hometown": long, "birth_notice_number": f"{number}/2026", "mother_name": "Trần Thị Mai",
        "mother_birth_date": "1998-05-02", "mother_ethnicity": "Kinh", "mother_nationality": "Việt Nam",
        "mother_personal_number": "999198000012", "mother_address": long, "father_known": True,
        "father_name": "Nguyễn Văn Bình", "father_birth_date": "1995-03-01", "father_ethnicity": "Kinh",
        "father_nationality": "Việt Nam", "father_address": long, "parents_married": False, "copies_count": 0,
        "commitment": True,
    }  # fmt: skip


def filing(number: int, names: dict[str, str]) -> dict[str, object]:
    """One filing as a program sends it. names: of the citizens there are, by number; a filing must call them so."""
    who = f"9{number % 200000 + 1:011d}"
    return {
        "procedure": "1.001193",
        "applicant": {"number": who, "full_name": names.get(who, "Người Mới")},
        "answers": answers(number),
        "parts": [{"part_code": code, "from_data": True} for code in ("TP02", "TP03", "TP06")],
    }


def calls(headers: list[dict[str, str]], count: int, names: dict[str, str]) -> list[Call]:
    """Filings by turns at several offices, each with a key of its own."""
    return [
        Call(
            "POST", "/api/dossiers", json.dumps(filing(n, names)).encode(), headers[n % len(headers)] | fresh_key(), 201
        )
        for n in range(count)
    ]


def bulk_calls(headers: list[dict[str, str]], count: int, names: dict[str, str]) -> list[Call]:
    """Requests of MANY filings each, by turns at several offices."""
    made = []
    for n in range(count):
        items = [filing(n * MANY + place, names) | {"key": str(uuid.uuid4())} for place in range(MANY)]
        body = json.dumps({"items": items}).encode()
        made.append(Call("POST", "/api/dossiers/bulk", body, headers[n % len(headers)] | fresh_key(), 200))
    return made


def fresh_key() -> dict[str, str]:
    """The header that makes a write repeatable."""
    return {"Idempotency-Key": str(uuid.uuid4())}


def run(stage: Stage) -> list[Row]:
    """Ours beside the bare function and beside Open Zaak, by both doors; rows added must equal answers given."""
    now = datetime.now(UTC)
    offices = Agency.objects.filter(kind="COMMUNE", valid_to=None, valid_from__lte=now.date())[:40]
    headers = [program_at(office, now=now) for office in offices]
    names = names_by_number(stage.connection)
    with none_lost(stage, "1 file", "dossiers_dossier"):
        rows = compared(
            stage, "1 file", lambda: calls(headers, 8000, names), limit="file", peer=peers.FILE, unit="filings"
        )
    with none_lost(stage, "1 file, bulk door", "dossiers_dossier", rows_an_answer=MANY):
        rows += compared(
            stage, "1 file, bulk door", lambda: bulk_calls(headers, 150, names), limit="file", peer=peers.FILE,
            unit="filings", units_a_call=MANY,
        )  # fmt: skip
    return rows
