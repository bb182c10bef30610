from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "tinhso.ground.reference"
    label = "reference"
