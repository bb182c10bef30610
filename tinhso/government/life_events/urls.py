"""Addresses of the room life_events."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.life_events import views

app_name = "life_events"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.cases, name="cases"),
    path("tep/<str:token>/", views.file, name="file"),
    path("nop-tai-quay/", views.file_at_counter, name="counter"),
    path("<str:code>/giay-hen.pdf", views.receipt, name="receipt"),
    path("<str:code>/bo-sung/<slug:part>/", views.answer, name="answer"),
    path("<str:code>/rut/", views.withdraw, name="withdraw"),
    path("<str:code>/huy/", views.undo, name="undo"),
]
