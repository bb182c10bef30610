"""Addresses of the room public_services."""

from django.urls import URLPattern, URLResolver

app_name = "public_services"
urlpatterns: list[URLPattern | URLResolver] = []
