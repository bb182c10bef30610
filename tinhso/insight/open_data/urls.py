"""Addresses of open data: du-lieu/ for everybody, api/3/action/ for programs, can-bo/ for officials."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.open_data.views import actions, catalogue, datasets, requests

app_name = "open_data"
urlpatterns: list[URLPattern | URLResolver] = [
    path("du-lieu/", catalogue.catalogue, name="catalogue"),
    path("du-lieu/danh-muc.<slug:kind>", catalogue.described, name="described"),
    path("du-lieu/yeu-cau/", requests.public, name="requests"),
    path("du-lieu/yeu-cau/<uuid:key>/", requests.own, name="request"),
    path("du-lieu/mo/<slug:code>/", datasets.dataset, name="dataset"),
    path("du-lieu/mo/<slug:code>.<slug:kind>", datasets.described, name="dataset_described"),
    path("du-lieu/mo/<slug:code>/<int:number>/", datasets.version, name="version"),
    path("du-lieu/mo/<slug:code>/<int:number>/<slug:name>.<slug:form>", datasets.file, name="file"),
    path("can-bo/du-lieu/yeu-cau/", requests.desk, name="desk"),
    path("can-bo/du-lieu/yeu-cau/<str:code>/", requests.case, name="case"),
    path("api/3/action/<slug:name>", actions.action, name="action"),
    path("api/action/<slug:name>", actions.action, name="action_unversioned"),
]
