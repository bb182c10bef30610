from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "tinhso.engines.payments"
    label = "payments"
