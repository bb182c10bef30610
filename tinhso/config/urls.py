"""Every address of the site, room by room; Vietnamese words without marks for people's pages."""

from django.urls import URLPattern, URLResolver, include, path

from tinhso.config.api import api, govstack
from tinhso.config.navigation import dossier_pages
from tinhso.config.observing.views import metrics
from tinhso.government.documents.urls import routes as documents
from tinhso.ground.web import views as web

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", web.healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path(".well-known/security.txt", web.security_txt, name="security_txt"),
    path("api/", api.urls),
    path("govstack/", govstack.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("tinhso.front.home.urls")),
    path("", include("tinhso.government.public_services.urls")),
    path("cong-quoc-gia/", include("tinhso.government.portal_intake.urls")),
    path("lien-thong/", include("tinhso.government.life_events.urls")),
    path("can-bo/ky-loat/", include("tinhso.government.bulk_signing.urls")),
    path("can-bo/ho-so/", include("tinhso.government.dossiers.urls")),
    path("can-bo/van-ban/", include(documents(dossier_pages))),
    path("can-bo/so-hoa/", include("tinhso.government.digitising.urls")),
    path("can-bo/lich-lam-viec/", include("tinhso.engines.workflow.urls")),
    path("can-bo/thu-tuc/", include("tinhso.engines.procedures.urls")),
    path("can-bo/co-so-du-lieu/", include("tinhso.engines.registers.urls")),
    path("bieu-mau/", include("tinhso.engines.eforms.urls")),
    path("", include("tinhso.insight.warehouse.urls")),
    path("", include("tinhso.insight.open_data.urls")),
    path("chi-so/766/", include("tinhso.insight.service_index.urls")),
    path("chi-so/", include("tinhso.insight.scorecards.urls")),
    path("ke-hoach/ban-chi-dao/", include("tinhso.insight.committees.urls")),
    path("ke-hoach/ban-tin/", include("tinhso.insight.briefings.urls")),
    path("ke-hoach/", include("tinhso.insight.plans.urls")),
    path("dieu-hanh/camera/", include("tinhso.infrastructure.cameras.urls")),
    path("dieu-hanh/kich-ban/", include("tinhso.insight.playbooks.urls")),
    path("dieu-hanh/", include("tinhso.insight.ioc.urls")),
    path("xac-minh/", include("tinhso.engines.signing.urls")),
    path("thanh-toan/", include("tinhso.engines.payments.urls")),
    path("thong-bao/", include("tinhso.engines.notifications.urls")),
    path("", include("tinhso.front.status.urls")),
    path("so-nhat-ky/", include("tinhso.front.evidence.urls")),
    path("truc-ket-noi/dang-ky/", include("tinhso.government.webhooks.urls")),
    path("truc-ket-noi/", include("tinhso.front.exchange.urls")),
    path("uy-quyen/", include("tinhso.ground.mandates.urls")),
    path("", include("tinhso.front.xroad.urls")),
    path("", include("tinhso.front.personal_data.urls")),
    path("tai-khoan/", include("tinhso.ground.people.urls")),
    path("", include("tinhso.ground.staff_accounts.urls")),
]
handler404 = "tinhso.ground.web.views.not_found"
handler500 = "tinhso.ground.web.views.crashed"
handler403 = "tinhso.ground.web.views.forbidden"
