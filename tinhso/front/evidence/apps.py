from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "tinhso.front.evidence"
    label = "evidence"
