"""Every address of the site, room by room; Vietnamese words without marks for people's pages."""

from django.urls import URLPattern, URLResolver, include, path

from tinhso.ground.web import views as web

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", web.healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
]
handler404 = "tinhso.ground.web.views.not_found"
handler500 = "tinhso.ground.web.views.crashed"
handler403 = "tinhso.ground.web.views.forbidden"
