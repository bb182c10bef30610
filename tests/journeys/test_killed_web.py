"""The process that answers is killed while a citizen sends her dossier: nothing is lost, nothing comes twice."""

from __future__ import annotations

import os
import signal

import psycopg
import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.conftest import answers, patiently
from tests.journeys.test_filing import MOTHER, begin, fill_birth, go_on

pytestmark = pytest.mark.journey


def test_a_web_process_killed_in_mid_filing_leaves_one_dossier_for_whoever_sends_again(house, visitor):
    page = visitor.comes()
    acts.sign_in_citizen(page, MOTHER)
    begin(page)
    fill_birth(page)
    go_on(page)
    go_on(page)
    before = dossiers(house)
    killed = house.web_workers()

    page.get_by_role("button", name="Nộp hồ sơ").evaluate(
        "button => { fetch(location.href, {method: 'POST', body: new FormData(button.form)}).catch(() => 0); }"
    )
    for process in killed:
        os.kill(process, signal.SIGKILL)
    patiently(lambda: set(house.web_workers()) - set(killed) and answers(f"{house.origin}/healthz"))
    page.get_by_role("button", name="Nộp hồ sơ").click()

    expect(page.get_by_text("Đã nộp hồ sơ.", exact=True)).to_be_visible()
    assert dossiers(house) == before + 1
    visitor.complaints.clear()  # the browser says that it lost the connection, as it should


def dossiers(house) -> int:
    with psycopg.connect(house.database_url) as connection:
        return connection.execute("SELECT count(*) FROM dossiers_dossier").fetchone()[0]
