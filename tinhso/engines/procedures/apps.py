from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "tinhso.engines.procedures"
    label = "procedures"
