"""Addresses of the warehouse."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.warehouse import views

app_name = "warehouse"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("<str:code>/", views.metric, name="metric"),
    path("<str:code>/ho-so/", views.behind, name="behind"),
]
