"""Addresses of the room notifications."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.notifications import views

app_name = "notifications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.preferences, name="preferences"),
    path("to-chuc/<int:organisation>/", views.preferences, name="preferences_of"),
    path("to-chuc/<int:organisation>/lien-he/", views.contact, name="contact_of"),
]
