from django.apps import AppConfig


class StaffAccountsConfig(AppConfig):
    name = "tinhso.ground.staff_accounts"
    label = "staff_accounts"
