"""Addresses of the room exchange."""

from django.urls import URLPattern, URLResolver, path

from tinhso.front.exchange import views

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="overview"),
    path("thu/<int:pk>/", views.letter, name="letter"),
    path("thu/<int:pk>/gui-lai/", views.replay, name="replay"),
    path("gui-lai/", views.dead, name="dead"),
    path("gui-lai/<int:pk>/", views.progress, name="progress"),
    path("doi-soat/", views.reconciliations, name="reconciliations"),
    path("<slug:partner>/su-kien/", views.events, name="events"),
]
