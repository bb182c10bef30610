from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "tinhso.insight.briefings"
    label = "briefings"
