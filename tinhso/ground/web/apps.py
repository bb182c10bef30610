from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tinhso.ground.web"
    label = "web"
