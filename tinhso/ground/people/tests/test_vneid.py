"""Citizens come in through OpenID Connect, against a real provider."""

from datetime import date

import pytest

from tinhso.ground.gateway.models import MessageLog
from tinhso.ground.gateway.partners.vneid import VNeID, level_of, read_identity
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Account, Citizen, Organisation, SignIn
from tinhso.ground.people.tests.conftest import asked_of, path_of
from tinhso.ground.people.tests.factories import make_citizen

pytestmark = pytest.mark.django_db


def outcome() -> str:
    return Entry.objects.filter(kind="people.arrived").latest("id").facts["outcome"]


def test_the_request_carries_the_profile_and_state_nonce_and_pkce(client, vneid):
    asked = asked_of(client.post("/tai-khoan/vneid/di/")["Location"])

    assert (asked["response_type"], asked["scope"], asked["acr_values"]) == ("code", "openid", "LoA1")
    assert asked["redirect_uri"] == "http://testserver/tai-khoan/vneid/ve/"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_a_citizen_whose_techid_we_know_is_that_citizen(come_in, client):
    page = come_in("vneid-demo-0001", next_address="/tai-khoan/")

    assert (page.status_code, page["Location"]) == (302, "/tai-khoan/")
    assert outcome() == "KNOWN"
    assert "Trần Thị Thu Hà" in client.get("/tai-khoan/").content.decode()


def test_a_citizen_known_by_personal_number_is_linked_and_keeps_her_own_telephone(come_in):
    from_counter = make_citizen("Đặng Thị Na", personal_number="000912345601", phone="0359998877", birth_date=None)

    come_in("vneid-na", HoVaTen="Đặng Thị Na", SoDinhDanh="000912345601", NgayThangNamSinh="19900102")

    from_counter.refresh_from_db()
    assert (outcome(), from_counter.tech_id, from_counter.phone) == ("LINKED", "vneid-na", "0359998877")
    assert from_counter.birth_date == date(1990, 1, 2)


def test_an_unknown_citizen_is_created(come_in):
    come_in("vneid-moi", HoVaTen="Bùi Văn Tám", SoDinhDanh="000912345602")

    tam = Citizen.objects.get(personal_number="000912345602")
    assert (outcome(), tam.full_name, tam.account.official) == ("CREATED", "Bùi Văn Tám", None)


def test_an_email_never_links(come_in):
    make_citizen("Hoàng Thị Xuân", email="chung@example.com", personal_number="000912345603")

    come_in("vneid-khac", HoVaTen="Hoàng Thị Hạ", SoDinhDanh="000912345604", ThuDienTu="chung@example.com")

    assert outcome() == "CREATED"


def test_a_personal_number_that_differs_from_the_stored_one_lets_nobody_in(come_in):
    make_citizen("Ngô Văn Bốn", tech_id="vneid-bon", personal_number="000912345605")

    page = come_in("vneid-bon", HoVaTen="Ngô Văn Bốn", SoDinhDanh="000912345606")

    assert page.status_code == 409
    assert "đối chiếu giấy tờ" in page.content.decode()


def test_an_organisation_account_is_matched_by_tax_code_and_brings_its_representative(come_in, client):
    come_in("vneid-demo-0005-tc")

    company = Organisation.objects.get(tax_code="0699900383")
    assert company.tech_id == "vneid-demo-0005-tc"
    assert Citizen.objects.get(tech_id="vneid-demo-0005").account.sign_ins.count() == 1
    assert company.name in client.get("/tai-khoan/").content.decode()


def test_an_organisation_nobody_knows_is_created_with_the_one_who_signs_for_it(come_in):
    come_in(
        "vneid-tc-moi", HoVaTen="Lý Thị Đào", SoDinhDanh="000912345607", LoaiTaiKhoan="2", MaSoThue="0699900753",
        TenDoanhNghiep="Hợp tác xã Đào Viên",
    )  # fmt: skip

    (mandate,) = Organisation.objects.get(tax_code="0699900753").representatives.all()
    assert mandate.citizen.full_name == "Lý Thị Đào"


def test_an_organisation_account_without_a_person_is_asked_to_come_in_person(come_in):
    page = come_in("vneid-tc-trong", HoVaTen="Công ty Vô Danh", LoaiTaiKhoan="2", MaSoThue="0699901122")

    assert "tài khoản cá nhân của người đại diện" in page.content.decode()
    assert not Organisation.objects.filter(tax_code="0699901122").exists()


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        ("bad-signature", 502, "không hợp lệ"),
        ("garbage", 503, "gián đoạn"),
        ("denied", 403, "từ chối"),
    ],
)
def test_a_provider_that_misbehaves_gets_a_clear_sentence_and_nobody_in(come_in, vneid, fault, status, said):
    vneid.break_down(fault)

    page = come_in(next_address="/tai-khoan/ai-da-xem/")

    assert page.status_code == status
    assert said in page.content.decode()
    assert 'value="/tai-khoan/ai-da-xem/"' in page.content.decode()  # trying again still leads there
    assert not SignIn.objects.exists()


def test_a_provider_without_nonce_is_tolerated(come_in, vneid):
    vneid.break_down("no-nonce")

    assert come_in()["Location"] == "/"


