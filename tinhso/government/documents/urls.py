"""Addresses of the room documents, under /can-bo/van-ban/."""

from django.urls import URLPattern, URLResolver, path

from tinhso.government.documents.views import arrivals, copies, drafts, lists, show, tasks

app_name = "documents"


def routes(pages_of: lists.PagesOf) -> tuple[list[URLPattern | URLResolver], str]:
    """The addresses. pages_of: where papers of rooms above are read, which only who wires all rooms can know."""
    return [*urlpatterns, path("so-dang-ky/", lists.books, {"pages_of": pages_of}, name="books")], app_name


urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.shelves, name="shelves"),
    path("nhiem-vu/", tasks.mine, name="tasks"),
    path("nhiem-vu/<int:pk>/<slug:verb>/", tasks.move, name="move_task"),
    path("so-lieu/", lists.counts, name="counts"),
    path("ky-nhieu/", lists.sign_several, name="sign_several"),
    path("soan/", drafts.write, name="write"),
    path("nhan/", arrivals.take_in, name="take_in"),
    path("<uuid:key>/", show.document, name="show"),
    path("<uuid:key>/sua/", drafts.rewrite, name="rewrite"),
    path("<uuid:key>/gop-y/", show.remark, name="remark"),
    path("<uuid:key>/giao-viec/", show.assign, name="assign"),
    path("<uuid:key>/xem-truoc.pdf", drafts.preview, name="preview"),
    path("<uuid:key>/kem-theo/<int:place>/", show.annex, name="annex"),
    path("<uuid:key>/sao/", copies.make, name="copy"),
    path("<uuid:key>/ban-sao/<uuid:copy>.pdf", copies.paper, name="copy_paper"),
    path("<uuid:key>/ban-sao/<uuid:copy>/ky/", copies.finish, name="finish_copy"),
    path("<uuid:key>/chu-ky/", show.signatures, name="signatures"),
    path("<uuid:key>/van-ban.pdf", show.paper, name="paper"),
    path("<uuid:key>/du-thao/<int:number>/", drafts.attached, name="attached"),
    path("<uuid:key>/<slug:verb>/", show.act, name="act"),
]
