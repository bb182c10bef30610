"""VietQR payloads: the samples of NAPAS and of libraries, and our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.engines.payments.rules.vietqr import (
    NotVietQR,
    Service,
    Transfer,
    _crc,
    parse_vietqr,
    transfer_purpose,
    vietqr,
)

STATIC_ACCOUNT = "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
STATIC_CARD = "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52"
BROKEN_INSIDE = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5"
MERCHANT = (
    "00020101021138480010A00000072701300006970403011621129950446040255204581253037045802VN"
    "5910PHUONG CAC6005HANOI62110307NPS686963045802"
)
OURS = (
    "00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA53037045405500005802VN"
    "62220818H42.15-261122-0001630400E9"
)


def test_we_write_the_sample_letter_for_letter():
    assert vietqr("970436", "0123456789", amount_vnd=50_000, purpose="H42.15-261122-0001") == OURS


def test_we_write_a_static_code_as_napas_does():
    assert vietqr("970403", "0011012345678") == STATIC_ACCOUNT


@pytest.mark.parametrize(
    ("payload", "transfer"),
    [
        (STATIC_ACCOUNT, Transfer("970403", "0011012345678")),
        (STATIC_CARD, Transfer("970403", "9704031101234567", service=Service.CARD)),
        (MERCHANT, Transfer("970403", "2112995044604025", service=Service.UNSAID)),
        (OURS, Transfer("970436", "0123456789", 50_000, "H42.15-261122-0001")),
    ],
)
def test_every_good_sample_is_read(payload, transfer):
    assert parse_vietqr(payload) == transfer


def test_a_right_checksum_over_broken_inner_lengths_is_refused():
    assert _crc(BROKEN_INSIDE[:-4]) == BROKEN_INSIDE[-4:]
    with pytest.raises(NotVietQR):
        parse_vietqr(BROKEN_INSIDE)


@pytest.mark.parametrize("place", range(0, len(OURS), 7))
def test_one_changed_letter_is_noticed(place):
    changed = OURS[:place] + ("0" if OURS[place] != "0" else "1") + OURS[place + 1 :]

    with pytest.raises(NotVietQR):
        parse_vietqr(changed)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_but_never_crashes(text):
    body = text + "6304"
    with pytest.raises(NotVietQR):
        parse_vietqr(body + _crc(body))


@given(
    st.from_regex(r"\A[0-9]{6}\Z"),
    st.from_regex(r"\A[0-9A-Za-z]{1,19}\Z"),
    st.none() | st.integers(1, 10**12),
    st.just("") | st.from_regex(r"\A[A-Za-z0-9 .-]{1,25}\Z"),
)
def test_what_we_write_we_read(bank_bin, account, amount_vnd, purpose):
    payload = vietqr(bank_bin, account, amount_vnd=amount_vnd, purpose=purpose)

    assert parse_vietqr(payload) == Transfer(bank_bin, account, amount_vnd, purpose)


@pytest.mark.parametrize("purpose", ["Nộp lệ phí", "x" * 26, "a|b"])
def test_a_purpose_that_banks_would_mangle_is_not_written(purpose):
    with pytest.raises(ValueError):
        vietqr("970436", "0123456789", purpose=purpose)


def test_the_purpose_is_the_dossier_code_without_separators():
    assert transfer_purpose("H42.15-261122-0001") == "H42152611220001"
    assert transfer_purpose("000.00.04.H40-241122-0001", 2) == "0000004H402411220001L2"
    assert len(transfer_purpose("H42.123456789.987654321-261122-0001", 3)) == 25
