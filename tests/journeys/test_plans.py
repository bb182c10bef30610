"""A leader gives a task from a paper to its recipients; one reports, he confirms, and everybody sees the count move."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests.pages.figures import at_work
from tinhso.government.documents.tests.factories import MONDAY, document_in, make_office
from tinhso.ground.people.tests.factories import agency
from tinhso.insight.plans import queries
from tinhso.insight.plans.models import PlanTask
from tinhso.insight.plans.tests.factories import at

HOUR = timedelta(hours=1)


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_task_goes_from_a_directive_to_its_recipients_and_back(db, time_machine):
    office = make_office("NB.VP", title="Chánh Văn phòng")
    plan = document_in(office, "RELEASED", subject="Chuyển đổi số năm 2027",
                       agencies=[agency("NB.SKHCN"), agency("NB.C13669")])  # fmt: skip
    time_machine.move_to(MONDAY + 2 * HOUR, tick=False)
    leader, everybody = at_work(office.leader), Client()
    assert "0</strong>nhiệm vụ đã giao" in seen(everybody, reverse("plans:index"))

    # The paper becomes a directive, then tasks for those to whom it went.
    page = seen(leader, reverse("plans:documents"))
    adding, giving = (f"{reverse(name)}?van-ban={plan.key}" for name in ("plans:add_directive", "plans:give"))
    assert adding in page and giving in page
    form = seen(leader, adding)
    assert plan.notation in form
    said = {"number": plan.notation, "issued_on": "2026-11-23", "issuer": "Văn phòng", "title": plan.subject,
            "kind": "PLAN", "owner": "NB.VP", "source": "Văn bản đã ký"}  # fmt: skip
    added = leader.post(adding, said)
    assert added.status_code == 302
    form = seen(leader, giving)
    assert len(re.findall(r'<option value="NB\.[A-Z0-9]+" selected', form)) >= 2, "the recipients stand chosen"
    facts = {"title": "Báo cáo hạ tầng số", "detail": "Theo mẫu", "leads": ["NB.SKHCN", "NB.C13669"], "giver": "NB.VP",
             "directive": added.url.rstrip("/").rpartition("/")[2]}  # fmt: skip
    refused = leader.post(giving, facts)
    assert refused.status_code == 422
    assert "Hãy ghi hạn" in refused.content.decode() and "Báo cáo hạ tầng số" in refused.content.decode()
    given = leader.post(giving, facts | {"working_days": "5"})
    assert "Giao cho 2 cơ quan" in seen(leader, given.url)
    assert "2</strong>nhiệm vụ đã giao" in seen(everybody, reverse("plans:index"))

    # A department finds it, says how far it is, then that it is done.
    department = at_work(at("NB.SKHCN", "CASE_OFFICER", name="Trần Linh Lan"))
    assert "Báo cáo hạ tầng số" in seen(department, reverse("plans:tasks"))
    task = PlanTask.objects.get(lead=agency("NB.SKHCN"))
    page = seen(department, reverse("plans:task", args=[task.pk]))
    assert "ngày làm việc" in page and "Ngày Văn hóa" in page, "the deadline says why it is this one"

    def says(client: Client, verb: str, **words: str) -> int:
        return client.post(reverse("plans:move_task", args=[task.pk, verb]), words).status_code

    assert says(department, "progress", text="Đã khảo sát", percent="150") == 422
    assert says(department, "progress", text="Đã khảo sát", percent="60") == 302
    assert says(department, "report", text="") == 422
    assert says(department, "report", text="Báo cáo 12/BC-SKHCN") == 302
    assert says(department, "confirm") == 403
    ward = at_work(at("NB.C14167", "CASE_OFFICER", name="Đào Xuân Thanh"))
    assert ward.get(reverse("plans:task", args=[task.pk])).status_code == 404

    # The leader reads and confirms; the public page moves.
    assert "Báo cáo 12/BC-SKHCN" in seen(leader, reverse("plans:task", args=[task.pk]))
    assert says(leader, "confirm", text="Đạt yêu cầu") == 302
    page = seen(everybody, reverse("plans:index"))
    assert "1</strong>đã xác nhận hoàn thành" in page and "1 trên 2 nhiệm vụ xong" in page
    page = seen(everybody, added.url)
    assert plan.notation in page and "Báo cáo hạ tầng số" not in page, "counts are public, rows are not"
    told = [(step.verb, step.by_name) for step in queries.steps_of(task)]
    assert told[0] == ("confirm", office.leader.name)
