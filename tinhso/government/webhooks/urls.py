"""Addresses of the room webhooks."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.webhooks import views

app_name = "webhooks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.subscriptions, name="list"),
    path("<int:pk>/", views.subscription, name="show"),
    path("<int:pk>/doi-khoa/", views.rotate, name="rotate"),
    path("<int:pk>/<slug:verb>/", views.move, name="move"),
    path("luoc-do/<str:kind>.json", views.schema, name="schema"),
]
