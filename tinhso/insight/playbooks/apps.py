from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "tinhso.insight.playbooks"
    label = "playbooks"
