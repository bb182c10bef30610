from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tinhso.front.exchange"
    label = "exchange"
