"""Addresses of the room payments."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.payments import views

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("goi-lai/", views.callback, name="callback"),
    path("LayThongTinThanhToan/", views.look_up, name="look_up"),
    path("sai-lech/", views.mismatches, name="mismatches"),
    path("sai-lech/<int:pk>/", views.resolve, name="resolve"),
    path("<slug:code>/", views.pay, name="pay"),
    path("<slug:code>/truc-tuyen/", views.pay_online, name="pay_online"),
    path("<slug:code>/ket-qua/", views.come_back, name="return"),
    path("<slug:code>/vietqr.svg", views.vietqr, name="vietqr.svg"),
]
