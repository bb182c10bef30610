from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "tinhso.insight.plans"
    label = "plans"
