from django.apps import AppConfig


class BulkSigningConfig(AppConfig):
    name = "tinhso.government.bulk_signing"
    label = "bulk_signing"
