"""Addresses of scorecards."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.scorecards.views import duties, own, public, versions

app_name = "scorecards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.index, name="index"),
    path("cua-toi/", duties.mine, name="mine"),
    path("minh-chung/<uuid:key>/", own.evidence, name="evidence"),
    path("phien-ban/<str:code>/", versions.show, name="version"),
    path("phien-ban/<str:code>/phu-luc/", versions.annex, name="annex"),
    path("phien-ban/<str:code>/ky/<int:year>/", duties.progress, name="progress"),
    path("phien-ban/<str:code>/ky/<int:year>/dem/", duties.count, name="count"),
    path("phien-ban/<str:code>/phan-cong/<int:year>/", duties.assign, name="duties"),
    path("phien-ban/<str:code>/phan-cong/<int:year>/<str:node>/", duties.duty, name="duty"),
    path("phien-ban/<str:code>/<str:verb>/", versions.move, name="move_version"),
    path("bo/<str:code>/", public.family, name="family"),
    path("bo/<str:code>/<int:year>/<int:rank_of>/", public.league, name="league"),
    path("<str:code>/<str:unit>/<int:year>/", public.result, name="result"),
    path("<str:code>/<str:unit>/<int:year>/cham/", own.sheet, name="sheet"),
    path("<str:code>/<str:unit>/<int:year>/dong/", own.close, name="close"),
    path("<str:code>/<str:unit>/<int:year>/cong-bo/<str:verb>/", own.publish, name="publish"),
    path("<str:code>/<str:unit>/<int:year>/cham/<str:node>/", own.entry, name="entry"),
]
