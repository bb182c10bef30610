"""The scenarios of GovStack's two suites as data: what is sent, which status and shape is expected.

Each example of an outline counts as a scenario. `says`: what the answer must say, by path (a.b, 0.a).
`not_met`: why we do not do what a scenario asks for; the test holds us to that, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOTHER, HEALTH = "f7d33db0-2809-484e-a780-76b7ccd4ecbf", "P2c9280957e579ad7017e58a3399f0068"
FORM = "d98a205a-679b-485b-823d-7a32a391e744"
READ, SENT_BACK = "81c4445c-bff6-11ed-afa1-0242ac120002", "b8508d35-c2f3-442b-88a1-267ca25e85c0"
WAITING = "d1e33d56-c5c7-4272-aeb6-bc2732cce1f2"
JOHN = "42962de0-bdb2-11ed-9397-0242ac120004"
PAGE = "firstResult=2&maxResult=20&sortBy=created&sortOrder=asc"
NOBODY = "n0t-ex1st1ng"
CLIENT, ANYBODY = "eGovStack/GOV/90000009/eregistrations-dev", "INSTANCE/CLASS/MEMBER/SUBSYSTEM"


@dataclass(frozen=True)
class Scenario:
    """One scenario. client: the header's value, None for no header."""

    about: str
    method: str
    path: str
    status: int
    shape: str = ""
    body: Any = None
    client: str | None = CLIENT
    form: bool = False
    says: dict[str, Any] = field(default_factory=dict)
    not_met: str = ""


def registration() -> list[Scenario]:
    """Registration 0.1.1."""
    get, post, put = "get", "post", "put"
    s = Scenario
    empty = {"data": {f"additionalProp{n}": {} for n in (1, 2, 3)}}
    submitted = [
        ("Amya Yuko", "sgh123h5-bdb2-11ed-9397-fdae352dfa10", "2022-10-21T00:00:00.000Z"),
        ("Application name", "fdae352d-9397-bdb2-11ed-11ed9397bdb2", "2022-11-22T00:00:00.000Z"),
        ("Application", "11ed9397-11ed-9397-bdb2-sgh123h511ed", "2022-12-23T00:00:00.000Z"),
    ]
    changed = {"applicationName": "Amya Yuko", "applicantId": JOHN, "created": "2000-10-23T00:00:00.000Z",
               "formData": empty | {"eFormId": JOHN}, "documentUrls": ["string"]}  # fmt: skip
    text = "ewogIGZpZWxkbmFtZTogJ2ltYWdlJwp9"
    never = "the text of the suite is no picture or document; our store takes only kinds that a citizen can open"
    counted = [("2021-01-30", "2021-01-30", "day"), ("2021-01-30", "2021-02-06", "week"),
               ("2020-12-30", "2021-01-30", "month"), ("2021-01-30", "2022-01-30", "year")]  # fmt: skip
    return [
        s("all services", get, "services", 200, "empty", client=None,
          not_met="asks that the list of all services be empty, and by name for services that are in it"),
        *(s(f"service named {name}", get, f"services?name={name}", 200, "services", client=None, says={"0.name": name})
          for name in ("Good Health and Well-Being", "Industry and Infrastructure", "Zero Hunger")),
        s("one service", get, f"services/{HEALTH}", 200, "service", client=None, says={"id": HEALTH}),
        s("its forms", get, f"services/{HEALTH}/eForms", 200, "forms", client=None),
        s("a form", get, f"eForms/{FORM}", 200, "form", client=None, says={"eFormId": FORM}),
        s("no form", get, f"eForms/{NOBODY}", 404, client=None),
        s("submit, the least", post, f"services/{MOTHER}/applications", 200, "application", {"applicantId": JOHN}),
        *(s(f"submit for {who}", post, f"services/{MOTHER}/applications", 200, "application",
            {"applicationName": name, "applicantId": who, "created": day},
            says={"serviceId": MOTHER, "applicationData.applicantId": who}) for name, who, day in submitted),
        s("submit to no service", post, f"services/{NOBODY}/applications", 404, body={"applicantId": NOBODY}),
        s("a document, the least", post, "documents", 200, "", {"file": text}, client=None, form=True, not_met=never),
        s("a document", post, "documents?additionalMetadata=additional%20metadata", 200, "stored", {"file": text},
          client=None, form=True, not_met=never),
        s("no document", post, "documents", 400, "error", client=None),
        s("all applications", get, "applications", 200, "applications"),
        s("by service", get, "applications?serviceId=0b4e529c-fe1a-11ed-be56-0242ac120002", 200, "applications"),
        s("by applicant", get, "applications?applicantId=11962de0-11b2-11cc-9390-0242ac121114", 200, "applications"),
        s("by all filters", get, f"applications?serviceId={READ}&applicantId={JOHN}&{PAGE}", 200, "applications"),
        s("of no service", get, f"applications?serviceId={NOBODY}%23-1d", 200, "empty"),
        s("of no applicant", get, f"applications?applicantId={NOBODY}%23-1d", 200, "empty"),
        s("an application", get, f"applications/{READ}", 200, "application", says={"fileId": READ}),
        s("no application", get, f"applications/{NOBODY}", 404),
        s("change an application", put, f"applications/{SENT_BACK}", 200, "application", changed,
          says={"fileId": SENT_BACK}),
        s("change none", put, f"applications/{NOBODY}", 404, body=changed),
        s("all tasks", get, "tasks", 200, "tasks"),
        s("tasks of a file", get, f"tasks?fileId={READ}", 200, "tasks", says={"0.fileId": READ}),
        s("tasks of a main task", get, f"tasks?mainTaskId={JOHN}", 200, "tasks"),
        s("tasks of an official", get, "tasks?assigneeId=42962de0-bdb2-11ed-9397-0242ac120022", 200, "tasks"),
        s("tasks by all filters", get, f"tasks?fileId={READ}&mainTaskId={JOHN}&assigneeId={JOHN}&{PAGE}", 200, "tasks"),
        s("tasks of no file", get, f"tasks?fileId={NOBODY}%23-1d", 200, "empty"),
        s("tasks of no main task", get, f"tasks?mainTaskId={NOBODY}%23-1d", 200, "empty"),
        s("tasks of no official", get, f"tasks?assigneeId={NOBODY}%23-1d", 200, "empty"),
        s("a task", get, f"tasks/{READ}", 200, "task", client=None, says={"taskId": READ}),
        s("no task", get, f"tasks/{NOBODY}", 404, client=None),
        s("complete a task", post, f"tasks/{WAITING}/complete", 200, "completed", empty, client=None),
        s("complete none", post, f"tasks/{NOBODY}/complete", 404, body=empty, client=None),
        s("counts", get, "data/statistics/1.0", 200, "statistics"),
        *(s(f"counts of a {frame}", get, f"data/statistics/1.0?startDate={first}&endDate={last}&registrationName=MCTS"
            f"&operator=Ingmar%20Vali&role=Handler&timeframe={frame}", 200, "statistics",
            says={f"0.references.timeframe{frame.capitalize()}": True}) for first, last, frame in counted),
        *(s(f"counts for the caller {wrong!r}", get, "data/statistics/1.0", 400, client=wrong)
          for wrong in ("", "''", "invalid_header", "eGovStack/GOV/90000009/")),
        s("counts for nobody", get, "data/statistics/1.0", 400, client=None),
        s("counts of no service", get, "data/statistics/1.0?registrationName=n0tex1st", 404),
    ]  # fmt: skip


