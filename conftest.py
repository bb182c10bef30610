"""Test set-up: one migrated and loaded template database, copied for every worker."""

from __future__ import annotations

import fcntl
import gc
import hashlib
import itertools
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from tinhso.config.database.migrating import migrate
from tinhso.config.loading import LOADERS
from tinhso.engines.procedures.queries import catalogue, competence
from tinhso.engines.signing import authority
from tinhso.engines.signing.keys.file import PrivateKey
from tinhso.government.documents.queries import kinds
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people import factors, queries, succession

# Partners' doubles are processes: named here, each runs once a worker, whoever asks for it.
pytest_plugins = [
    f"tinhso.ground.gateway.tests.{name}"
    for name in ("doubles", "axis", "portal", "signing_double", "timestamp_double", "subscribers", "data_portals")
]
# Before every fixed moment of the tests: what is published on the day of a run would not stand yet on theirs.
LOADED_AT = datetime(2026, 11, 2, 8, 0, tzinfo=VIETNAM)

# What all tests of a folder share (a running house, an album of all pages) is made once: one worker takes the folder.
ONE_STAGE = ("tests/journeys/", "tests/pages/")
# These begin first: a long test that begins last lets the other worker wait for it. The start-up needs no template
# and so runs while the journeys make one.
LONGEST_FIRST = (
    "tests/journeys/", "tests/house/test_start_up.py", "tests/pages/", "tests/bench/test_harness.py",
    "tests/security/test_doors.py",
)  # fmt: skip

REMEMBERED = (
    queries.agency_standing, queries.agency_by_id, succession.predecessors_of, succession.successors_of,
    competence._first, catalogue.version_by_id, kinds._every_kind,
)  # fmt: skip
gc.disable()  # while thousands of tests are collected, which leaves nothing behind
# Each test client makes the middleware anew: WhiteNoise would look at every static file each time, a fifth of all CPU.
settings.WHITENOISE_AUTOREFRESH = True

# A house that ran here before has published heads of its own journal: they are none of the tests'.
settings.JOURNAL_HEADS = settings.JOURNAL_HEADS.with_name("journal-heads-of-no-test.jsonl")

# How fast a machine draws examples is not what a property promises.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", action="store_true", help="write the README's pictures")
    parser.addoption("--write-plans", action="store_true", help="keep the plans of the hot questions as they are now")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage over and over costs an eighth of all CPU."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, the others in their order."""
    items.sort(key=lambda item: (*(not item.nodeid.startswith(start) for start in LONGEST_FIRST),))


class WholeFiles(LoadScopeScheduling):
    """Gives each worker whole files, so that what a file's tests share is made once; some folders go as one.

    By path, because pytest-xdist's groups are written into the names of tests, which pytest 9 no longer lets it do:
    `--dist loadgroup` spreads the members of a group over the workers and says nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in ONE_STAGE if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Whole files, whatever `--dist` says."""
    return WholeFiles(config, log)


def template_name() -> str:
    """Named after everything that decides its content: migrations, seed files, loaders."""
    digest = hashlib.sha256(LOADED_AT.isoformat().encode())
    root = settings.ROOT
    for pattern in ("tinhso/**/migrations/*.py", "tinhso/**/loading.py", "tinhso/**/loading/*.py", "seed/**/*"):
        for path in sorted(p for p in root.glob(pattern) if p.is_file()):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return f"tinhso_template_{digest.hexdigest()[:12]}"


def use_database(name: str) -> None:
    connections.close_all()
    connection.close_pool()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def copy_template(template: str, name: str, home: str) -> None:
    use_database(home)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    use_database(name)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What processes remember for a minute is here of one test alone; who changes an agency in a test forgets it."""
    for asked in REMEMBERED:
        asked.cache_clear()


@pytest.fixture(autouse=True)
def in_vietnamese() -> None:
    """A page that was asked for in English leaves its language to whatever runs next in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session", autouse=True)
def few_keys() -> Iterator[None]:
    """A new key costs 0.1 s of CPU, and in most tests somebody needs one: people and agencies take turns with 24.

    Real keys of full length, each with certificates of its own; authorities and services make theirs, as always.
    """
    made: list[PrivateKey] = []
    turn = itertools.count()
    issue = authority.issue

    def issue_with_known_key(folder: Path, *, key: PrivateKey | None = None, **facts: Any) -> authority.Issued:
        if key is None:
            place = next(turn) % 24
            if place == len(made):
                made.append(rsa.generate_private_key(public_exponent=65537, key_size=authority.KEY_BITS))
            key = made[place]
        return issue(folder, key=key, **facts)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(authority, "issue", issue_with_known_key)
        yield


@pytest.fixture(scope="session", autouse=True)
def cost_of_codes() -> Iterator[dict[str, int]]:
    """Recovery codes are hashed as cheaply as passwords are here: whoever signs in gets ten. What they really cost."""
    really = factors.SLOWLY
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(factors, "SLOWLY", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})
        yield really


@pytest.fixture(scope="session")
def template_database(django_db_setup: None) -> str:
    """The name of the loaded template, for those who want a copy of their own."""
    return template_name()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest, worker_id: str) -> Iterator[None]:
    """Each worker gets a copy of a template that holds the schema and the province."""
    template, mine = template_name(), f"test_tinhso_{worker_id}_{os.getpid()}"
    home = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock(), (settings.STATE_DIR / "test-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            ready = cursor.fetchone()
            if not ready:
                cursor.execute(f"DROP DATABASE IF EXISTS {template}_making")
                cursor.execute(f"CREATE DATABASE {template}_making")
        if not ready:
            use_database(f"{template}_making")
            migrate()
            for load in LOADERS:
                load(settings.ROOT / "seed", LOADED_AT)
            use_database(home)
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {template}_making RENAME TO {template}")
        copy_template(template, mine, home)

    def fresh_copy(case: TransactionTestCase) -> None:
        """After a test that commits: a new copy, not a flush, which would remove the province."""
        copy_template(template, mine, home)

    TransactionTestCase._fixture_teardown = fresh_copy  # TestCase, which rolls back, has its own
    yield
    with django_db_blocker.unblock():
        use_database(home)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {mine} WITH (FORCE)")
