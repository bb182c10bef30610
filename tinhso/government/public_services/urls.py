"""Addresses of the room public_services."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.public_services.views import finding

app_name = "public_services"
urlpatterns: list[URLPattern | URLResolver] = [
    path("thu-tuc/", finding.search, name="search"),
    path("thu-tuc/<str:code>/", finding.procedure, name="procedure"),
]
