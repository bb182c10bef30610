"""Addresses of playbooks, under dieu-hanh/kich-ban/."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.playbooks import views

app_name = "playbooks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.everything, name="all"),
    path("soan/", views.write, name="write"),
    path("<int:number>/", views.playbook, name="playbook"),
    path("<int:number>/sua/", views.change, name="change"),
    path("<int:number>/kich-hoat/", views.begin, name="begin"),
    path("lan/<int:number>/", views.run, name="run"),
]
