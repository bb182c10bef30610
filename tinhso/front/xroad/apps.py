from django.apps import AppConfig


class XRoadConfig(AppConfig):
    name = "tinhso.front.xroad"
    label = "xroad"
