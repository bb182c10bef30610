"""Addresses of briefings: what is published, for everybody; writing and approving, for officials."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.briefings import views

app_name = "briefings"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("<slug:kind>/<str:of>/", views.show, name="show"),
    path("<slug:kind>/<str:of>/pdf/", views.pdf, name="pdf"),
    path("<slug:kind>/<str:of>/viet/", views.write, name="write"),
    path("<slug:kind>/<str:of>/<str:verb>/", views.move, name="move"),
]
