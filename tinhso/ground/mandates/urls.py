"""Addresses of the room mandates."""

from django.urls import URLPattern, URLResolver, path

from tinhso.ground.mandates.views import asking, comparing, holding

app_name = "mandates"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", holding.overview, name="overview"),
    path("xin/", asking.propose, name="propose"),
    path("trao/", asking.grant, name="grant"),
    path("to-chuc/<int:organisation>/", asking.grant_for, name="organisation"),
    path("doi-chieu/", comparing.waiting, name="waiting"),
    path("<uuid:key>/", holding.show, name="show"),
    path("<uuid:key>/giay-to/", comparing.paper, name="paper"),
]
