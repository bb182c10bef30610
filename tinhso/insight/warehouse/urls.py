"""Addresses of the warehouse."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.warehouse.views import figures, published

app_name = "warehouse"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", figures.index, name="index"),
    path("da-cong-bo/", published.published, name="published"),
    path("da-cong-bo/<slug:indicator>/", published.published_of, name="published_of"),
    path("<str:code>/", figures.metric, name="metric"),
    path("<str:code>/ho-so/", figures.behind, name="behind"),
]
