from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "tinhso.government.webhooks"
    label = "webhooks"
