"""Addresses of 766."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.service_index import views

app_name = "service_index"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="overview"),
    path("<str:code>/thu-tuc/", views.procedures, name="procedures"),
    path("<str:code>/ho-so/", views.lost, name="lost"),
]
