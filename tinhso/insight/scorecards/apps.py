from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "tinhso.insight.scorecards"
    label = "scorecards"
