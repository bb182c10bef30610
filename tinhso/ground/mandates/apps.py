from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "tinhso.ground.mandates"
    label = "mandates"
