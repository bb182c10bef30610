"""What must stand before anything serves: tables, static files, the province; one process, as starting one is dear."""

from __future__ import annotations

import os

import django
from django.core.management import call_command

from tinhso.config.database import rights
from tinhso.config.database.migrating import migrate
from tinhso.config.launch.databases import APP_ROLE, APP_SECRET


def prepare() -> None:
    """Migrate, gather static files, load `seed/`: each safe to repeat. As the owner of the tables.

    The role of web and worker gets its rights; where the server is ours (the launcher says so), the role itself, too.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    django.setup()
    migrate()
    if os.environ.get(APP_SECRET):
        rights.ensure_role(APP_ROLE, os.environ[APP_SECRET])
    if rights.stands_beside(APP_ROLE):
        rights.grant(APP_ROLE)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_province")


if __name__ == "__main__":
    prepare()
