"""Addresses of the room status: three for machines, one for everybody, two for operators."""

from django.urls import URLPattern, URLResolver, path

from tinhso.front.status.views import operating, probes, public

app_name = "status"
urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", probes.livez, name="livez"),
    path("readyz", probes.readyz, name="readyz"),
    path("tinh-trang/", public.page, name="public"),
    path("can-bo/van-hanh/", operating.page, name="operating"),
    path("can-bo/van-hanh/bao-tri/", operating.maintenance, name="maintenance"),
    path("can-bo/van-hanh/bao-tri/<int:pk>/huy/", operating.call_off, name="call_off"),
]
