"""Addresses of the room dossiers: the officer's side, under /can-bo/ho-so/."""

from django.urls import path

from tinhso.government.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("nop-tai-quay/", views.counter, name="counter"),
    path("nop-tai-quay/<str:procedure>/", views.counter_form, name="counter_form"),
    path("bo-quen/", views.silent, name="silent"),
    path("so-theo-doi/", views.register, name="register"),
    path("lay-y-kien/", views.asked, name="asked"),
    path("<str:code>/", views.show, name="show"),
    path("<str:code>/thao-tac/<slug:verb>/", views.act, name="act"),
    path("<str:code>/giay/<slug:form>.pdf", views.paper, name="paper"),
    path("<str:code>/tep/<uuid:key>/", views.file, name="file"),
    path("<str:code>/ket-qua.pdf", views.result, name="result"),
]
