"""Addresses of the room people."""

from django.urls import URLPattern, URLResolver, path

from tinhso.ground.people.views import account, clients, factors, passkeys, sign_in, vneid

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", account.profile, name="profile"),
    path("phien-dang-nhap/", account.sign_ins, name="sign_ins"),
    path("phien-dang-nhap/ket-thuc/", account.end_sign_ins, name="end_sign_ins"),
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("vneid/di/", vneid.depart, name="vneid_depart"),
    path("vneid/ve/", vneid.come_back, name="vneid_return"),
    path("can-bo/", sign_in.staff_sign_in, name="staff_sign_in"),
    path("can-bo/ma-xac-thuc/", factors.second_factor, name="second_factor"),
    path("can-bo/xac-thuc-hai-lop/", factors.enrol, name="enrol"),
    path("can-bo/ma-khoi-phuc/", factors.recovery_codes, name="recovery_codes"),
    path("can-bo/ung-dung-ket-noi/", clients.api_clients, name="api_clients"),
    path("can-bo/ung-dung-ket-noi/<int:client_id>/thu-hoi/", clients.revoke_api_client, name="revoke_api_client"),
    path("can-bo/khoa-truy-cap/them/", passkeys.begin_adding, name="passkey_begin_adding"),
    path("can-bo/khoa-truy-cap/them/xong/", passkeys.finish_adding, name="passkey_finish_adding"),
    path("can-bo/khoa-truy-cap/go/", passkeys.remove, name="passkey_remove"),
    path("can-bo/khoa-truy-cap/dung/", passkeys.begin_use, name="passkey_begin_use"),
    path("can-bo/khoa-truy-cap/dung/xong/", passkeys.finish_use, name="passkey_finish_use"),
]
