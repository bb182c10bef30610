from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "tinhso.config"
    label = "config"
