"""Addresses of the room bulk_signing."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.bulk_signing import views

app_name = "bulk_signing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.lists, name="lists"),
    path("mo/<int:agency>/<str:kind>/", views.open_list, name="open"),
    path("<uuid:key>/", views.show, name="show"),
    path("<uuid:key>/tien-do/", views.progress, name="progress"),
    path("<uuid:key>/<slug:verb>/", views.act, name="act"),
    path("<uuid:key>/giay/<int:item>/tra-lai/", views.send_back, name="send_back"),
    path("<uuid:key>/giay/<int:item>/<slug:verb>/", views.move_item, name="move_item"),
]
