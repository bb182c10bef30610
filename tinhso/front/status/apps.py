from django.apps import AppConfig


class StatusConfig(AppConfig):
    name = "tinhso.front.status"
    label = "status"
