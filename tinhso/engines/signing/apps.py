from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "tinhso.engines.signing"
    label = "signing"