def test_a_slow_provider_is_given_up_and_the_call_is_logged(client, vneid, settings):
    settings.VNEID = settings.VNEID | {"timeout_s": 0.3}
    away = client.post("/tai-khoan/vneid/di/")
    back = vneid.choose(away["Location"])
    vneid.break_down("slow")

    page = client.get(path_of(back))

    assert page.status_code == 503
    assert MessageLog.objects.filter(partner="vneid").latest("id").outcome == "UNAVAILABLE"


def test_a_code_comes_back_only_to_the_browser_that_left_and_only_once(client, vneid, django_user_model):
    back = path_of(vneid.choose(client.post("/tai-khoan/vneid/di/")["Location"]))
    stranger = type(client)()

    assert stranger.get(back).status_code == 409
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 409


def test_two_tabs_on_their_way_at_once_both_arrive(client, vneid):
    first, second = (client.post("/tai-khoan/vneid/di/", {"next": f"/{n}/"})["Location"] for n in (1, 2))

    assert client.get(path_of(vneid.choose(second)))["Location"] == "/2/"
    assert client.get(path_of(vneid.choose(first)))["Location"] == "/1/"


def test_next_never_leads_off_our_site(come_in):
    assert come_in(next_address="https://evil.example/")["Location"] == "/"
    assert come_in(next_address="//evil.example/")["Location"] == "/"


def test_a_closed_account_stays_out(come_in):
    Account.objects.filter(citizen__tech_id="vneid-demo-0002").update(is_active=False)

    assert "đã bị khóa" in come_in("vneid-demo-0002").content.decode()


def test_signing_out_ends_the_session_here_and_offers_to_end_the_one_there(come_in, client, vneid):
    come_in()

    gone = client.post("/tai-khoan/dang-xuat/")

    assert gone["Location"].startswith(f"{vneid.address}/oauth2/end_session?id_token_hint=")
    assert asked_of(gone["Location"])["post_logout_redirect_uri"] == "http://testserver/"
    assert client.get("/tai-khoan/")["Location"].startswith("/tai-khoan/dang-nhap/")
    assert not SignIn.objects.exists()


def test_claims_are_read_through_the_table_and_loas_is_dropped():
    who = read_identity(
        {"TechID": "t1", "LoaiTaiKhoan": 1, "HoVaTen": " Vũ Thị Sáu ", "SoCMND": "000912345678", "GioiTinh": "Nữ",
         "NgayThangNamSinh": "1960", "loAs": "x" * 9000}
    )  # fmt: skip

    assert (who.personal_number, who.sex, who.birth_date, who.is_organisation) == (
        "000912345678",
        "FEMALE",
        None,
        False,
    )
    assert "x" * 50 not in repr(who)


def test_a_server_without_discovery_is_asked_at_the_paths_of_its_kind():
    usual = VNeID("https://xacthuc.example", client_id="c", client_secret="s")
    usual._known = (float("inf"), {"issuer": "https://xacthuc.example"})

    assert usual.depart("https://we.example/ve/").address.startswith("https://xacthuc.example/oauth2/authorize?")


def test_who_refuses_on_the_page_of_vneid_is_told_so(client, vneid):
    back = vneid.refuse(client.post("/tai-khoan/vneid/di/")["Location"])

    assert "từ chối" in client.get(path_of(back)).content.decode()


def test_a_number_that_already_belongs_to_someone_else_lets_nobody_in(come_in):
    make_citizen("Cao Thị Một", tech_id="vneid-mot", personal_number=None)
    make_citizen("Cao Thị Một", personal_number="000912345610")

    assert (
        "đối chiếu giấy tờ" in come_in("vneid-mot", HoVaTen="Cao Thị Một", SoDinhDanh="000912345610").content.decode()
    )


def test_an_old_card_number_of_nine_digits_shuts_nobody_out(come_in):
    come_in("vneid-cmnd", HoVaTen="Mai Văn Cũ", SoDinhDanh="162345678")

    assert Citizen.objects.get(tech_id="vneid-cmnd").personal_number is None


@pytest.mark.parametrize(
    ("said", "level"), [("LoA2", 2), ("loa3", 3), ("LoA1", 1), ("", 1), (None, 1), ("LoA9", 1), ("mức độ 2", 1), (2, 1)]
)
def test_a_level_that_is_not_said_or_not_known_is_the_weakest(said, level):
    assert level_of(said) == level


def test_the_level_stands_in_the_journal_and_too_weak_a_one_lets_nobody_in(come_in, settings):
    settings.VNEID_LEAST_LEVEL = 2

    weak = come_in("vneid-yeu", HoVaTen="Bùi Văn Yếu", SoDinhDanh="000912345610", acr="LoA1")
    strong = come_in("vneid-manh", HoVaTen="Bùi Văn Mạnh", SoDinhDanh="000912345611", acr="LoA2")

    assert (weak.status_code, strong.status_code) == (409, 302)
    assert "mức định danh" in weak.content.decode()
    assert not Citizen.objects.filter(personal_number="000912345610").exists()
    assert Entry.objects.get(kind="people.signed_in").facts["method"] == "VNEID:2"
