"""Addresses of the room payments."""

from django.urls import URLPattern, URLResolver, path

from tinhso.engines.payments.views import books, paying

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("goi-lai/", paying.callback, name="callback"),
    path("LayThongTinThanhToan/", paying.look_up, name="look_up"),
    path("sai-lech/", books.mismatches, name="mismatches"),
    path("sai-lech/<int:pk>/", books.resolve, name="resolve"),
    path("sai-lech/<int:pk>/hoan/", books.give_back, name="give_back"),
    path("hoan/", books.refunds, name="refunds"),
    path("hoan/<int:pk>/", books.refund, name="refund"),
    path("<slug:code>/", paying.pay, name="pay"),
    path("<slug:code>/truc-tuyen/", paying.pay_online, name="pay_online"),
    path("<slug:code>/ket-qua/", paying.come_back, name="return"),
    path("<slug:code>/vietqr.svg", paying.vietqr, name="vietqr.svg"),
]
