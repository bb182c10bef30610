from django.apps import AppConfig


class PortalIntakeConfig(AppConfig):
    name = "tinhso.government.portal_intake"
    label = "portal_intake"
