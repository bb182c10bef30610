from django.apps import AppConfig


class WarehouseConfig(AppConfig):
    name = "tinhso.insight.warehouse"
    label = "warehouse"
