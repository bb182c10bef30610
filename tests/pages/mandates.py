"""What people open who act for others, let others act, help, and compare papers."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tests.pages.officials import at_work
from tinhso.government.dossiers.tests.factories import OneStop
from tinhso.government.public_services.tests.factories import SINGLE, AtHome, file_for
from tinhso.ground.mandates import actions
from tinhso.ground.mandates.actions import Reach
from tinhso.ground.mandates.rules import Kind, Way
from tinhso.ground.mandates.tests.factories import a_child, authorise, for_child, make_helper, stated
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.tests.factories import make_citizen, make_organisation, person_of


def act_for_others(album: Album, place: OneStop) -> None:
    """A mother, an old father, a director, a helper, and the official who compares papers."""
    now = timezone.now()
    lan, loi = AtHome(make_citizen("Phạm Thị Lan")), AtHome(make_citizen("Phạm Văn Lợi", birth_date=date(1948, 2, 3)))
    lan.person = person_of(lan.citizen, at=now)
    ask, give, mine = (reverse(f"mandates:{name}") for name in ("propose", "grant", "overview"))
    album.visit(lan.client, "mandates-none", mine)
    album.visit(lan.client, "mandate-ask", ask)
    album.visit(lan.client, "mandate-ask-wrong", ask, says={"number": "1"}, status=422)
    album.visit(loi.client, "mandate-give", give)
    album.visit(loi.client, "mandate-give-wrong", give, says={"full_name": "X", "number": "1"}, status=422)
    child = for_child(lan.citizen, a_child(name="Phạm Gia Bảo"), place=place.agency, confirmed=False, now=now)
    asked = actions.propose(lan.person, kind=Kind.AUTHORISED, principal=stated(loi.citizen), reach=Reach(),
                            way=Way.OWN, now=now)  # fmt: skip
    coded = actions.propose(lan.person, kind=Kind.AUTHORISED, principal=stated(loi.citizen), reach=Reach(SINGLE),
                            way=Way.CODE, now=now)  # fmt: skip
    actions.ask_code(lan.person, coded, now=now)
    show = {one: reverse("mandates:show", args=[one.key]) for one in (child, asked, coded)}
    album.visit(lan.client, "mandate-code", show[coded])
    album.visit(
        lan.client, "mandate-code-wrong", show[coded], says={"verb": "confirm_by_code", "code": "x"}, status=422
    )
    album.visit(loi.client, "mandate-to-answer", show[asked])
    album.visit(loi.client, "mandates-to-answer", mine)
    official = at_work(place.reception)
    album.visit(official, "mandates-waiting", reverse("mandates:waiting"))
    album.visit(official, "mandate-to-compare", show[child])
    actions.confirm_by_paper(place.reception, child, now=now)
    album.visit(official, "mandate-annul", show[child], says={"verb": "annul"}, status=422)
    album.visit(official, "mandates-waiting-none", reverse("mandates:waiting"))
    file_for(lan.person, now=now)
    album.visit(lan.client, "start-for-child", f"/thu-tuc/{SINGLE}/nop/")
    album.visit(lan.client, "start-for-stranger", f"/thu-tuc/{SINGLE}/nop/", says={"principal": "m0"}, status=422)
    free = authorise(loi.citizen, lan.citizen, now=now)
    album.visit(loi.client, "mandate-stands", reverse("mandates:show", args=[free.key]))
    actions.close(loi.person, free, "revoke", reason="Nộp nhầm nơi", now=now)
    album.visit(lan.client, "mandate-revoked", reverse("mandates:show", args=[free.key]))
    _company(album, lan.citizen)
    _help(album, place)


def _company(album: Album, accountant: Citizen) -> None:
    hong = AtHome(make_citizen("Lê Thị Diệu Hồng"))
    company = make_organisation("Công ty Dệt may Sông Vị", represented_by=hong.citizen)
    hong.person = person_of(hong.citizen, at=hong.now)
    page = reverse("mandates:organisation", args=[company.pk])
    album.visit(hong.client, "mandates-of-company", page)
    actions.grant(hong.person, representative=stated(accountant), reach=Reach(), organisation_id=company.pk,
                  now=hong.now)  # fmt: skip
    album.visit(hong.client, "mandates-of-company-given", page)
    album.visit(hong.client, "mandates-legal", reverse("mandates:overview"))


def _help(album: Album, place: OneStop) -> None:
    now = timezone.now()
    helper = make_helper(place=place.agency, now=now)
    volunteer, here = AtHome(Citizen.objects.get(pk=helper.citizen_id)).client, reverse("public_services:assist")
    head, counts = at_work(place.head), reverse("dossiers:assisted")
    album.visit(head, "assisted-none", counts + "?tu=2020-01-01&den=2020-01-02")
    album.visit(volunteer, "assist", here)
    album.visit(volunteer, "assist-wrong", here, says={"way": "WORD"}, status=422)
    album.visit(at_work(place.reception), "assist-official", here)
    album.visit(AtHome(make_citizen("Đỗ Thị Mận")).client, "assist-nobody", here)
    actions.assist(helper, principal=a_child(date(1940, 1, 1), "Nguyễn Văn Tư"), procedure_code=SINGLE, way=Way.WORD,
                   witness_name="Đỗ Thị Mận", now=now)  # fmt: skip
    album.visit(volunteer, "start-to-help", f"/thu-tuc/{SINGLE}/nop/")
    dossier = file_for(helper, now=now)
    album.visit(volunteer, "slip", reverse("public_services:slip", args=[dossier.code]))
    album.visit(at_work(place.reception), "case-assisted", reverse("dossiers:show", args=[dossier.code]))
    album.visit(head, "assisted", counts)
    team = dossier.mandate.team_id if dossier.mandate else 0
    album.visit(head, "assisted-behind", reverse("dossiers:assisted_behind", args=[dossier.receiving_agency_id, team]))
