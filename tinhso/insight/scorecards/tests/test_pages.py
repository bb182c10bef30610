"""The pages of indices, through HTTP."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import NOON
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.models import Score


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def at_work(person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_everybody_sees_the_trend_with_what_others_say(db):
    page = text(Client(), reverse("scorecards:family", args=["DTI"]))

    for said in ("Nam Định", "hạng 10 trên 63", "hạng 11 trên 63", "Phát biểu", "không khớp", "<svg"):
        assert said in page, said


def test_a_result_says_where_points_were_lost_and_what_a_change_would_bring(db):
    address = reverse("scorecards:result", args=["DTI-PROV-2022", "22", 2022])
    page = text(Client(), f"{address}?chi-so=DTI22.9&gia-tri=0,5505")

    for said in ("Mất điểm ở đâu", "+15", "0,7174", "hạng 2 trên 63"):
        assert said in page, said
    assert "Sở Khoa học và Công nghệ" not in page  # no agency of ours answers for another province
    assert "Giá trị thử phải từ 0 đến 1" in text(Client(), f"{address}?chi-so=DTI22.9&gia-tri=1.761")


def test_placeholders_are_shown_as_such(db):
    page = text(Client(), reverse("scorecards:version", args=["DTI-PROV-2022"]))

    assert "17 chỗ chỉ biết là có" in page
    assert "(chưa xác minh)" in page


def test_an_official_scores_through_the_form(controller):
    client, where = at_work(controller), ["DTI-PROV-2022", "NB", 2025]
    entry = reverse("scorecards:entry", args=[*where, "DTI22.1"])
    wrong = client.post(entry, {"numerator": "1.761", "evidence": ""})
    assert wrong.status_code == 422
    assert "không viết dấu chấm ngăn hàng nghìn" in wrong.content.decode()

    assert client.post(entry, {"numerator": "0,85", "evidence": "12/BC-SKHCN"}).status_code == 302

    assert Score.objects.get().achieved == 85
    page = text(client, reverse("scorecards:sheet", args=where))
    assert "Đã tự chấm 1 trên 8 chỉ số" in page
    assert text(client, reverse("scorecards:result", args=where)).count("85") > 0


def test_an_annex_with_faulty_rows_says_what_to_correct(controller):
    address = reverse("scorecards:annex", args=["DTI-PROV-2022"])
    faulty = "code,name,unit,pattern,params,max_points,evidence,owner\nDTI22.1.1,,,GUESS,,10,Báo cáo,NB.VP\n"
    answer = at_work(controller).post(address, {"file": SimpleUploadedFile("a.csv", faulty.encode())})

    assert answer.status_code == 422
    assert "Dòng 2: thiếu tên chỉ số." in answer.content.decode()
    assert "Dòng 2: không có cách tính “GUESS”." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("family", ["NOTHING"]), ("version", ["NOTHING"]), ("league", ["DTI", 1999, 63]),
        ("result", ["DTI-PROV-2022", "36", 1999]), ("result", ["DTI-PROV-2022", "NB.NOBODY", 2022]),
    ],
)  # fmt: skip
def test_what_is_not_known_is_not_there(db, name, args):
    text(Client(), reverse(f"scorecards:{name}", args=args), status=404)


def test_a_card_shows_all_of_our_units_and_not_the_best_alone(db):
    homes = ["35", "36", "37"]
    rows = queries.newest(next(one for one in queries.families() if one.code == "EGOV_APP"), homes)

    assert {row.unit_code: row.rank for row in rows} == {"35": 34, "36": 52, "37": 50}
    assert [row.unit_code for row in rows] == homes
