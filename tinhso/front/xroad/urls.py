"""Addresses of the room xroad: those of the protocol, not ours to choose."""

from django.urls import URLPattern, URLResolver, path

from tinhso.front.xroad import views

app_name = "xroad"
SERVICE = "r1/<str:instance>/<str:member_class>/<str:member>/<str:subsystem>/<str:service>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("listClients", views.list_clients, name="clients"),
    path(SERVICE, views.service, name="root"),
    path(f"{SERVICE}/<path:rest>", views.service, name="service"),
    path(f"{SERVICE}/", views.service, name="slash"),
]
