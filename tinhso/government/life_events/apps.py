from django.apps import AppConfig


class LifeEventsConfig(AppConfig):
    name = "tinhso.government.life_events"
    label = "life_events"
