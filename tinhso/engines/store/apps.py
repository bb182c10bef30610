from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "tinhso.engines.store"
    label = "store"
