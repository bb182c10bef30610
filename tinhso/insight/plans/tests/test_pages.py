"""The pages of plans, through HTTP: what everybody reads, what keepers fill, what a briefing looks like on paper."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import NOON, agency
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.tests.factories import at


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def at_work(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def ours() -> object:
    """What the province tells of its targets and tasks."""
    standing = queries.standings(queries.targets_of_the_province(), now=NOON)
    return [(one.target.code, one.band) for one in standing], queries.tally_of_all(NOON)


@pytest.fixture(autouse=True)
def _monday(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


def test_everybody_reads_targets_with_their_way_and_warnings(db: None) -> None:
    front = text(Client(), reverse("plans:index"))
    for said in ("57-NQ/TW", "54-CTr/TU", "29/KH-UBND", "Sửa đổi, bổ sung:", "156%", "Chậm so với đường thẳng"):
        assert said in front, said
    page = text(Client(), reverse("plans:target", args=["T018"]))
    for said in ("19,6", "<svg", "Thực tế chậm", "Tổng cục Thống kê", "/so-lieu/da-cong-bo/kinh-te-so/"):
        assert said in page, said
    claimed = text(Client(), reverse("plans:target", args=["T104"]))
    assert "không đối chiếu" in claimed and "Không nguồn nào cho mốc xuất phát" in claimed
    district = text(Client(), reverse("plans:target", args=["T015"]))
    assert "Hết hiệu lực sau ngày 30/06/2025" in district
    english = Client()
    english.cookies["django_language"] = "en"
    assert "Digital economy share" in text(english, reverse("plans:target", args=["T018"]))


def test_a_keeper_fills_forms_and_keeps_what_he_typed(chair: Person) -> None:
    client = at_work(chair)
    adding, giving = reverse("plans:add_directive"), reverse("plans:give")
    for address in (f"{adding}?van-ban=abc", f"{giving}?van-ban=abc", f"{giving}?tu={'9' * 30}"):
        assert client.get(address).status_code == 404, address
    said = {"number": "12/KH-UBND", "issued_on": "2026-11-02", "issuer": "UBND tỉnh", "title": "Chuyển đổi số 2027",
            "kind": "PLAN", "owner": "NB.SKHCN", "source": "Văn bản đã ký"}  # fmt: skip
    late = client.post(adding, said | {"issued_on": "2026-12-31"})
    assert late.status_code == 422 and "Chuyển đổi số 2027" in late.content.decode()
    made = client.post(adding, said).url
    code = made.rstrip("/").rpartition("/")[2]
    target = {"name": "Hồ sơ huyện", "operator": ">=", "value": "1.761", "unit": "%", "due_on": "2027-12-31"}
    answer = client.post(reverse("plans:add_target", args=[code]), target | {"level": "DISTRICT"})
    assert "đọc được hai cách" in answer.content.decode()
    answer = client.post(reverse("plans:add_target", args=[code]), target | {"value": "90", "level": "DISTRICT"})
    assert answer.status_code == 422 and "Không còn cấp huyện" in answer.content.decode()
    made = client.post(reverse("plans:add_target", args=[code]), target | {"value": "90,5"}).url
    aim = made.rstrip("/").rpartition("/")[2]
    basis = {"owner": "NB.VP", "baseline": "40", "baseline_on": "2026-06-30", "baseline_source": "12/BC-VP",
             "measure": "METRIC", "measured_by": "ADM.ONLINE"}  # fmt: skip
    assert client.post(reverse("plans:basis", args=[aim]), basis).status_code == 302
    assert 'value="40"' in text(client, reverse("plans:basis", args=[aim]))
    old = client.post(reverse("plans:tie", args=[code]), {"tie": "REPLACES", "upper": "kh-29-2025", "on": "2026-11-02"})
    assert old.status_code == 302
    assert "Thay thế bằng 12/KH-UBND" in text(client, reverse("plans:directive", args=["kh-29-2025"]))
    result = {"value": "12", "on": "2026-11-01", "source": "5/BC-SKHCN"}
    assert client.post(reverse("plans:result", args=["T090"]), result).status_code == 302
    assert "5/BC-SKHCN" in text(Client(), reverse("plans:target", args=["T090"]))


def test_what_a_ward_sets_itself_is_never_the_province_s(db: None) -> None:
    """Two wards may have one number on one day; neither moves a figure that the province tells."""
    said = {"number": "1/KH-UBND", "issued_on": "2026-11-02", "issuer": "UBND phường Nam Định", "title": "Kế hoạch",
            "kind": "PLAN", "owner": "NB.C13669", "source": "Văn bản đã ký"}  # fmt: skip
    ward = at_work(at("NB.C13669", "LEADER", name="Phạm Mai Anh"))
    told = ours()
    code = ward.post(reverse("plans:add_directive"), said).url.rstrip("/").rpartition("/")[2]
    aim = {"name": "Việc của phường", "operator": ">=", "value": "1", "unit": "việc", "due_on": "2027-12-31"}
    own = ward.post(reverse("plans:add_target", args=[code]), aim).url.rstrip("/").rpartition("/")[2]
    result = {"value": "99", "on": "2026-11-20", "source": "1/BC-UBND"}
    assert ward.post(reverse("plans:result", args=[own]), result).status_code == 302
    counted = {"measure": "METRIC", "measured_by": "ADM.ONLINE"}
    assert "tính cho cả tỉnh" in ward.post(reverse("plans:basis", args=[own]), counted).content.decode()

    tie = {"tie": "IMPLEMENTS", "upper": "kh-29-2025", "on": "2026-11-02"}
    assert ward.post(reverse("plans:tie", args=[code]), tie).status_code == 302
    assert ward.post(reverse("plans:tie", args=[code]), tie | {"tie": "REPLACES"}).status_code == 403

    page, front = text(Client(), reverse("plans:target", args=[own])), text(Client(), reverse("plans:index"))
    assert "Chỉ tiêu của xã, phường" in page and "Chỉ tiêu của tỉnh" not in page
    assert "Việc của phường" not in front and "1 văn bản của xã, phường, không tính vào số của tỉnh" in front
    assert ours() == told
    again = ward.post(
        reverse("plans:add_directive"), said | {"number": "1-KH/UBND", "issuer": "Ủy ban nhân dân phường"}
    )
    assert again.status_code == 422 and "đã có trong danh mục" in again.content.decode()
    other = at_work(at("NB.C13777", "LEADER", name="Lê Văn Bính"))
    made = other.post(reverse("plans:add_directive"), said | {"issuer": "UBND phường khác", "owner": "NB.C13777"})
    assert made.status_code == 302 and made.url != reverse("plans:directive", args=[code])


def test_a_long_list_of_tasks_is_counted_whole_and_read_on_further_pages(chair: Person) -> None:
    lead = agency("NB")
    for place in range(51):
        actions.give_task(chair, title=f"Việc số {place:02d}", lead=lead, working_days=20, now=NOON)
    client, board = at_work(chair), reverse("plans:tasks")

    front = text(client, board)
    assert "51 nhiệm vụ đang mở" in front and "51 lần giao chưa xong" in front
    after = {name: re.search(rf'href="\?{name}=([^"#]+)', front)[1] for name in ("sau", "sau-giao")}
    assert text(client, f"{board}?sau={after['sau']}").count("Việc số 50") == 1, "of what is in charge"
    assert text(client, f"{board}?sau-giao={after['sau-giao']}").count("Việc số 50") == 1, "of what was given"
    assert "Việc số 50" not in front and "Việc số 00" in text(client, f"{board}?sau=x&sau-giao=y")
