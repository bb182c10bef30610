from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "tinhso.engines.registers"
    label = "registers"
