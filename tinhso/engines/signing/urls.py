"""Addresses of the room signing."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.signing import views

app_name = "signing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.verify_upload, name="verify_upload"),
    path("thu-hoi/<str:label>.crl", views.revocation_list, name="revocation_list"),
    path("<str:code>/", views.verify, name="verify"),
    path("<str:code>/bao-cao.json", views.kept_report, name="kept_report"),
]
