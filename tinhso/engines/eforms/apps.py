from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "tinhso.engines.eforms"
    label = "eforms"
