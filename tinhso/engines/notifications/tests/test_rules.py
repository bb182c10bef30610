"""Words, ways and patience: the plain rules of telling people."""

from __future__ import annotations

import string
from datetime import timedelta

import pytest

from tinhso.engines.notifications.rules import (
    Recipient,
    fact_key,
    next_try,
    ways_to_reach,
    without_personal_numbers,
    worded,
)
from tinhso.engines.notifications.texts import DETAILS, ENGLISH, TEXTS, VIETNAMESE
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.people.tests.factories import NOON

CONTRACT = {
    "dossier-received", "supplement-requested", "dossier-refused", "fee-due", "result-ready", "result-returned",
    "filed-for-you", "mandate-proposed", "mandate-code", "mandate-confirmed", "mandate-closed",
    "apology", "withdrawn", "stopped", "closed", "due-date-moved", "fee-recounted", "fee-recounted-owed",
    "fee-recounted-back", "refund-done", "refund-refused", "life-event-send", "life-event-ask", "life-event-finish",
    "life-event-late", "life-event-refuse", "life-event-drop", "life-event-confirm-undone",
}  # fmt: skip
FACTS = {
    "code": "H42.134-261123-0001",
    "procedure": "Đăng ký khai sinh",
    "who": "Trần Thị Mơ thay mặt Phạm Văn Lợi",
    "scope": "Mọi thủ tục",
    "due_at": NOON,
    "due_sentence": "Hẹn trả kết quả lúc 17:00 ngày 25/11/2026.",
    "reason": "Thiếu giấy chứng sinh.",
    "agency": "Công an cấp xã",
    "amount": "8.000 đ",
    "old": "21.000 đ",
    "how": "2 bản × 2 trang × 2.000 đ/trang = 8.000 đ.",
    "owed": "8.000 đ",
    "back": "13.000 đ",
    "payment": "H42.134-2026-0000001",
    "decision": "Quyết định 12/QĐ-UBND",
    "proof": "PC 01",
}
MO = Recipient("citizen:1", "Trần Thị Mơ", phone="0912345678", email="mo@example.com")


def test_every_message_of_the_contract_has_its_words_in_both_languages():
    assert set(VIETNAMESE) == set(ENGLISH) == CONTRACT


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("template", sorted(CONTRACT))
def test_every_template_is_worded_from_the_same_few_facts_and_names_the_dossier(language, template):
    wording = worded(template, FACTS, name="Trần Thị Mơ", language=language)

    for text in (wording.title, wording.body, wording.short):
        assert FACTS["code"] in text
        assert "{" not in text
        assert nfc(text.replace("\n", " ")) == " ".join(text.split())


def test_both_languages_need_the_same_facts():
    def needed(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for template in CONTRACT:
        vi, en = TEXTS["vi"][template], TEXTS["en"][template]
        assert needed(vi.title + vi.body + vi.short) == needed(en.title + en.body + en.short)


def test_the_details_that_the_decree_asks_for_are_told_as_far_as_they_are_known():
    officers = {"agency": "UBND phường Nam Định", "reception_officer": "Lương Tuyết Mai",
                "handling_officer": "Vũ Lan Phương", "received_at": NOON, "returned_at": None}  # fmt: skip

    body = worded("dossier-received", FACTS | officers, name="Trần Thị Mơ", language="vi").body

    for line in ("Cơ quan giải quyết: UBND phường Nam Định", "Cán bộ tiếp nhận: Lương Tuyết Mai",
                 "Cán bộ giải quyết: Vũ Lan Phương", "Thời điểm tiếp nhận: 12:00, 23/11/2026",
                 "Hẹn trả kết quả: 12:00, 23/11/2026"):  # fmt: skip
        assert line in body
    assert f"\n{DETAILS['vi']['returned_at']}:" not in body


def test_a_missing_fact_is_a_mistake_and_never_an_empty_place():
    with pytest.raises(KeyError):
        worded("apology", {"code": "x"}, name="Mơ", language="vi")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("CCCD 036196001234 bị mờ", "CCCD •••••••••234 bị mờ"),
        ("số 036 196 001 234.", "số •••••••••234."),
        ("CMND 163123456", "CMND •••••••••456"),
        ("hồ sơ H42.134-261123-0001", "hồ sơ H42.134-261123-0001"),
        ("gọi 02283649000", "gọi 02283649000"),
        ("1.234.567 đ ngày 25/11/2026", "1.234.567 đ ngày 25/11/2026"),
    ],
)
def test_a_personal_number_that_slipped_into_a_reason_does_not_leave_the_house(written, told):
    assert without_personal_numbers(written) == told


def test_a_person_is_reached_on_the_channels_chosen_and_never_on_none_when_there_is_one():
    assert [c.value for c, _ in ways_to_reach(MO, email=True, sms=True, zalo=False)] == ["EMAIL", "SMS"]
    assert [c.value for c, _ in ways_to_reach(MO, email=False, sms=False, zalo=True)] == ["ZALO"]
    assert [c.value for c, _ in ways_to_reach(MO, email=False, sms=False, zalo=False)] == ["EMAIL"]
    assert [c.value for c, _ in ways_to_reach(Recipient("citizen:2", "Ông Bình"), email=True, sms=True, zalo=True)] == [
        "NONE"
    ]


def test_a_telephone_number_is_dialled_however_it_was_written():
    to = Recipient("citizen:1", "Mơ", phone="0912 345.678")

    assert ways_to_reach(to, email=True, sms=True, zalo=False)[0][1] == "0912345678"


def test_trying_again_takes_longer_each_time_and_ends():
    waits = [next_try(tries, now=NOON) for tries in range(1, 8)]

    assert waits[0] == NOON + timedelta(minutes=1)
    assert waits[:6] == sorted(waits[:6])
    assert waits[6] is None


def test_the_same_fact_has_the_same_key_in_whatever_order_it_is_told():
    turned = dict(reversed(FACTS.items()))

    assert fact_key("apology", "citizen:1", "dossier:1", FACTS) == fact_key("apology", "citizen:1", "dossier:1", turned)
    assert fact_key("apology", "citizen:1", "dossier:1", FACTS) != fact_key("apology", "citizen:2", "dossier:1", FACTS)
