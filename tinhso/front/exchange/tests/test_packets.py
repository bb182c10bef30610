"""Those who run the exchange see how packets went and why one was not taken, never what a document is about."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tinhso.front.exchange.rules import oddity_words
from tinhso.front.exchange.tests.test_pages import at_work
from tinhso.ground.gateway.tests.stored_packets import some_packets

pytestmark = pytest.mark.django_db


def test_packets_show_who_what_and_how_and_no_subject():
    some_packets(["sha1", "sender-differs"])
    page = at_work("CONTROLLER").get(reverse("exchange:packets")).content.decode()

    for said in ("<code class=\"text-nowrap\">G09</code>", "7/CV-BNV", "Thu hồi văn bản", "Đồng ý thu hồi, cập nhật",
                 "Chữ ký ngoài phong bì dùng SHA-1", "Nơi gửi khác với bên gọi trục", "Không đọc được DueDate",
                 "Gói tin không phải XML đọc được."):  # fmt: skip
        assert said in page
    for hidden in ("Về việc của ông A", "Kế hoạch hoà giải", "Đã rõ"):
        assert hidden not in page


def test_one_state_may_be_chosen_and_nonsense_chooses_all():
    some_packets()
    auditor, address = at_work("AUDITOR"), reverse("exchange:packets")
    unreadable = auditor.get(f"{address}?trang-thai=UNREADABLE").content.decode()

    assert unreadable.count("<tr>") == 2, "the head, and the one"
    assert "7/CV-BNV" in auditor.get(f"{address}?trang-thai=x&sau=y").content.decode()


def test_who_does_not_run_the_exchange_sees_no_packets():
    assert at_work("LEADER").get(reverse("exchange:packets")).status_code == 403


def test_an_oddity_without_words_is_said_as_it_is():
    assert oddity_words("new-one") == "new-one"
