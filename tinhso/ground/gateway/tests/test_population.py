"""The population database: the very bytes that we send, and what we believe of what comes back."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import population
from tinhso.ground.gateway.partners.population import Grounds, Registered, Wanted, look_up, verify

# A golden sample of the platform's adapters.
GOLDEN = """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:dan="http://dancuquocgia.bca">
 <soapenv:Header/><soapenv:Body><dan:TraCuuThongTinCongDan>
  <dan:MaYeuCau>H42-20261122-000001</dan:MaYeuCau><dan:MaDVC>1.000001</dan:MaDVC><dan:MaTichHop>037</dan:MaTichHop>
  <dan:MaCanBo>CB001</dan:MaCanBo><dan:SoDinhDanh>000000000001</dan:SoDinhDanh>
  <dan:HoVaTen>NGUYEN VAN THU NGHIEM</dan:HoVaTen>
  <dan:NgayThangNamSinh><dan:NgayThangNam>19900101</dan:NgayThangNam></dan:NgayThangNamSinh>
 </dan:TraCuuThongTinCongDan></soapenv:Body></soapenv:Envelope>"""
WHY = Grounds("H42-20261122-000001", "Thử", "H42.13669-261122-0001", "CB001", "1.000001")
NOBODY = Wanted("000000000001", "NGUYEN VAN THU NGHIEM", date(1990, 1, 1))
HA = Wanted("000996000011", "Trần Thị Thu Hà", date(1996, 5, 14))


def now():
    return datetime.now(UTC)


def test_the_request_is_the_golden_sample_byte_for_byte_but_for_its_spaces():
    sent = population.envelope(population.LOOK_UP, NOBODY, WHY)

    sample = etree.fromstring(GOLDEN, etree.XMLParser(remove_blank_text=True))
    assert sent == etree.tostring(sample, xml_declaration=True, encoding="UTF-8")


def test_an_old_card_and_a_year_alone_are_asked_in_their_own_fields():
    sent = population.envelope(population.VERIFY, Wanted("012345678", "A", 1938), WHY).decode()

    assert "<dan:XacThucThongTinCongDan>" in sent
    assert "<dan:SoCMND>012345678</dan:SoCMND><dan:HoVaTen>A</dan:HoVaTen>" in sent
    assert "<dan:NgayThangNamSinh><dan:Nam>1938</dan:Nam></dan:NgayThangNamSinh>" in sent


def test_what_a_name_holds_never_becomes_markup():
    sent = population.envelope(population.LOOK_UP, Wanted(HA.number, "</dan:HoVaTen><x>", HA.born), WHY)

    assert b"&lt;/dan:HoVaTen&gt;&lt;x&gt;" in sent


def test_the_token_is_the_golden_sample():
    said = population.token("https://gw.example/xacthuc", "tinh_h42", "1795314186771", "s3cret")

    digest = "f8368f5e1d638c0c9bf1f4732b75b5a0268bb183a5019803f0e0d7533063869e"
    assert said == f"Basic {base64.b64encode(f'tinh_h42:{digest}'.encode()).decode()}"


def test_the_headers_carry_our_name_our_key_and_an_empty_action(settings):
    settings.POPULATION = settings.POPULATION | {"api_key": "khoa"}
    at = datetime.fromtimestamp(1795314186.771, UTC)

    said = population.headers("https://gw.example/xacthuc", now=at)

    assert (said["SOAPAction"], said["Timestamp"], said["ApiKey"]) == ("", "1795314186771", "khoa")
    assert said["X-Road-Client"] == settings.EXCHANGE_CLIENT


@pytest.mark.parametrize("empty", ["request_id", "purpose", "dossier", "officer", "procedure"])
def test_nobody_is_asked_about_without_a_purpose_a_dossier_and_an_officer(empty):
    with pytest.raises(ValueError, match="for what"):
        Grounds(**{name: "x" for name in Grounds.__dataclass_fields__ if name != empty} | {empty: ""})


def test_a_citizen_is_found_and_only_what_the_form_needs_comes_back(population_double):
    assert look_up(HA, WHY, now=now()) == Registered("Trần Thị Thu Hà", "1996-05-14", "FEMALE", "13669")
    assert population_double.asked()[-1] == {
        "operation": "TraCuuThongTinCongDan", "MaYeuCau": WHY.request_id, "MaDVC": "1.000001", "MaCanBo": "CB001",
    }  # fmt: skip


def test_of_an_old_person_only_the_year_may_be_known(population_double):
    found = look_up(Wanted("000838000101", "Bùi Văn Tám", 1938), WHY, now=now())

    assert found is not None
    assert found.born == "1938"


def test_a_number_that_nobody_has_is_not_found(population_double):
    assert look_up(NOBODY, WHY, now=now()) is None


def test_a_person_is_verified_by_number_name_and_birth_together(population_double):
    assert verify(HA, WHY, now=now()) is True
    assert verify(Wanted(HA.number, HA.full_name, date(1996, 5, 15)), WHY, now=now()) is False
    assert verify(NOBODY, WHY, now=now()) is False


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("wrong_person", "người khác"),
        ("garbage", "không đọc được|không phải SOAP"),
        ("error_500", "HTTP 500"),
        ("answer_too_long", "quá dài"),
        ("entities", "không phải SOAP"),
        ("half_an_answer", "không đọc được"),
    ],
)
def test_an_answer_that_cannot_be_believed_is_no_answer(population_double, fault, why):
    population_double.faults(**{fault: 1})

    with pytest.raises(Unavailable, match=why):
        look_up(HA, WHY, now=now())
    assert look_up(HA, WHY, now=now())


def test_a_wrong_secret_is_rejected_and_the_log_learns_the_code_alone(population_double, settings):
    settings.POPULATION = settings.POPULATION | {"secret": "wrong"}

    with pytest.raises(Rejected) as said:
        look_up(HA, WHY, now=now())
    assert said.value.detail == "SOAP Client.Authentication"


def test_an_old_timestamp_is_rejected(population_double):
    with pytest.raises(Rejected, match=r"Client\.Timestamp"):
        look_up(HA, WHY, now=datetime(2026, 1, 1, tzinfo=UTC))


def test_a_platform_that_is_down_is_unavailable(settings):
    settings.PARTNERS = settings.PARTNERS | {"population": "http://127.0.0.1:9"}

    with pytest.raises(Unavailable):
        look_up(HA, WHY, now=now())
