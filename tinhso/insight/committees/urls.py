"""Addresses of committees and help groups: the work of officials."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.committees import views

app_name = "committees"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("them/", views.found, name="found"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/thanh-vien/", views.seat, name="seat"),
    path("<int:pk>/thoi/<int:member>/", views.unseat, name="unseat"),
]
