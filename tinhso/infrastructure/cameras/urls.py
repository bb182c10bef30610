"""Addresses of the register of cameras, under dieu-hanh/camera/."""

from django.urls import URLPattern, URLResolver, path

from tinhso.infrastructure.cameras import views

app_name = "cameras"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.register, name="all"),
    path("ghi/", views.enter, name="enter"),
    path("<int:number>/", views.camera, name="camera"),
    path("quyen/", views.rights, name="rights"),
    path("quyen/<int:number>/thu-hoi/", views.end_right, name="end_right"),
    path("luot-mo/", views.looks, name="looks"),
]
