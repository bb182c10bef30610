"""Addresses of the room evidence."""

from django.urls import URLPattern, URLResolver, path

from tinhso.front.evidence import views

app_name = "evidence"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.heads, name="heads"),
    path("moi-nhat.json", views.newest, name="newest"),
    path("tat-ca.jsonl", views.everything, name="everything"),
    path("chung-thu-goc.pem", views.roots, name="roots"),
]
