from django.apps import AppConfig


class IocConfig(AppConfig):
    name = "tinhso.insight.ioc"
    label = "ioc"
