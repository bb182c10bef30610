"""The full journey of a citizen: from opening the form to the page that confirms the filing, all requests counted.

A registration of a birth as a browser does it: for whom and where, four steps of the form, one paper sent up, fees,
the last look, and the confirmation with code and promise; every step is saved and checked on the server. The signed
receipt as PDF is made later, when the office takes the dossier in (item 9), and is in neither side's figure.
"""

from __future__ import annotations

import http.client
import itertools
from datetime import date, timedelta

from bench import peers, questions
from bench.browser import Browser, Unexpected
from bench.line import TIMEOUT_S
from bench.load import Turns, Unit
from bench.measure import Reading
from bench.people import account_of_citizen, signed_in
from bench.progress import note
from bench.report import Row
from bench.sides import CLIENTS, alone, working
from bench.stage import Stage

BIRTH, COMMUNE = "1.001193", "13669"
CONFIRMED = "Đã nộp hồ sơ."
LIMIT_OF_PAGES = 12
PDF = b"%PDF-1.4\n" + b"% giay chung sinh\n" * 3000 + b"trailer << >>\n%%EOF\n"  # about 50 kB


def answers(born: date) -> dict[str, str]:
    """What is typed and chosen, by the names of the form's fields."""
    return {
        "commune": COMMUNE, "applicant_relation": "MOTHER", "applicant_address": "12 phố Hàng Tiện, phường Nam Định",
        "applicant_phone": "0912345678", "child_name": "Nguyễn Trần An Nhiên", "child_birth_date": f"{born:%d/%m/%Y}",
        "child_sex": "FEMALE", "child_ethnicity": "Kinh", "child_nationality": "Việt Nam", "child_born_at": "FACILITY",
        "child_birth_place": "Bệnh viện Phụ sản tỉnh", "child_hometown": "Phường Nam Định",
        "birth_notice_number": "123/2026", "mother_name": "Trần Thị Thu Hà", "mother_birth_date": "02/03/1996",
        "mother_ethnicity": "Kinh", "mother_nationality": "Việt Nam", "mother_address": "Phường Nam Định",
        "father_known": "false", "copies_count": "0", "commitment": "true",
    }  # fmt: skip


def walk(browser: Browser, typed: dict[str, str]) -> None:
    """From the question for whom to the confirmation; Unexpected when the way does not end there."""
    page, uploaded = browser.get(f"/thu-tuc/{BIRTH}/nop/"), False
    for _ in range(LIMIT_OF_PAGES):
        if CONFIRMED in page.text:
            return
        forms = page.forms()
        if not forms:
            break
        if not uploaded and page.path.endswith("/dinh-kem/"):
            page, uploaded = browser.upload(page, forms[0], "giay-chung-sinh.pdf", PDF), True
            forms = page.forms()
        page = browser.submit(page, forms[-1], typed)
    raise Unexpected(f"the journey ended at {page.path}")


def run(stage: Stage) -> list[Row]:
    """Whole journeys beside five requests of the peer; dossiers added must equal journeys that ended well."""
    browsers = [signed_in(account_of_citizen(pk))["Cookie"] for pk in questions.some_citizens(stage, 40)]
    typed = answers(date.today() - timedelta(days=7))  # noqa: DTZ011 - any day of last week will do

    def units() -> list[Unit]:
        turns = Turns(itertools.cycle(browsers))
        return [walker(stage.port, turns, typed) for _ in range(CLIENTS)]

    note(f"{requests_of_one(stage, browsers[0], typed)} requests a journey")
    before, ended = stage.count("dossiers_dossier"), []

    def ours() -> Reading:
        ended.append(working(stage, units)())
        return ended[-1]

    rows = alone(stage, "1 citizen's journey", ours, peer=peers.JOURNEY, unit="journeys")
    walked, added = sum(reading.units for reading in ended), stage.count("dossiers_dossier") - before
    if added != walked:
        raise SystemExit(f"{walked} journeys ended well, but {added} dossiers were added")
    return rows


def walker(port: int, turns: Turns, typed: dict[str, str]) -> Unit:
    """One client: a new person's window each time, over one kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)

    def unit() -> str:
        try:
            walk(Browser(connection, turns.take()), typed)
        except Unexpected as met:
            return str(met)
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        return ""

    return unit


def requests_of_one(stage: Stage, cookie: str, typed: dict[str, str]) -> int:
    """How many requests one journey makes, counted by making it once."""
    connection = http.client.HTTPConnection("127.0.0.1", stage.port, timeout=TIMEOUT_S)
    browser = Browser(connection, cookie)
    walk(browser, typed)
    connection.close()
    return browser.requests
