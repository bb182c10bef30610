"""Addresses of the room eforms."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.eforms import views

app_name = "eforms"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.form_list, name="list"),
    path("<slug:code>/<slug:step>/", views.preview, name="preview"),
]
