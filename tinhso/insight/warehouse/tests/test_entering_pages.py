"""The pages on which figures are entered and passed on."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.insight.warehouse.models import Observation
from tinhso.insight.warehouse.tests.factories import Chain, enter, lock, make_chain, value

SHEET = ("NET.WEAKSPOT", "2026-10")


@pytest.fixture
def chain(db: None, time_machine) -> Chain:
    """Monday morning at the department."""
    time_machine.move_to(MONDAY, tick=False)
    return make_chain(now=MONDAY)


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def test_a_file_with_bad_rows_says_what_is_wrong_and_waits_to_be_mended(chain):
    officer, address = browser_of(chain.enterer), reverse("warehouse:sheet", args=SHEET)
    file = SimpleUploadedFile("diem-lom.csv", "mã;giá trị\n13669;17\n356;4\n".encode())

    assert officer.post(address, {"verb": "upload", "file": file}).status_code == 302
    page = officer.get(address).content.decode()

    assert "1 dòng cần sửa" in page
    assert "Không còn cấp huyện từ 01/7/2025" in page
    assert 'value="17"' in page
    typed = {"code": ["13669"], "numerator": [""], "denominator": [""], "value": ["17"]}
    sent = officer.post(address, typed | {"verb": "send", "method": "Đo kiểm", "basis": "12/BC", "vintage": "FINAL"})
    assert sent.status_code == 302
    assert Observation.objects.get().value == 17


def test_a_refused_sheet_keeps_every_word(chain):
    officer, address = browser_of(chain.enterer), reverse("warehouse:sheet", args=SHEET)
    typed = {"code": "13669", "numerator": "", "denominator": "", "value": "mười", "verb": "send", "method": "Đo"}

    answer = officer.post(address, typed)

    assert answer.status_code == 422
    assert "Còn 1 dòng cần sửa" in answer.content.decode()
    assert 'value="mười"' in officer.get(address).content.decode()


def test_the_checker_finds_the_sheet_on_his_board_and_passes_it_on(chain):
    (made,) = enter(chain.enterer, value("17"), now=MONDAY)
    checker = browser_of(chain.checker)

    assert "Điểm lõm sóng di động" in checker.get(reverse("warehouse:entering")).content.decode()
    checker.post(reverse("warehouse:sheet", args=SHEET), {"verb": "check", "row": made.pk})

    assert Observation.objects.get().state == "CHECKED"
    assert "Không có số nào chờ bạn" in checker.get(reverse("warehouse:entering")).content.decode()


def test_a_figure_is_sent_back_from_its_own_page(chain):
    (made,) = enter(chain.enterer, value("17"), now=MONDAY)
    checker, address = browser_of(chain.checker), reverse("warehouse:observation", args=[made.pk])

    assert checker.post(address, {"verb": "send_back", "why": ""}).status_code == 422
    checker.post(address, {"verb": "send_back", "why": "Thiếu xã mới"})

    page = checker.get(address).content.decode()
    assert "Thiếu xã mới" in page
    assert "Trả lại" in page


def test_everybody_reads_what_was_locked_with_its_source(chain):
    lock(chain, enter(chain.enterer, value("1.017"), now=MONDAY), now=MONDAY)
    page = Client().get(reverse("warehouse:statistic", args=["NET.WEAKSPOT"])).content.decode()

    for said in ("1.017", "Phường Nam Định", "12/BC-SKHCN", "Chính thức", "Sở Khoa học và Công nghệ"):
        assert said in page, said


def test_pages_of_entering_are_for_officials(chain):
    assert Client().get(reverse("warehouse:sheet", args=SHEET)).status_code == 302
    assert browser_of(chain.leader).get(reverse("warehouse:sheet", args=["SE.NOTHING", "2026"])).status_code == 404


def test_a_paper_goes_with_the_figures_and_only_officials_who_see_them_open_it(chain):
    officer, address = browser_of(chain.enterer), reverse("warehouse:sheet", args=SHEET)
    typed = {"code": "13669", "numerator": "", "denominator": "", "value": "17", "method": "Đo kiểm", "basis": "12/BC"}
    virus = SimpleUploadedFile("bao-cao.pdf", b"MZ not a paper", content_type="application/pdf")
    refused = officer.post(address, typed | {"verb": "save", "evidence": virus})
    assert refused.status_code == 422
    assert 'value="17"' in refused.text
    paper = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7\n%%EOF\n", content_type="application/pdf")

    assert officer.post(address, typed | {"verb": "save", "evidence": paper}).status_code == 302
    assert "bao-cao.pdf" in officer.get(address).text
    assert officer.post(address, typed | {"verb": "send"}).status_code == 302  # what was added before goes along

    made = Observation.objects.get()
    taken = browser_of(chain.checker).get(reverse("warehouse:evidence", args=[made.pk]))
    assert b"".join(taken.streaming_content).startswith(b"%PDF")
    assert "bao-cao.pdf" in browser_of(chain.checker).get(reverse("warehouse:observation", args=[made.pk])).text
    stranger = browser_of(make_chain("NB.SYT", now=MONDAY).enterer)
    assert stranger.get(reverse("warehouse:evidence", args=[made.pk])).status_code == 404
    assert Client().get(reverse("warehouse:evidence", args=[made.pk])).status_code == 302
    (bare,) = enter(chain.enterer, value("4", "13684"), now=MONDAY)
    assert officer.get(reverse("warehouse:evidence", args=[bare.pk])).status_code == 404
