from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tinhso.government.documents"
    label = "documents"
