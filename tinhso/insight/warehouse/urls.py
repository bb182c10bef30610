"""Addresses of the warehouse: figures for everybody under so-lieu/, entering for officials under can-bo/so-lieu/."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.warehouse.views import entering, figures, published, quality, statistics

app_name = "warehouse"
urlpatterns: list[URLPattern | URLResolver] = [
    path("can-bo/so-lieu/", entering.board, name="entering"),
    path("can-bo/so-lieu/nhap/<str:code>/<str:ky>/", entering.sheet, name="sheet"),
    path("can-bo/so-lieu/so/<int:number>/", entering.observation, name="observation"),
    path("can-bo/so-lieu/so/<int:number>/tep/", entering.evidence, name="evidence"),
    path("so-lieu/", figures.index, name="index"),
    path("so-lieu/da-cong-bo/", published.published, name="published"),
    path("so-lieu/da-cong-bo/<slug:indicator>/", published.published_of, name="published_of"),
    path("so-lieu/thong-ke/", statistics.statistics, name="statistics"),
    path("so-lieu/thong-ke/<str:code>/", statistics.statistic, name="statistic"),
    path("so-lieu/chat-luong/", quality.board, name="quality"),
    path("so-lieu/chat-luong/<str:slug>/", quality.of_agency, name="quality_of"),
    path("so-lieu/<str:code>/", figures.metric, name="metric"),
    path("so-lieu/<str:code>/ho-so/", figures.behind, name="behind"),
]
