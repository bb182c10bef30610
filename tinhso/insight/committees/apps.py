from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "tinhso.insight.committees"
    label = "committees"
