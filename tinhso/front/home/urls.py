"""Addresses of the room home."""

from django.urls import URLPattern, URLResolver, path

from tinhso.front.home import views

app_name = "home"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("cua-toi/", views.mine, name="mine"),
    path("tai-khoan/ai-da-xem/", views.looks, name="looks"),
    path("can-bo/", views.desk, name="desk"),
]
