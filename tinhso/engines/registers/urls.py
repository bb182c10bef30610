"""Addresses of the room registers."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.registers import views

app_name = "registers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.registers, name="all"),
    path("<slug:code>/", views.register, name="show"),
]
