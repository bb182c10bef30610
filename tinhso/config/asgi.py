"""The thin shell that granian serves: every page goes to Django through WSGI threads."""

from a2wsgi import WSGIMiddleware

from tinhso.config.wsgi import application as pages

application = WSGIMiddleware(pages, workers=8)  # type: ignore[arg-type]
