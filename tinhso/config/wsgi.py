"""Django for pages: WSGI, because Django's own ASGI handler costs ten times the CPU per page."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
application = get_wsgi_application()