def person(number: str, first: str, last: str, certificate: str) -> dict[str, str]:
    return {"ID": number, "FirstName": first, "LastName": last, "BirthCertificateID": certificate}


def asked(**fields: str) -> dict[str, Any]:
    return {"query": {"content": fields}}


def registries() -> list[Scenario]:
    """Digital Registries 1.3.0."""
    get, post, put, delete = "get", "post", "put", "delete"
    at, usage = "data/registryname/111", "data/MyPersonalDataUsage/1.0"
    new = [("EE378627342345", "Anna", "Stock", "RR-1234567999"), ("EE34534123", "Zofia", "Don", "RR-5465679229"),
           ("EE38778473", "Elsa", "Smith", "RR-1234537999"), ("RR87483474", "Nick", "Evans", "RR-7898797999"),
           ("PP84848484", "Thomas", "Johnson", "RR-8534567781")]  # fmt: skip
    john = person("EE378627348834", "John", "Helmut", "RR-1234567889")
    black = [("John", "Helmut", "RR-1234567889"), ("Jack", "Black", "RR-1234567880"),
             ("John", "Redwood", "RR-1234567888"), ("Bob", "Rack", "RR-1234567887")]  # fmt: skip
    smith = [person("EE123456789012", "John", "Smith", "RR-1234567890"),
             person("EE098765432109", "Ana", "Adams", "RR-0987654321")]  # fmt: skip
    sparrow = [person("EE123456789012", "Jack", "Sparrow", "RR-1234567890"),
               person("EE098765432109", "Emma", "Brown", "RR-0987654321")]  # fmt: skip
    billy = ("EE378129127223", "Billy", "Johnson", "RR-1112223331")

    def s(*facts: Any, **more: Any) -> Scenario:
        return Scenario(*facts, **{"client": ANYBODY} | more)

    return [
        *(s(f"create {row[1]}", post, f"{at}/create", 200, "content",
            {"ID": row[0], "Firstname": row[1], "LastName": row[2], "BirthCertificateID": row[3]}) for row in new),
        *(s(f"delete {number}", delete, f"{at}/{number}/delete", 204)
          for number in ("EE378627348834", "EE378627348855", "RR378627348834", "DD378627348834")),
        s("John is there", post, f"{at}/exists", 200, "exists", person("ID", "John", "LastName", "BirthertificateID"),
          says={"answer.status": True}),
        *(s(f"{name} is not there", post, f"{at}/exists", 200, "exists",
            person("ID", name, "LastName", "BirthCertificateID"), says={"answer.status": False})
          for name in ("Mike", "Thomas", "Brook", "Alice")),
        s("list", get, at, 200, "list"),
        *(s(f"list of {name}", get, f"{at}?search={name}&filter=FirstName&ordering={order}", 200, "list",
            says={"results.0.FirstName": name})
          for name, order in (("John", "ascending"), ("Alice", "descending"), ("Jack", "ascending"),
                              ("Bob", "descending"))),
        s("list of an empty register", get, "data/registryempty/111", 200, "list", says={"count": 0, "results": []}),
        *(s(f"who read {number}", get, f"{usage}?userID={number}&DatabaseID=MCTS", 200, "usage")
          for number in ("EE378129277266", "EE378129127223", "EE334569121212", "EE390029120500")),
        s("who read ...", get, f"{usage}?userID=...&DatabaseID=MCTS", 400),
        s("who read in ...", get, f"{usage}?userID=EE378129277266&DatabaseID=...", 400),
        s("read John Helmut", post, f"{at}/read", 200, "content", asked(FirstName="John Helmut")),
        *(s(f"read by {name}", post, f"{at}/read", 200, "content", asked(**{name: value}),
            says={f"content.{name}": value})
          for name, value in (("ID", "EE378129127223"), ("FirstName", "Eva"), ("LastName", "Smith"))),
        s("read by certificate", post, f"{at}/read", 200, "content", asked(BirthCertificateID="EE6546273487865"),
          not_met="the suite's own data has this value as an ID, of two people, and as nobody's certificate"),
        s("read by everything", post, f"{at}/read", 200, "content", asked(**person(*billy)),
          says={f"content.{name}": value for name, value in person(*billy).items()}),
        s("read nobody", post, f"{at}/read", 404, "error", asked(FirstName="NotExist")),
        s("read a value", get, f"{at}/80bcb084-fa17-11ed-be56-0242ac120002/read-value/FirstName.json", 200, "text"),
        *(s(f"update to {first} {last}", put, f"{at}/update", 200, "",
            {"write": asked(**john) | {"content": person("EE378627348834", first, last, certificate)}})
          for first, last, certificate in black),
        *(s(f"update all {before}", put, f"{at}/update-entries", 200, "",
            asked(FirstName=before) | {"write": {"content": {"FirstName": after}}})
          for before, after in (("Alina", "Jack"), ("Casandra", "Tamara"), ("Olga", "Alice"))),
        s("update all by everything", put, f"{at}/update-entries", 200, "",
          asked(**person("EE1112223331", *billy[1:]))
          | {"write": {"content": person("EE1112223331", "Bob", "Son", "RR-1112223331")}}),
        *(s(f"update or create {one['FirstName']}", post, f"{at}/update-or-create", 200, "content",
            asked(**one) | {"write": {"content": one}}) for one in smith),
        *(s(f"update or create as {then['FirstName']}", post, f"{at}/update-or-create", 200, "content",
            asked(**one) | {"write": {"content": then}}, says={f"content.{key}": said for key, said in then.items()})
          for one, then in zip(smith, sparrow, strict=True)),
        *(s(f"delete database {number}", delete, f"database/{number}", 200, "text")
          for number in (75858, 6745, 896756, 234234)),
        s("databases", get, "databases", 200, "databases"),
        s("shape a database", post, "database/modify", 200, "schema",
          {"group_name": "Test", "catalog_name": "Mother and Child", "code": "MCR",
           "schema": {"type": "some object", "properties": {"ID": {"type": "some string", "primaryKey": True}}}},
          not_met="its schema says type: some object, which is no JSON Schema"),
        *(s(f"database {number}", get, f"database/{number}", 200, "database")
          for number in (1, 123, 8438778473, 3287483474, 8484848484)),
    ]  # fmt: skip
