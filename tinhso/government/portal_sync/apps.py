from django.apps import AppConfig


class PortalSyncConfig(AppConfig):
    name = "tinhso.government.portal_sync"
    label = "portal_sync"
