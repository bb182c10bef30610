"""Addresses of the room payments."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.payments import views

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("goi-lai/", views.callback, name="callback"),
    path("LayThongTinThanhToan/", views.look_up, name="look_up"),
    path("sai-lech/", views.mismatches, name="mismatches"),
    path("sai-lech/<int:pk>/", views.resolve, name="resolve"),
    path("<str:code>/", views.pay, name="pay"),
    path("<str:code>/truc-tuyen/", views.pay_online, name="pay_online"),
    path("<str:code>/ket-qua/", views.come_back, name="return"),
    path("<str:code>/vietqr.svg", views.vietqr, name="vietqr.svg"),
]
