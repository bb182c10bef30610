"""Addresses of the centre, under dieu-hanh/. The stream, dieu-hanh/luong, is served by a process of its own."""

from django.urls import URLPattern, URLResolver, path

from tinhso.insight.ioc.views import alerts, duty, places, wall

app_name = "ioc"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", wall.wall, name="wall"),
    path("tam/", wall.live, name="live"),
    path("ve/", wall.ticket, name="ticket"),
    path("linh-vuc/", wall.domains, name="domains"),
    path("chi-tieu/<str:code>/", wall.indicator, name="indicator"),
    path("ban-do/", places.chart, name="map"),
    path("don-vi/<str:slug>/", places.place, name="place"),
    path("canh-bao/", alerts.board, name="alerts"),
    path("canh-bao/<int:number>/", alerts.alert, name="alert"),
    path("ca-truc/", duty.duty, name="duty"),
    path("nguong/", duty.thresholds, name="thresholds"),
    path("nguong/<int:number>/<str:verb>/", duty.decide, name="decide"),
]
