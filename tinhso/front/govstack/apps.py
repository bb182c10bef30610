from django.apps import AppConfig


class GovStackConfig(AppConfig):
    name = "tinhso.front.govstack"
    label = "govstack"
