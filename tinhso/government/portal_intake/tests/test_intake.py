"""What citizens file at the national portal, a running process, becomes a dossier here once, whatever goes wrong."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.api.filing import CHILD
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions import PartIn
from tinhso.government.dossiers.models import Dossier, ForeignCode
from tinhso.government.dossiers.tests.factories import BIRTH_PARTS, make_dossier
from tinhso.government.life_events.queries import case_of
from tinhso.government.life_events.tests.factories import CHILD as TOGETHER
from tinhso.government.portal_intake import actions
from tinhso.government.portal_intake.models import Arrival
from tinhso.government.portal_intake.tests.factories import AtThePortal, switch, work
from tinhso.government.portal_sync.mappers import moment
from tinhso.government.portal_sync.tests.factories import work as tell
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.gateway.doubles.national_portal_front import SCAN
from tinhso.ground.gateway.errors import BadEvent
from tinhso.ground.gateway.models import MessageLog
from tinhso.ground.gateway.partners import national_portal
from tinhso.ground.gateway.tests.letters import Controller
from tinhso.ground.gateway.tests.outside import outside
from tinhso.ground.people.models import Account

LATER = timedelta(hours=2)


def at_home(citizen):
    client = Client()
    client.force_login(Account.objects.get(citizen=citizen))
    return client


def test_a_dossier_filed_at_the_portal_is_hers_here_found_by_both_codes_and_told_back(citizens, place, portal_double):
    arrival = citizens.file(files=[{"part": "TP02", "name": "giay-chung-sinh.pdf"}])
    dossier = arrival.dossier
    theirs = ForeignCode.objects.get(dossier=dossier)

    assert (arrival.state, dossier.state, dossier.channel) == ("FILED", "AWAITING_RECEPTION", "ONLINE")
    assert dossier.applicant_citizen == place.citizen
    assert (dossier.form_version.form.code, dossier.answers["child_name"], theirs.note) == (
        "birth", "Nguyễn Minh An", "",
    )  # fmt: skip
    assert {part.part_code: part.state for part in queries.parts_of(dossier)}["TP02"] == "SUBMITTED"
    for code in (dossier.code, theirs.code, theirs.code.lower()):
        assert queries.dossier_for(place.applicant, code).pk == dossier.pk
        assert queries.dossier_for(place.reception, code).pk == dossier.pk
        assert queries.public_lookup(code).code == dossier.code
    assert theirs.code in at_home(place.citizen).get(reverse("public_services:dossier", args=[dossier.code])).text

    tell(dossier, now=timezone.now())
    dossiers.receive(place.reception, dossier, now=timezone.now())
    tell(dossier, now=timezone.now())

    (held,) = portal_double.dossiers()
    assert (held["MaHoSo"], held["SoBienNhan"], held["isHandedOver"]) == (theirs.code, dossier.code, True)
    assert [step["TrangThai"] for step in held["steps"]] in (["1", "4"], ["1", "2"])  # 2: after 15:00


@pytest.mark.parametrize(
    ("fault", "times", "said"),
    [
        ("twice", 4, ["0"]),
        ("nonsense", 4, ["-1", "0"]),
        ("wrong_password", 4, ["-2", "0"]),
        ("wrong_session", 4, ["-2", "0"]),
    ],
)
def test_whatever_the_portal_does_wrong_on_the_way_there_is_one_dossier(citizens, portal_double, fault, times, said):
    portal_double.faults(**{fault: 1})
    arrival = citizens.file(times=times)

    assert (arrival.state, Dossier.objects.count()) == ("FILED", 1)
    (held,) = portal_double.dossiers()
    assert held["said"] == said[: len(held["said"])]


def test_what_comes_later_than_the_next_is_filed_as_well(citizens, portal_double):
    portal_double.faults(late=1)
    assert citizens.file(times=0) is None
    citizens.file(times=4)

    assert Dossier.objects.count() == Arrival.objects.filter(state="FILED").count() == 2


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"MaTTHC": "9.999999"}, "Tỉnh không giải quyết thủ tục này (MaTTHC)"),
        ({"MaDoiTuong": ""}, "Thiếu hoặc sai: MaDoiTuong"),
        ({"MaDoiTuong": "123"}, "Số định danh cá nhân gồm đúng 12 chữ số."),
        ({"ChuHoSo": "Người Khác"}, "Số định danh này thuộc về người có họ tên khác; hãy kiểm tra lại thẻ."),
        ({"DonViXuLy": "UBND xã Không Có"}, "Không nhận ra cơ quan giải quyết mà Cổng nêu (DonViXuLy)."),
        ({"files": [{"part": "TP02", "name": "giay.pdf", "content": "MZ"}]}, ""),
    ],
)
def test_what_nobody_can_file_is_a_dead_letter_that_says_why(citizens, changed, problem):
    arrival = citizens.file(**changed)

    assert (arrival.state, Dossier.objects.count()) == ("REFUSED", 0)
    assert arrival.problem == problem or (not problem and arrival.problem)


def test_nonsense_is_kept_once_by_what_it_says_and_logged(citizens, client):
    session = actions.open_session(*right_password(), now=timezone.now())
    for data in (["?"], ["?"], [], [{"MaHoSo": 7}]):
        said = client.post("/cong-quoc-gia/mapi/g", {"session": session, "service": "DongBoHoSoMC", "data": data},
                           content_type="application/json").json()  # fmt: skip
        assert said["error_code"] == "-1"
        assert said["message"].startswith("Thiếu hoặc sai: ")

    assert sorted(Arrival.objects.values_list("times", flat=True)) == [1, 1, 2]
    assert MessageLog.objects.filter(operation="DongBoHoSoMC").count() == 4
    for body in (b"{", b"\xff", b'{"session": "\\u0000"}', b"[1]"):
        answer = client.post("/cong-quoc-gia/mapi/g", body, content_type="application/json").json()
        assert answer["error_code"] == "-2"


def right_password():
    return settings.PORTAL["their_username"], settings.PORTAL["their_password"]


def test_a_session_ends_and_cannot_be_made_up(db):
    now = timezone.now()
    session = actions.open_session(*right_password(), now=now)
    actions.check_session(session, now=now + timedelta(minutes=29))
    for wrong, at in ((session, now + timedelta(minutes=31)), (session, now - timedelta(minutes=1)), ("x", now)):
        with pytest.raises(Refused):
            actions.check_session(wrong, now=at)
    with pytest.raises(Refused):
        actions.open_session("cong-dvc-quoc-gia", "wrong", now=now)


def test_a_file_that_is_not_to_be_had_is_waited_for_then_refused_and_can_be_taken_again(citizens, portal_double):
    paper = [{"part": "TP02", "name": "giay.pdf"}]
    arrival = citizens.file(files=paper, works=False)
    portal_double.faults(session_expired=9)
    work()
    arrival.refresh_from_db()
    assert (arrival.state, arrival.tries, Dossier.objects.count()) == ("WAITING", 1, 0)
    work()
    assert Arrival.objects.get().tries == 1, "not before its time"

    portal_double.clear()
    work(now=timezone.now() + LATER)
    assert Arrival.objects.get().state == "FILED"

    portal_double.faults(no_file=1)
    lost = citizens.file(files=paper)
    assert (lost.state, lost.problem[:32]) == ("REFUSED", "Không tải được tệp của hồ sơ: HT")
    with pytest.raises(NotAllowed):
        actions.take_again(Auditor(), lost.pk, now=timezone.now())
    actions.take_again(Controller(), lost.pk, now=timezone.now())
    work()
    assert Arrival.objects.get(pk=lost.pk).state == "REFUSED"


class Auditor(Controller):
    @property
    def roles(self):
        return frozenset({"AUDITOR"})


def test_a_correction_that_comes_while_files_are_fetched_is_what_is_filed(citizens, monkeypatch):
    arrival = citizens.file(files=[{"part": "TP02", "name": "giay.pdf"}], works=False)
    corrected = arrival.body | {"ThongTinKhac": json.dumps(CHILD | {"child_name": "Nguyễn Minh Anh"})}
    fetch = national_portal.fetch

    def slowly(address):
        monkeypatch.undo()
        actions.hand_over([corrected], now=timezone.now())
        return fetch(address)

    monkeypatch.setattr(national_portal, "fetch", slowly)
    for _job in range(2):
        actions.file_arrival(arrival.pk, now=timezone.now())

    assert Dossier.objects.get().answers["child_name"] == "Nguyễn Minh Anh"


def test_files_are_fetched_from_the_portal_and_nowhere_else(citizens):
    elsewhere = {"TenTepDinhKem": "x.pdf", "DuongDanTaiTepTin": "http://169.254.169.254/latest", "IsDeleted": "0"}
    arrival = citizens.file(TaiLieuNop=[elsewhere])

    assert arrival.problem == "Không tải được tệp của hồ sơ: địa chỉ tệp không thuộc Cổng"


def test_the_portal_fetches_the_papers_of_which_it_is_told_and_her_citizen_reads_it(place, portal_double, settings):
    settings.PORTAL = settings.PORTAL | {
        "sends_files": True, "intake_url": f"{portal_double.relay.address}/cong-quoc-gia/",
    }  # fmt: skip
    upload = store_upload(place.applicant, SimpleUploadedFile("giay.pdf", SCAN), now=timezone.now())
    parts = (PartIn("TP02", str(upload.key)), *BIRTH_PARTS[:1], *BIRTH_PARTS[2:])
    dossier = make_dossier(place, now=timezone.now(), parts=parts)
    tell(dossier, now=timezone.now())
    for _ in range(2):
        portal_double.relay.deliver(Client())

    address = f"{portal_double.relay.address}/cong-quoc-gia/tep/{dossier.code}/{upload.key}/"
    (held,) = portal_double.dossiers()
    assert [one["DuongDanTaiTepTin"] for one in held["fields"]["TaiLieuNop"]] == [address]
    call = MessageLog.objects.get(subject=dossier.subject)
    assert (call.operation, call.outcome) == ("tai-tep", "DONE")
    here = address.removeprefix(portal_double.relay.address)
    session = actions.open_session(*right_password(), now=timezone.now())
    assert Client().get(here).status_code == 401
    assert Client().get(here, headers={"session": session}).getvalue() == SCAN
    for other in (here.replace(dossier.code, "H42.134-000101-0001"), here.replace(str(upload.key)[:4], "0000")):
        assert Client().get(other, headers={"session": session}).status_code == 404


def test_a_form_that_does_not_fit_is_kept_as_it_came_and_marked(citizens, place):
    told = '{"tenTreEm": "Nguyễn Minh An", "ngaySinh": "01/11/2026"}'
    arrival = citizens.file(ThongTinKhac=told)
    dossier = arrival.dossier

    assert (dossier.form_version, dossier.answers["tenTreEm"]) == (None, "Nguyễn Minh An")
    reception = Client()
    reception.force_login(Account.objects.get(pk=place.reception.account_id))
    page = reception.get(reverse("dossiers:show", args=[dossier.code])).text
    assert "không khớp biểu mẫu của tỉnh" in page
    assert "tenTreEm" in page


def test_a_life_event_filed_there_is_one_case_here_and_one_that_does_not_fit_is_refused(citizens, place):
    told = {"MaTTHC": "3.000722", "TenTTHC": "Liên thông khai sinh"}
    wrong = citizens.file(**told, ThongTinKhac='{"ten": "An"}')
    arrival = citizens.file(**told, ThongTinKhac=json.dumps(TOGETHER, ensure_ascii=False))
    case = case_of(arrival.dossier)

    assert (wrong.state, wrong.dossier) == ("REFUSED", None)
    assert wrong.problem.startswith("Tờ khai nhận từ Cổng quốc gia không khớp")
    assert [part.plan.code for part in case.parts.order_by("place")] == ["birth", "residence", "health_card"]
    assert (case.code, case.applicant) == (arrival.dossier.code, place.citizen)
    assert queries.dossier_for(place.applicant, arrival.code).code == case.code


def test_the_pages_of_the_portal_for_citizens_ask_for_what_is_missing_and_file(citizens, portal_double):
    page = f"{portal_double.address}/thu-tuc/1.001193/"
    said = {name: text for name, text in citizens.row().items() if name != "MaTTHC"}
    assert "Nộp hồ sơ thủ tục 1.001193" in outside.get(page).text
    assert outside.post(page, data=said | {"ChuHoSo": ""}).status_code == 422
    assert "Cổng đang chuyển hồ sơ về tỉnh" in outside.post(page, data=said).text
    for _ in range(2):
        portal_double.relay.deliver(Client())
    work()

    assert Arrival.objects.get().state == "FILED"
    assert "Nộp tại đây" in outside.get(portal_double.address).text


def test_a_code_with_spaces_around_it_is_the_same_dossier(citizens):
    first = citizens.file(works=False)
    body, now = first.body, timezone.now()
    Arrival.objects.all().delete()

    assert actions.hand_over([body | {"MaHoSo": f" {first.code} "}], now=now) == 1
    work()
    with pytest.raises(BadEvent, match="not-taken"):  # a change of what was filed, not a second dossier
        actions.hand_over([body | {"ThongTinKhac": "{}"}], now=now)

    assert (Arrival.objects.get().key, Dossier.objects.count()) == (first.code, 1)


def test_a_change_after_filing_is_refused_and_seen_but_changes_nothing(citizens, client):
    arrival = citizens.file()
    session = actions.open_session(*right_password(), now=timezone.now())
    changed = arrival.body | {"ThongTinKhac": "{}"}
    said = client.post("/cong-quoc-gia/mapi/g", {"session": session, "service": "DongBoHoSoMC", "data": [changed]},
                       content_type="application/json").json()  # fmt: skip

    arrival.refresh_from_db()
    assert (said["error_code"], arrival.state) == ("-1", "FILED")
    assert "thay đổi gửi sau khi nộp" in arrival.problem
    assert arrival.dossier.answers["child_name"] == "Nguyễn Minh An"


def test_under_our_own_front_nothing_arrives_but_what_was_filed_before_does_however_late(citizens, portal_double):
    before = citizens.file(works=False)
    portal_double.faults(late=1)
    citizens.file(times=0, NgayNop=moment(timezone.now() - LATER))
    switch("OWN", at=timezone.now() - timedelta(minutes=1))
    after = citizens.file(times=4)

    assert before.state == "WAITING"
    assert sorted(Arrival.objects.values_list("state", flat=True)) == ["FILED", "FILED", "REFUSED"]
    assert Arrival.objects.get(pk=after.pk).problem.startswith("Tỉnh đang tự nhận hồ sơ")
    assert Arrival.objects.get(pk=before.pk).state == "FILED"


@pytest.mark.parametrize("seed", [2, 7])
def test_there_and_back_in_the_middle_of_everything_loses_and_doubles_no_dossier(place, portal_double, seed):
    """Random filings before, during and after; each is there once, found by its codes, and told to the portal."""
    chance, begin = random.Random(seed), timezone.now() - timedelta(hours=9)
    citizens = AtBoth(place, portal_double)
    mode, codes = "OWN", []
    for hour in range(5):
        if chance.random() < 0.5:
            mode = "NATIONAL" if mode == "OWN" else "OWN"
            before = Dossier.objects.count()
            switch(mode, at=begin + timedelta(hours=hour))
            assert Dossier.objects.count() == before
        codes += citizens.file(chance, mode)
    if mode == "NATIONAL":
        switch("OWN", at=timezone.now())
    work(now=timezone.now() + LATER)

    assert Dossier.objects.count() == len(codes) == len(set(codes))
    for code in codes:
        dossier = queries.dossier_for(place.applicant, code)
        tell(dossier, now=timezone.now() + LATER)
        assert queries.dossier_for(place.reception, dossier.code).pk == dossier.pk
    assert sorted(one["MaHoSo"] for one in portal_double.dossiers()) == sorted(codes)
    assert {one["TrangThaiHoSo"] for one in portal_double.dossiers()} == {"1"}


class AtBoth:
    """Citizens who file where one files at the moment."""

    def __init__(self, place, double):
        self.place, self.double = place, double
        self.there = AtThePortal(double, Client(), place)

    def file(self, chance, mode):
        if mode == "OWN":
            return [make_dossier(self.place, now=timezone.now()).code]
        fault = chance.choice(["", "twice", "wrong_password", "nonsense"])
        if fault:
            self.double.faults(**{fault: 1})
        arrival = self.there.file(times=4 if fault else 2, works=chance.random() < 0.5)
        return [arrival.code]
