"""What watching was asked for is there, across processes; what was not asked for is not even imported."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings as house
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.observing import start
from tinhso.config.observing.job_tracks import on_track
from tinhso.config.reactions import REACTIONS
from tinhso.ground.gateway import actions
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.tests.doubles import free_port, wait_for_port
from tinhso.ground.gateway.tests.letters import LANE, post
from tinhso.ground.gateway.tests.outside import outside
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.ground.watch import parts

COSTLY = ("opentelemetry", "prometheus_client")
WATCHERS = {"figures.py", "tracing.py", "pushing.py"}


@pytest.fixture(scope="module")
def collector() -> Iterator[str]:
    """A process of its own that speaks OTLP; where the libraries send to."""
    address = f"http://127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tinhso.ground.gateway.doubles.collector", address], cwd=house.ROOT
    )
    wait_for_port(int(address.rpartition(":")[2]), process)
    yield address
    process.terminate()
    process.wait(5)


@pytest.fixture
def otlp(collector, monkeypatch) -> str:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector)
    return collector


@pytest.fixture(scope="module")
def figures(tmp_path_factory) -> Iterator[ModuleType]:
    """The figures, kept in a folder of this test."""
    folder = tmp_path_factory.mktemp("figures")
    kept, os.environ["PROMETHEUS_MULTIPROC_DIR"] = os.environ.get("PROMETHEUS_MULTIPROC_DIR"), str(folder)
    before = house.FIGURES_DIR
    house.FIGURES_DIR = folder
    yield importlib.import_module("tinhso.config.observing.figures")
    house.FIGURES_DIR = before
    if kept is None:
        del os.environ["PROMETHEUS_MULTIPROC_DIR"]


def imports(path) -> set[str]:
    """What a file imports of what costs, or of who watches; `if` at its top included."""
    text, named = path.read_text(), set()
    if not any(word in text for word in (*COSTLY, "config.observing")):
        return named
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            named |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named.add(node.module)
    return named


def test_unasked_nothing_watches_and_no_module_of_the_product_imports_what_would():
    product = [p for p in (house.ROOT / "tinhso").rglob("*.py") if not {"tests", "doubles"} & set(p.parts)]
    named = [(p.name, imports(p)) for p in product]
    importing = {file for file, found in named if any(one.startswith(COSTLY) for one in found)}
    behind = {file for file, found in named if any("config.observing" in one for one in found)} - WATCHERS

    assert importing == WATCHERS
    assert behind == {"start.py", "urls.py", "views.py", "wsgi.py", "work.py"}, "start.py alone decides"
    assert start.scrape() is None
    assert start.push() is False
    assert start.counting(REACTIONS) is REACTIONS
    assert parts.part("act", "x") is parts.UNWATCHED


@pytest.mark.django_db
def test_from_the_controllers_button_to_the_partner_is_one_trace(otlp, residence_double):
    tracing = importlib.import_module("tinhso.config.observing.tracing")
    post()
    OutboxMessage.objects.update(state="DEAD", tries=1)
    ProcrastinateJob.objects.filter(task_name="gateway.deliver").delete()
    controller = person_of(make_official(agency("NB.VP"), "CONTROLLER"), on=timezone.localdate())
    client = Client()
    client.force_login(Account.objects.get(pk=controller.account_id))
    provider = tracing.provider()
    spans = tracing.begin(provider)
    try:
        answer = client.post(reverse("exchange:replay", args=[OutboxMessage.objects.get().pk]))
        run_as_a_worker_does(ProcrastinateJob.objects.get(task_name="gateway.deliver"))
        provider.force_flush()
    finally:
        tracing.end(spans)
        provider.shutdown()

    assert OutboxMessage.objects.get().state == "DELIVERED"
    heard = outside.get(f"{otlp}/__heard").json()["spans"]
    by_name = {one["name"]: one for one in heard}
    web, job, call = (
        by_name["POST /truc-ket-noi/thu/<int:pk>/gui-lai/"],
        by_name["job gateway.deliver"],
        by_name["http residence"],
    )
    assert {one["trace_id"] for one in heard} == {web["trace_id"]}
    assert {one["service"] for one in heard} == {"tinhso"}
    ancestors = set()
    at, by_id = call, {one["span_id"]: one for one in heard}
    while at["parent"]:
        at = by_id[at["parent"]]
        ancestors.add(at["name"])
    assert {job["name"], "act gateway.replay", web["name"], "call residence"} <= ancestors
    assert web["facts"]["tinhso.request_id"] == answer["X-Request-Id"] == job["facts"]["tinhso.request_id"]
    told = outside.get(f"{residence_double.address}/__faults").json()["traceparents"]
    assert f"00-{web['trace_id']}-{call['span_id']}-01" in told, "the partner hears of the trace"
    statements = [one["facts"]["db.query.text"] for one in heard if "db.query.text" in one["facts"]]
    assert statements
    assert "036196001234" not in str(heard)
    assert "Nguyễn Văn Bình" not in str(heard)


def run_as_a_worker_does(job: ProcrastinateJob) -> None:
    """The job inside our middleware, in this very thread, which sees the transaction of the test."""
    arguments = dict(job.args)

    class Context:
        job = type("Job", (), {"task_name": "gateway.deliver", "task_kwargs": arguments, "attempts": 0})

    deliver = sync_to_async(lambda: actions.deliver(arguments["partner"], arguments["lane"], now=timezone.now()))
    async_to_sync(on_track)(deliver, Context(), None)
    assert arguments == {"partner": "residence", "lane": LANE}, "the track is no argument of the job"


@pytest.mark.django_db
def test_requests_of_several_processes_are_one_figure(figures):
    keeper = figures._Keeper()
    parts.watch(keeper)
    try:
        child = os.fork()
        if not child:  # another web process
            with parts.part("request", "GET", route="/x/", method="GET", status=200):
                pass
            os._exit(0)
        with parts.part("request", "GET", route="/x/", method="GET", status=200):
            pass
        with pytest.raises(ZeroDivisionError), parts.part("call", "residence"):
            1 / 0  # noqa: B018
        os.waitpid(child, 0)
    finally:
        parts.unwatch(keeper)

    text = figures.scrape().decode()
    assert 'tinhso_requests_total{method="GET",route="/x/",status="200"} 2.0' in text
    assert 'tinhso_part_errors_total{error="ZeroDivisionError",kind="call",name="residence"} 1.0' in text
    assert "tinhso_database_up 1.0" in text
    assert "tinhso_reactions_unread " in text


@pytest.mark.django_db
def test_figures_are_for_who_knows_the_token_and_a_figure_says_when_the_database_is_slow(
    client, figures, settings, monkeypatch
):
    settings.METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics", headers={"Authorization": "Bearer a-long-token"}).status_code == 404, "none are kept"
    monkeypatch.setattr(start, "_scrape", [figures.scrape])
    post()

    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": "Bearer a-long-token"})
    assert answer.status_code == 200
    assert 'tinhso_jobs_waiting{task="gateway.deliver"} 1.0' in answer.text
    assert 'tinhso_letters_waiting{partner="residence"} 1.0' in answer.text
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404, (
        "an empty token opens nothing"
    )


@pytest.mark.django_db
def test_a_collector_gets_the_same_figures(otlp, figures):
    pushing = importlib.import_module("tinhso.config.observing.pushing")
    figures.SECONDS.labels("/y/").observe(0.02)
    figures.FACTS.labels("dossiers.filed").inc()
    pushing.push()

    got = outside.get(f"{otlp}/__heard").json()["metrics"]
    assert got["tinhso_request_seconds"] >= 1
    assert got["tinhso_facts"] >= 1
    assert got["tinhso_database_up"] == 1
