"""The worker: takes jobs, stops when asked, and leaves no job behind when it is killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.jobs import forget_finished_jobs, redo_crashed_jobs, rescue_stalled_jobs
from tinhso.config.management.commands import work
from tinhso.config.management.commands.work import connector

pytestmark = pytest.mark.django_db(transaction=True)


def soon(true: Callable[[], bool], seconds: float = 120) -> bool:
    """Whether something comes true before long; a worker that starts beside browsers may take half a minute."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def start_worker() -> Iterator[Callable[[], subprocess.Popen]]:
    started = []
    own = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}"))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")} | {"DATABASE_URL": own}

    def start() -> subprocess.Popen:
        started.append(subprocess.Popen([sys.executable, "manage.py", "work"], cwd=settings.ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def status_of(job: int) -> str:
    return ProcrastinateJob.objects.get(id=job).status


def standing() -> list[tuple[object, ...]]:
    """Every job as it stands, for whoever reads why a test failed."""
    told = ("id", "task_name", "status", "worker_id", "attempts")
    return list(ProcrastinateJob.objects.order_by("id").values_list(*told))


def ended(*, days_ago: int, status: str = "succeeded") -> int:
    """A job that ended some days ago."""
    job = rescue_stalled_jobs.configure(queueing_lock=None).defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job])
        moment = timezone.now() - timedelta(days=days_ago)
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [moment, job])
    return job


CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def test_a_worker_does_the_jobs_forgets_those_long_done_outlives_its_connections_and_stops_when_asked(start_worker):
    old, young, failed = ended(days_ago=4), ended(days_ago=2), ended(days_ago=4, status="failed")
    job = forget_finished_jobs.defer(timestamp=0)
    worker = start_worker()

    assert soon(lambda: status_of(job) == "succeeded"), standing()
    left = ProcrastinateJob.objects.filter(id__in=[old, young, failed]).values_list("id", flat=True)
    assert sorted(left) == sorted([young, failed])
    with connection.cursor() as cursor:
        cursor.execute(CUT)
    later = rescue_stalled_jobs.configure(queueing_lock=None).defer(timestamp=1)
    assert soon(lambda: status_of(later) == "succeeded"), standing()
    assert worker.poll() is None, "the same process goes on"
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0


def test_what_a_job_defers_in_the_worker_vanishes_with_its_transaction():
    with app.replace_connector(connector()), transaction.atomic():
        lost = rescue_stalled_jobs.defer(timestamp=0)
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.filter(id=lost).exists()


def test_a_job_of_a_killed_worker_is_done_by_another(start_worker):
    job = rescue_stalled_jobs.configure(queueing_lock=None).defer(timestamp=0)
    with connection.cursor() as cursor:  # as a killed worker leaves it: taken, and then silence
        long_ago = timezone.now() - timedelta(minutes=5)
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [long_ago])
        dead = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [dead, job])

    app.configure_task("tinhso.config.jobs.rescue_stalled_jobs").defer(timestamp=1)
    start_worker()

    assert soon(lambda: status_of(job) == "succeeded"), standing()


def test_a_job_whose_like_already_waits_is_given_up_when_its_worker_died(start_worker):
    with connection.cursor() as cursor:
        long_ago = timezone.now() - timedelta(minutes=5)
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [long_ago])
        dead = cursor.fetchone()[0]
        left = rescue_stalled_jobs.configure(queueing_lock="once").defer(timestamp=0)
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [dead, left])
    tomorrow = timezone.now() + timedelta(days=1)
    rescue_stalled_jobs.configure(queueing_lock="once", schedule_at=tomorrow).defer(timestamp=1)

    rescue_stalled_jobs.configure(queueing_lock=None).defer(timestamp=2)
    start_worker()

    assert soon(lambda: status_of(left) == "aborted"), standing()


def test_a_job_that_crashed_is_done_again_later_each_time_and_not_for_ever():
    def crashed(attempts: int, ago: timedelta) -> int:
        job = app.configure_task("dossiers.tell_moved").defer(dossier_ids=[], reason=f"{attempts} {ago}")
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'failed', attempts = %s WHERE id = %s", [attempts, job]
            )
            cursor.execute("UPDATE procrastinate_events SET at = now() - %s WHERE job_id = %s", [ago, job])
        return job

    due, again = crashed(0, timedelta(minutes=1)), crashed(3, timedelta(minutes=5))
    early, given_up = crashed(3, timedelta(minutes=3)), crashed(10, timedelta(days=9))

    redo_crashed_jobs.func(timestamp=0)

    assert [status_of(job) for job in (due, again, early, given_up)] == ["todo", "todo", "failed", "failed"]


def test_news_is_heard_again_after_a_reaction_crashed_or_the_database_was_away(monkeypatch):
    stopping, heard = threading.Event(), []

    def react(reader, reactions):
        heard.append(reader)
        if len(heard) == 1:
            raise OperationalError("terminating connection due to administrator command")
        stopping.set()
        return 1

    monkeypatch.setattr(work, "react", react)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)

    work._read_journal(stopping)

    assert heard == ["reactions", "reactions"]
