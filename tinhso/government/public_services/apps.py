from django.apps import AppConfig


class PublicServicesConfig(AppConfig):
    name = "tinhso.government.public_services"
    label = "public_services"
