"""What somebody who is not signed in can open: looking, verifying, paying, signing in, and the sad pages."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.pages.album import LANGUAGES, Album
from tinhso.engines.payments import actions as payments
from tinhso.engines.payments.tests.factories import make_charge
from tinhso.engines.signing import longterm, proving, revocation
from tinhso.engines.signing.models import SignedPaper
from tinhso.engines.signing.tests.archive import clock_at
from tinhso.engines.signing.tests.papers import a_decision
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import OneStop
from tinhso.ground.base.actors import System
from tinhso.ground.files.queries import content as content_of
from tinhso.ground.people import actions as people
from tinhso.ground.people.factors import code_at, fresh_secret
from tinhso.ground.people.models import Account
from tinhso.insight.warehouse.actions import pull_facts


def look_around(album: Album, somebody: Client, dossier: Dossier, paper: SignedPaper) -> None:
    """Find, follow by code, verify."""
    album.visit(somebody, "front", "/")
    album.visit(somebody, "shelves", "/thu-tuc/")
    album.visit(somebody, "found", "/thu-tuc/?q=khai+sinh")
    album.visit(somebody, "found-nothing", "/thu-tuc/?q=xyzzy")
    album.visit(somebody, "moment-of-life", "/thu-tuc/?viec=sinh-con")
    album.visit(somebody, "card", "/thu-tuc/1.001193/")
    album.visit(somebody, "card-with-fees", "/thu-tuc/2.000815/")
    album.visit(somebody, "lookup", "/tra-cuu/")
    album.visit(somebody, "lookup-found", f"/tra-cuu/?ma={dossier.code}")
    album.visit(somebody, "lookup-unknown", "/tra-cuu/?ma=H42.134-000101-0000", status=404)
    pull_facts(now=timezone.now())
    album.visit(somebody, "figures", reverse("warehouse:index"))
    album.visit(somebody, "figure", reverse("warehouse:metric", args=["ADM.ONTIME"]))
    album.visit(somebody, "figures-of-no-period", reverse("warehouse:index") + "?ky=1.761")
    scored(album, somebody)
    album.visit(somebody, "quality", reverse("warehouse:quality"))
    album.visit(somebody, "quality-of", reverse("warehouse:quality_of", args=["NB.SKHCN"]))
    album.visit(somebody, "published", reverse("warehouse:published"))
    album.visit(somebody, "published-nothing", reverse("warehouse:published") + "?tim=xyzzy&chi=tuyen-bo")
    album.visit(somebody, "published-of", reverse("warehouse:published_of", args=["kinh-te-so"]))
    album.visit(somebody, "published-names", reverse("warehouse:published_of", args=["household-business"]))
    album.visit(somebody, "journal-heads", reverse("evidence:heads"))
    album.visit(somebody, "verify", "/xac-minh/")
    album.visit(somebody, "verify-by-code", f"/xac-minh/{paper.code}/")
    proving.prove(System("signing"), paper.pk, now=timezone.now())  # nobody answers there: the page says so
    album.visit(somebody, "verify-with-report", f"/xac-minh/{paper.code}/")
    album.visit(somebody, "verify-wrong-code", "/xac-minh/", says={"code": "khong phai"}, status=422)
    for title, content, status in (
        ("verify-signed", content_of(paper.file), 200),
        ("verify-proven", proven(content_of(paper.file)), 200),
        ("verify-unsigned", a_decision(), 200),
        ("verify-no-pdf", b"khong phai pdf", 200),
    ):
        upload = SimpleUploadedFile("van-ban.pdf", content, "application/pdf")
        album.visit(somebody, title, "/xac-minh/", says={"file": upload}, status=status)


def scored(album: Album, somebody: Client) -> None:
    """Indices: families, a trend with breaks, a ranking, a result taken apart, what if, 766 of today, a tree."""
    result = reverse("scorecards:result", args=["DTI-PROV-2022", "79", 2022])
    for title, address in (
        ("indices", reverse("scorecards:index")),
        ("index-family", reverse("scorecards:family", args=["DTI"])),
        ("index-family-beside", reverse("scorecards:family", args=["PAR"]) + "?tinh=01"),
        ("index-family-without-figures", reverse("scorecards:family", args=["DTI-LOCAL"])),
        ("index-ranking", reverse("scorecards:league", args=["DTI", 2022, 63])),
        ("index-ranking-in-part", reverse("scorecards:league", args=["DTI", 2024, 34])),
        ("index-result", result),
        ("index-result-rank-only", reverse("scorecards:result", args=["DTI-PROV-2022", "36", 2022])),
        ("index-what-if", f"{result}?chi-so=DTI22.9&gia-tri=0,459"),
        ("index-what-if-wrong", f"{result}?chi-so=DTI22.9&gia-tri=1.761"),
        ("index-766", reverse("service_index:overview")),
        ("index-766-tried", reverse("service_index:overview") + "?chi-so=NPSC.2.1&them=3"),
        ("index-766-tried-nothing", reverse("service_index:overview") + "?chi-so=NPSC.2.1&them=0"),
        ("index-766-procedures", reverse("service_index:procedures", args=["NPSC.3.2"])),
        ("index-766-communes", reverse("service_index:procedures", args=["NPSC.5.3"])),
        ("index-766-procedures-none", reverse("service_index:procedures", args=["NPSC.1.3"])),
        ("index-766-nothing", reverse("service_index:overview") + "?ky=2020-01"),
        ("index-version", reverse("scorecards:version", args=["DTI-PROV-2022"])),
        ("index-version-766", reverse("scorecards:version", args=["NPSC-766"])),
    ):
        album.visit(somebody, title, address)


def proven(pdf: bytes) -> bytes:
    """The paper as it is kept for decades."""
    now = timezone.now()
    certificates = longterm.proofs_of(pdf).certificates
    lists = revocation.standing_lists(now=now)
    return longterm.extended(pdf, certificates=certificates, lists=lists, ask=clock_at(settings.KEYS_DIR, now))


def pay(album: Album, somebody: Client, place: OneStop) -> None:
    """What is owed, what was paid, and what nobody owes any more."""
    now = timezone.now()
    owed, paid, waived = (make_charge(amount, now=now) for amount in (1_234_567, 8_000, 5_000))
    payments.collect_cash(place.reception, paid, now=now)
    payments.waive(place.head, waived, reason="Hộ nghèo", now=now)
    for title, charge in (("pay", owed), ("paid", paid), ("waived", waived)):
        album.visit(somebody, title, charge.get_absolute_url())
        album.visit(somebody, f"{title}-return", f"{charge.get_absolute_url()}ket-qua/")


def come_in(album: Album, somebody: Client, place: OneStop) -> None:
    """Every page of signing in, up to the codes that are shown once."""
    album.visit(somebody, "sign-in", "/tai-khoan/dang-nhap/")
    album.visit(somebody, "sign-in-failed", "/tai-khoan/vneid/ve/?state=la", status=409)
    album.visit(somebody, "staff-sign-in", "/tai-khoan/can-bo/")
    album.visit(somebody, "staff-sign-in-empty", "/tai-khoan/can-bo/", says={}, status=422)
    wrong = {"username": "khong-co-ai", "password": "sai"}
    album.visit(somebody, "staff-sign-in-wrong", "/tai-khoan/can-bo/", says=wrong, status=422)
    account = Account.objects.get(pk=place.clerk.account_id)
    account.set_password("mat khau thu nghiem")
    account.save()
    newcomer, known = Client(), Client()
    way_in = {"username": account.username, "password": "mat khau thu nghiem"}
    newcomer.post("/tai-khoan/can-bo/", way_in)
    album.visit(newcomer, "enrol", "/tai-khoan/can-bo/xac-thuc-hai-lop/")
    secret, now = fresh_secret(), timezone.now()
    people.enrol_totp(place.clerk, account, secret=secret, code=code_at(secret, now), now=now)
    known.post("/tai-khoan/can-bo/", way_in)
    album.visit(known, "second-factor", "/tai-khoan/can-bo/ma-xac-thuc/")
    album.visit(known, "second-factor-empty", "/tai-khoan/can-bo/ma-xac-thuc/", says={"code": ""}, status=422)


def sad_pages(album: Album, somebody: Client, citizen: Client) -> None:
    """Not found, not allowed, a stale form, a crash, a database that is away."""
    album.visit(somebody, "404", "/khong-co-trang-nay/", status=404)
    album.visit(citizen, "403", "/can-bo/ho-so/", status=403)
    strict = Client(enforce_csrf_checks=True)
    album.visit(strict, "403-stale-form", "/tai-khoan/can-bo/", says={}, status=403)
    called = {"request_id": "7K3M-92QF-XW0T", "hotline": "1900 0000"}
    for language in LANGUAGES:
        with override(language):
            album.keep("500", language, "/500/", render_to_string("web/crashed.html", called))
            for name, is_write in (("503", False), ("503-write", True)):
                facts = {"is_write": is_write, "seconds": 5, **called}
                album.keep(name, language, f"/{name}/", render_to_string("web/unavailable.html", facts))
