"""What must stand before anything serves: tables, static files, the province; one process, as starting one is dear."""

from __future__ import annotations

import os

import django
from django.core.management import call_command


def prepare() -> None:
    """Migrate, gather static files, load `seed/`: each safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_province")


if __name__ == "__main__":
    prepare()
