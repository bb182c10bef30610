"""Addresses of the room staff_accounts."""

from django.urls import URLPattern, URLResolver, path

from tinhso.ground.staff_accounts.views import administering, passwords

app_name = "staff_accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/can-bo/mat-khau/", passwords.change, name="change"),
    path("tai-khoan/can-bo/quen-mat-khau/", passwords.forgotten, name="forgotten"),
    path("tai-khoan/can-bo/thu-moi/<str:token>/", passwords.follow, name="follow"),
    path("tai-khoan/can-bo/dat-mat-khau/", passwords.set_first, name="set"),
    path("can-bo/tai-khoan/", administering.everyone, name="all"),
    path("can-bo/tai-khoan/<int:account_id>/", administering.show, name="account"),
    path("can-bo/tai-khoan/<int:account_id>/moi/", administering.invite, name="invite"),
    path("can-bo/tai-khoan/<int:account_id>/ket-thuc-phien/", administering.end_sessions, name="end_sessions"),
]
