from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tinhso.ground.people"
    label = "people"
