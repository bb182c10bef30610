from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tinhso.ground.files"
    label = "files"
