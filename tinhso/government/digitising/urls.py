"""Addresses of the room digitising, under /can-bo/so-hoa/."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.digitising.views import report, sheets

app_name = "digitising"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", sheets.waiting, name="waiting"),
    path("ty-le-tai-su-dung/", report.counts, name="reuse"),
    path("ty-le-tai-su-dung/<int:agency>/", report.behind, name="reuse_behind"),
    path("<str:code>/", sheets.dossier, name="dossier"),
    path("<str:code>/<int:part>/", sheets.sheet, name="sheet"),
    path("<str:code>/<int:part>/dung-ban-trong-kho/", sheets.reuse, name="take_stored"),
    path("<str:code>/<int:part>/thay-bang-du-lieu/", sheets.use_data, name="take_snapshot"),
    path("<str:code>/kho/<uuid:key>/", sheets.stored, name="stored"),
    path("<str:code>/kho/<uuid:key>/thu-hoi/", sheets.take_out, name="take_out"),
]
