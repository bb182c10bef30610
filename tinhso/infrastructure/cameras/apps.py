from django.apps import AppConfig


class CamerasConfig(AppConfig):
    name = "tinhso.infrastructure.cameras"
    label = "cameras"
