"""Django for pages: WSGI, because Django's own ASGI handler costs ten times the CPU per page."""

import gc
import os

from django.core.wsgi import get_wsgi_application

gc.set_threshold(20_000, 20, 50)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
application = get_wsgi_application()

# Only now: these ask rooms, and their models are not loaded before.
from django.urls import reverse  # noqa: E402

from tinhso.config.observing.start import begin  # noqa: E402
from tinhso.insight.warehouse.lake import warm  # noqa: E402

begin()
# What the first visitor of each process would wait for: every address with what stands behind it, and the engine of the
# figures. It is loaded before the process listens, so that nobody waits.
reverse("ioc:wall")
warm()
# What is loaded by now stays; to look through it again and again for garbage costs a tenth of a request, and more of a
# large one. What requests leave behind is collected as ever, in larger portions.
gc.collect()
gc.freeze()
