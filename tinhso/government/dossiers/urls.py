"""Addresses of the room dossiers: the officer's side, under /can-bo/ho-so/."""

from django.urls import path

from tinhso.government.dossiers.views import assisted, cases, counter, ratings, retrieving

app_name = "dossiers"
urlpatterns = [
    path("", cases.queue, name="queue"),
    path("nop-tai-quay/", counter.choose, name="counter"),
    path("nop-tai-quay/<str:procedure>/", counter.begin, name="counter_form"),
    path("nop-tai-quay/dang-nhap/<uuid:key>/", counter.resume, name="counter_resume"),
    path("nop-tai-quay/dang-nhap/<uuid:key>/to-khai/<slug:step>/", counter.step, name="counter_step"),
    path("nop-tai-quay/dang-nhap/<uuid:key>/giay-to/", counter.papers, name="counter_papers"),
    path("nop-tai-quay/dang-nhap/<uuid:key>/tep/<uuid:file>/", counter.scan, name="counter_scan"),
    path("nop-tai-quay/dang-nhap/<uuid:key>/xem-lai/", counter.review, name="counter_review"),
    path("nop-tai-quay/dang-nhap/<uuid:key>/xoa/", counter.discard, name="counter_discard"),
    path("nop-tai-quay/xong/<str:code>/", counter.done, name="counter_done"),
    path("<str:code>/thu-tien-mat/", counter.collect, name="collect"),
    path("bo-quen/", cases.silent, name="silent"),
    path("so-theo-doi/", cases.register, name="register"),
    path("giay-chua-ky/", cases.held_up, name="held_up"),
    path("nop-ho/", assisted.counts, name="assisted"),
    path("nop-ho/<int:agency>/<int:team>/", assisted.behind, name="assisted_behind"),
    path("danh-gia/", ratings.counts, name="ratings"),
    path("danh-gia/<int:agency>/<str:procedure>/", ratings.behind, name="ratings_behind"),
    path("lay-y-kien/", cases.asked, name="asked"),
    path("<str:code>/", cases.show, name="show"),
    path("<str:code>/thao-tac/<slug:verb>/", cases.act, name="act"),
    path("<str:code>/doi-chieu-dan-cu/", retrieving.ask_population, name="ask_population"),
    path("<str:code>/giay/", cases.papers, name="papers"),
    path("<str:code>/giay/<slug:form>/ky/", cases.sign_paper, name="sign_paper"),
    path("<str:code>/giay/<slug:form>.pdf", cases.paper, name="paper"),
    path("<str:code>/tep/<uuid:key>/", cases.file, name="file"),
    path("<str:code>/y-kien/<uuid:key>/", cases.opinion, name="opinion"),
    path("<str:code>/xac-minh/<uuid:key>/", cases.minutes, name="minutes"),
    path("<str:code>/du-thao.pdf", cases.draft, name="draft"),
    path("<str:code>/ket-qua.pdf", cases.result, name="result"),
]
