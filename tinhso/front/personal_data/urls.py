"""Addresses of personal data: for its subject, and for those who answer for it."""

from django.urls import URLPattern, URLResolver, path

from tinhso.front.personal_data.views import inbox, mine, register

app_name = "personal_data"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/du-lieu-cua-toi/", mine.mine, name="mine"),
    path("tai-khoan/du-lieu-cua-toi/yeu-cau/", mine.ask, name="ask"),
    path("tai-khoan/du-lieu-cua-toi/dong-y/", mine.consents, name="consents"),
    path("tai-khoan/du-lieu-cua-toi/<str:code>/", mine.show, name="show"),
    path("tai-khoan/du-lieu-cua-toi/<str:code>/giay-nhan/", mine.receipt, name="receipt"),
    path("tai-khoan/du-lieu-cua-toi/<str:code>/ban-sao/", mine.copy, name="copy"),
    path("can-bo/du-lieu-ca-nhan/", inbox.inbox, name="inbox"),
    path("can-bo/du-lieu-ca-nhan/so-xu-ly/", register.register, name="register"),
    path("can-bo/du-lieu-ca-nhan/vi-pham/", register.breaches, name="breaches"),
    path("can-bo/du-lieu-ca-nhan/vi-pham/<str:code>/", register.breach, name="breach"),
    path("can-bo/du-lieu-ca-nhan/vi-pham/<str:code>/thong-bao/", register.notice, name="notice"),
    path("can-bo/du-lieu-ca-nhan/<str:code>/", inbox.case, name="case"),
]
