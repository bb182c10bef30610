from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "tinhso.front.home"
    label = "home"
