"""Through HTTP: she asks for her data and gets it, the officer answers in time, and both read what was done."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from tinhso.front.personal_data import actions, queries
from tinhso.front.personal_data.models import DataRequest
from tinhso.front.personal_data.tests.factories import CLOCK, make_data_officer
from tinhso.ground.people.tests.factories import make_citizen

pytestmark = pytest.mark.django_db
MINE, INBOX = "/tai-khoan/du-lieu-cua-toi/", "/can-bo/du-lieu-ca-nhan/"


def test_she_asks_for_her_data_the_officer_answers_and_she_takes_it_home(client: Client):
    mo, chau = make_citizen(), Client()
    client.force_login(mo.account)
    chau.force_login(make_data_officer().account)
    assert "Thông tin nhân thân và liên hệ" in client.get(MINE).text

    answer = client.post(f"{MINE}yeu-cau/", {"kind": "COPY", "words": "Gọi 0987654321"})
    request = DataRequest.objects.get()
    page = client.get(answer["Location"]).text
    assert request.code in page and "ngày làm việc" in page
    assert client.get(f"{MINE}{request.code}/giay-nhan/").content.startswith(b"%PDF")

    assert request.code in chau.get(INBOX).text
    masked = chau.get(f"{INBOX}{request.code}/").text
    assert mo.full_name not in masked and mo.personal_number not in masked and "0987654321" not in masked
    assert chau.post(f"{INBOX}{request.code}/", {"verb": "reveal", "reason": ""}).status_code == 422
    seen = chau.post(f"{INBOX}{request.code}/", {"verb": "reveal", "reason": "Đối chiếu người yêu cầu"}).text
    assert mo.full_name in seen and mo.personal_number in seen
    assert chau.post(f"{INBOX}{request.code}/", {"verb": "answer", "decision": "ACCEPTED"}).status_code == 302

    actions.pack_copy(CLOCK, request, now=request.filed_at)  # the job that the answer put into the queue
    taken = client.post(f"{MINE}{request.code}/ban-sao/")
    assert "doc-toi.html" in ZipFile(BytesIO(b"".join(taken.streaming_content))).namelist()
    assert chau.post(f"{MINE}{request.code}/ban-sao/").status_code == 403

    looks = client.get("/tai-khoan/ai-da-xem/").text
    assert "Đối chiếu người yêu cầu" in looks and "(đã che)" in looks
    assert queries.request_by_id(request.pk).taken == 1


def test_the_officer_enters_a_breach_and_prints_its_notice():
    chau = Client()
    chau.force_login(make_data_officer().account)
    told = {"found_at": "21/11/2026 08:30", "what": "Lộ danh sách", "categories": "Họ tên", "people": "3",
            "consequences": "Quấy rối", "measures": "Thu hồi", "contact": "Châu"}  # fmt: skip

    made = chau.post(f"{INBOX}vi-pham/", told)
    page = chau.get(made["Location"]).text

    assert "08:30, 24/11/2026" in page  # 72 hours of the clock, over a Sunday
    assert chau.get(f"{made['Location']}thong-bao/").content.startswith(b"%PDF")
    assert chau.post(f"{INBOX}vi-pham/", {}).status_code == 422
