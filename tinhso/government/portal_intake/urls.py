"""Addresses of the room portal_intake: as those of the portal's own classic interface."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.portal_intake import views

app_name = "portal_intake"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mapi/login", views.log_in, name="log_in"),
    path("tep/<str:code>/<uuid:key>/", views.file, name="file"),
    path("mapi/g", views.serve, name="serve"),
]
