"""Addresses of the room signing."""

from django.urls import URLPattern, URLResolver

app_name = "signing"
urlpatterns: list[URLPattern | URLResolver] = []
