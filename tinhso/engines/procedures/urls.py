"""Addresses of the catalogue for staff."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.procedures import views

app_name = "procedures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.catalogue, name="catalogue"),
    path("nhap-tu-cong-quoc-gia/", views.import_national, name="import"),
    path("<str:code>/<int:number>/", views.version, name="version"),
    path("<str:code>/<int:number>/sua/", views.edit, name="edit"),
    path("<str:code>/<int:number>/cong-khai/", views.publish, name="publish"),
    path("<str:code>/<int:number>/bai-bo/", views.retire, name="retire"),
    path("<str:code>/<int:number>/phien-ban-moi/", views.begin, name="begin"),
]
