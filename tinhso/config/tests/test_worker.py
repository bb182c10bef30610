"""The worker: takes jobs, stops when asked, and leaves no job behind when it is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.jobs import forget_finished_jobs, rescue_stalled_jobs

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


def test_a_worker_does_the_jobs_forgets_those_long_done_and_stops_when_asked(start_worker):
    old, young, failed = ended(days_ago=4), ended(days_ago=2), ended(days_ago=4, status="failed")
    job = forget_finished_jobs.defer(timestamp=0)
    worker = start_worker()

    assert soon(lambda: status_of(job) == "succeeded"), standing()
    left = ProcrastinateJob.objects.filter(id__in=[old, young, failed]).values_list("id", flat=True)
    assert sorted(left) == sorted([young, failed])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0


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
