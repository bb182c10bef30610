from django.apps import AppConfig


class DigitisingConfig(AppConfig):
    name = "tinhso.government.digitising"
    label = "digitising"
