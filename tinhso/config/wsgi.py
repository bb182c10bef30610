"""Django for pages: WSGI, because Django's own ASGI handler costs ten times the CPU per page."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
application = get_wsgi_application()

# Only now: who watches asks rooms, and their models are not loaded before.
from tinhso.config.observing.start import begin  # noqa: E402

begin()
# What is loaded by now stays; to look through it again and again for garbage costs a tenth of a request, and more of a
# large one. What requests leave behind is collected as ever, in larger portions.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
