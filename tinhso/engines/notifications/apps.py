from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "tinhso.engines.notifications"
    label = "notifications"
