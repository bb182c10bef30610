"""Addresses of the room registers."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.registers.views import listing as views
from tinhso.engines.registers.views import proposing

app_name = "registers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.registers, name="all"),
    path("<slug:code>/", views.register, name="show"),
    path("<slug:code>/de-nghi/", proposing.new, name="propose"),
    path("<slug:code>/de-nghi/<int:number>/", proposing.proposal, name="proposal"),
    path("<slug:code>/ban-ghi/<uuid:uuid>/", proposing.record, name="record"),
]
