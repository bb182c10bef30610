from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "tinhso.insight.open_data"
    label = "open_data"
