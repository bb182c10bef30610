from django.apps import AppConfig


class ServiceIndexConfig(AppConfig):
    name = "tinhso.insight.service_index"
    verbose_name = "Chỉ số phục vụ (766)"
