from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "tinhso.ground.gateway"
    label = "gateway"
