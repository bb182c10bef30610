"""The process that holds those who watch a wall: granian → ASGI, without Django's own handler (docs/decisions/153)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
django.setup()

from tinhso.insight.ioc.streaming import Streams  # noqa: E402

application = Streams()
