"""Addresses of the room workflow."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.workflow import views

app_name = "workflow"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.calendar, name="calendar"),
    path("<int:year>/", views.calendar, name="calendar_year"),
    path("gio-lam-viec/", views.hours, name="hours"),
    path("cong-bo/", views.announce, name="announce"),
]
