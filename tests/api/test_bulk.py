"""Many filings in one request: each answered for itself, and each as if it had come alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.filing import CHILD, a_birth, a_copy, a_signature
from tinhso.engines.notifications.models import Message
from tinhso.engines.payments.models import Charge
from tinhso.government.dossiers.models import CodeCounter, Dossier, DossierPart, HandOver
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import first_break
from tinhso.ground.people.models import Citizen

pytestmark = pytest.mark.django_db
PAPERS = [{"name": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]
# What two filings of the same thing never share.
OWN = {"id", "code", "dossier_id", "search_text", "filed_at", "moved_at", "created_at", "due_at",
       "due_sentence", "idempotency_key", "at", "step_due_at", "retrieved_at"}  # fmt: skip


def born(child: str, **changes: Any) -> dict[str, Any]:
    return a_birth(answers={**CHILD, "child_name": child}, **changes)


def file_many(call, *filings: tuple[str, dict[str, Any]], key: str = "batch"):
    return call("POST", "/dossiers/bulk", {"items": [{"key": own, **filing} for own, filing in filings]}, key=key)


def test_each_is_answered_in_its_place_and_a_wrong_one_loses_no_other(call):
    answer = file_many(
        call,
        ("a", born("Nguyễn An")),
        ("b", born("Nguyễn Bình", parts=[])),
        ("c", born("Nguyễn Chi", applicant={"number": "999199000099", "full_name": "Lê Văn Mới"})),
        ("d", a_birth(procedure="9.999999")),
    )

    assert answer.status_code == 200, answer.content.decode()
    items = answer.json()["items"]
    assert [(item["key"], item["status"]) for item in items] == [("a", 201), ("b", 409), ("c", 201), ("d", 404)]
    assert items[1]["problem"]["title"] == "parts-missing"
    assert items[1]["dossier"] is None and items[0]["problem"] is None
    numbers = [item["dossier"]["code"].rsplit("-", 1)[1] for item in items if item["dossier"]]
    assert numbers == ["0001", "0002"], "no gap where one was refused"
    assert Dossier.objects.count() == 2
    assert CodeCounter.objects.get().last_number == 2
    assert first_break() is None


def test_a_refused_filing_of_a_new_visitor_leaves_no_visitor_behind(call):
    stranger = {"number": "999199000099", "full_name": "Lê Văn Mới"}

    answer = file_many(call, ("a", born("Lê An", applicant=stranger, parts=[])), ("b", born("Trần Bình")))

    assert [item["status"] for item in answer.json()["items"]] == [409, 201]
    assert not Citizen.objects.filter(personal_number=stranger["number"]).exists()
    assert Entry.objects.filter(kind="people.written_down").count() == 1, "only the other, who was new too"


def test_a_key_gives_one_dossier_however_often_and_by_whichever_door_it_comes(call):
    alone = call("POST", "/dossiers", born("Nguyễn An"), key="a").json()["code"]
    first = file_many(call, ("a", born("Nguyễn An")), ("b", born("Nguyễn Bình")), ("b", born("Nguyễn Bình")))
    again = file_many(call, ("b", born("Nguyễn Bình")), ("c", born("Nguyễn Chi")), key="another batch")

    a, b, twice = (item["dossier"]["code"] for item in first.json()["items"])
    assert (a, twice) == (alone, b)
    assert again.json()["items"][0]["dossier"]["code"] == b
    assert Dossier.objects.count() == 3
    assert CodeCounter.objects.get().last_number == 3


def test_a_batch_sent_twice_gets_its_first_answer_again(call):
    first = file_many(call, ("a", born("Nguyễn An")))
    second = file_many(call, ("a", born("Nguyễn An")))

    assert second.content == first.content
    assert second["Idempotent-Replayed"] == "true"


def written(code: str) -> dict[str, Any]:
    """Everything that a filing wrote, without what is its own."""
    dossier = Dossier.objects.get(code=code)
    rows: dict[str, Any] = {"dossier": Dossier.objects.filter(pk=dossier.pk).values().get()}
    rows = {"dossier": {name: value for name, value in rows["dossier"].items() if name not in OWN}}
    for model in (DossierPart, HandOver):
        rows[model.__name__] = [
            {name: value for name, value in row.items() if name not in OWN}
            for row in model.objects.filter(dossier=dossier).order_by("id").values()
        ]
    rows["charges"] = list(Charge.objects.filter(subject=dossier.subject).values_list("amount_vnd", "title"))
    rows["messages"] = list(Message.objects.filter(about=dossier.subject).values_list("channel", "template", "address"))
    rows["journal"] = list(
        Entry.objects.filter(subject=dossier.subject).order_by("id").values_list("kind", "actor_ref")
    )
    looks = Entry.objects.filter(kind="people.looked", facts__subject=dossier.subject)
    rows["looks"] = list(looks.values_list("actor_ref", "subject", "facts__purpose"))
    return rows


@pytest.mark.parametrize("filing", [a_birth(), a_copy(PAPERS), a_signature(quantities={"cases": 1})])
def test_a_filing_among_many_is_written_as_if_it_had_come_alone(call, filing):
    alone = call("POST", "/dossiers", filing, key="alone")
    among = file_many(call, ("before", born("Nguyễn An")), ("x", filing), ("after", born("Nguyễn Bình")))
    assert alone.status_code == 201, alone.content.decode()

    (mine,) = (item for item in among.json()["items"] if item["key"] == "x")

    assert mine["status"] == 201, mine
    assert written(mine["dossier"]["code"]) == written(alone.json()["code"])


def test_more_than_a_hundred_are_refused_whole(call):
    answer = file_many(call, *((str(n), born("Nguyễn An")) for n in range(101)))

    assert (answer.status_code, answer.json()["title"]) == (422, "invalid-input")
    assert not Dossier.objects.exists()
