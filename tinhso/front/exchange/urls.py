"""Addresses of the room exchange."""

from django.urls import URLPattern, URLResolver, path

from tinhso.front.exchange.views import crossings as views
from tinhso.front.exchange.views import packets, portal

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="overview"),
    path("thu/<int:pk>/", views.letter, name="letter"),
    path("thu/<int:pk>/gui-lai/", views.replay, name="replay"),
    path("cong-quoc-gia/", portal.overview, name="portal"),
    path("cong-quoc-gia/<int:pk>/", portal.arrival, name="arrival"),
    path("cong-quoc-gia/<int:pk>/nhan-lai/", portal.take_again, name="take_again"),
    path("gui-lai/", views.dead, name="dead"),
    path("gui-lai/<int:pk>/", views.progress, name="progress"),
    path("goi-tin/", packets.all_packets, name="packets"),
    path("doi-soat/", views.reconciliations, name="reconciliations"),
    path("<slug:partner>/su-kien/", views.events, name="events"),
]
