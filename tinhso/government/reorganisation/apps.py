from django.apps import AppConfig


class ReorganisationConfig(AppConfig):
    name = "tinhso.government.reorganisation"
    label = "reorganisation"
