"""Addresses of the room public_services."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.public_services.views import assisting, filing, finding, following, store, supplements

app_name = "public_services"
urlpatterns: list[URLPattern | URLResolver] = [
    path("thu-tuc/", finding.search, name="search"),
    path("thu-tuc/<str:code>/", finding.procedure, name="procedure"),
    path("thu-tuc/<str:code>/nop/", filing.start, name="start"),
    path("nop-ho-so/<uuid:key>/", filing.resume, name="resume"),
    path("nop-ho-so/<uuid:key>/tai-ve/", filing.take_home, name="take_home"),
    path("nop-ho-so/<uuid:key>/bo/", filing.discard, name="discard"),
    path("nop-ho-so/<uuid:key>/dinh-kem/", filing.parts, name="parts"),
    path("nop-ho-so/<uuid:key>/dinh-kem/<uuid:file>/", filing.part_file, name="part_file"),
    path("nop-ho-so/<uuid:key>/dinh-kem/<uuid:file>/bo/", filing.remove_file, name="remove_file"),
    path("nop-ho-so/<uuid:key>/trong-kho/", filing.stored_paper, name="stored_paper"),
    path("nop-ho-so/<uuid:key>/le-phi/", filing.fees, name="fees"),
    path("nop-ho-so/<uuid:key>/xem-lai/", filing.review, name="review"),
    path("nop-ho-so/<uuid:key>/to-khai/<slug:step>/", filing.step, name="apply"),
    path("kho-giay-to/", store.papers, name="store"),
    path("kho-giay-to/<uuid:key>/", store.file, name="store_file"),
    path("nop-ho/", assisting.begin, name="assist"),
    path("tra-cuu/", following.lookup, name="lookup"),
    path("ho-so/<str:code>/", following.dossier, name="dossier"),
    path("ho-so/<str:code>/giay-to/<uuid:file>/", following.paper, name="paper"),
    path("ho-so/<str:code>/mau/", following.forms, name="forms"),
    path("ho-so/<str:code>/mau/<slug:form>.pdf", following.form, name="form"),
    path("ho-so/<str:code>/phieu-ho-tro/", assisting.slip, name="slip"),
    path("ho-so/<str:code>/bo-sung/", supplements.answer, name="supplement"),
    path("ho-so/<str:code>/rut/", following.withdraw, name="withdraw"),
    path("ho-so/<str:code>/danh-gia/", following.rate, name="rate"),
]
