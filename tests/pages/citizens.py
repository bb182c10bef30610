"""What a citizen opens: her own page, every step of filing, her dossier in each state, her account."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tinhso.engines.eforms import actions as eforms
from tinhso.engines.eforms.rules import steps
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.tests.factories import make_paper
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.actions.filing import FeeChoices
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import COPY, OneStop, ask, dossier_in, make_dossier
from tinhso.government.life_events import queries
from tinhso.government.life_events.actions import hear_event, withdraw_pending
from tinhso.government.life_events.tests.factories import make_case, root_to
from tinhso.government.public_services.actions import use_stored_paper
from tinhso.government.public_services.queries import missing_parts, part_rows
from tinhso.government.public_services.tests.factories import AtHome, photograph
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import make_citizen, make_organisation

S = DossierState
EXTRACT = "2.000635"


def a_dossier_in_each_state(place: OneStop) -> dict[DossierState, Dossier]:
    """One dossier of the citizen of this place in every state that law knows."""
    begun = timezone.now() - timedelta(hours=3)
    now = timezone.now() - timedelta(minutes=30)
    by_other_ways = {
        S.WITHDRAWN: lambda one: dossiers.withdraw(place.applicant, one, reason="Nộp nhầm nơi", now=now),
        S.CLOSED_BEFORE_ACCEPTANCE: lambda one: closed(place, ask(place.reception, one, now=now)),
        S.STOPPED: lambda one: dossiers.stop(place.leader, one, reason="Có tranh chấp", now=now),
        S.CLOSED: lambda one: closed(place, one),
        S.ACCEPTED: lambda one: one,
    }
    begin_in = {S.STOPPED: S.STOP_PROPOSED, S.CLOSED: S.AWAITING_SUPPLEMENT}
    found = {}
    for state in S:
        early = begun - timedelta(days=60) if state in {S.CLOSED, S.CLOSED_BEFORE_ACCEPTANCE} else begun
        first = begin_in.get(state, S.AWAITING_RECEPTION if state in by_other_ways else state)
        dossier = dossier_in(place, first, now=early)
        found[state] = by_other_ways[state](dossier) if state in by_other_ways else dossier
    return found


def closed(place: OneStop, dossier: Dossier) -> Dossier:
    """A dossier whose question was not answered in time."""
    who = place.officer if dossier.received_at else place.reception
    return dossiers.close_unanswered(who, dossier, now=timezone.now() + timedelta(days=60))


def follow(album: Album, citizen: Client, place: OneStop, by_state: dict[DossierState, Dossier]) -> None:
    """Her page, and each dossier with what it offers."""
    album.visit(AtHome(make_citizen("Hồ Xuân Hương")).client, "mine-empty", "/cua-toi/")
    AtHome(place.citizen).begins()
    album.visit(citizen, "mine", "/cua-toi/")
    album.visit(AtHome(make_citizen("Hồ Thị Kỷ")).client, "store-empty", reverse("public_services:store"))
    album.visit(citizen, "store", reverse("public_services:store"))
    album.visit(citizen, "mine-beyond", "/cua-toi/?sau=2000-01-01T00:00:00%2B07:00~1")
    for state, dossier in by_state.items():
        album.visit(citizen, f"dossier-{state}", f"/ho-so/{dossier.code}/")
    first = by_state[S.AWAITING_RECEPTION]
    album.visit(citizen, "dossier-just-filed", f"/ho-so/{first.code}/?moi=1")
    album.visit(citizen, "withdraw", f"/ho-so/{first.code}/rut/")
    album.visit(citizen, "withdraw-without-reason", f"/ho-so/{first.code}/rut/", says={"reason": ""}, status=422)
    asked = by_state[S.AWAITING_SUPPLEMENT]
    album.visit(citizen, "supplement", f"/ho-so/{asked.code}/bo-sung/")
    album.visit(citizen, "supplement-empty", f"/ho-so/{asked.code}/bo-sung/", says={"note": ""}, status=422)
    done = by_state[S.RETURNED]
    album.visit(citizen, "rate", f"/ho-so/{done.code}/danh-gia/")
    album.visit(citizen, "rate-empty", f"/ho-so/{done.code}/danh-gia/", says={}, status=422)
    dossiers.rate(place.applicant, done, score=5, now=timezone.now())
    album.visit(citizen, "dossier-rated", f"/ho-so/{done.code}/")
    apologised = dossier_in(place, S.IN_PROCESS, now=timezone.now() - timedelta(hours=2))
    dossiers.extend_with_apology(
        place.leader, apologised, new_due_at=apologised.due_at + timedelta(days=7), reason="Chờ xác minh nơi sinh",
        now=timezone.now(),
    )  # fmt: skip
    album.visit(citizen, "dossier-apologised", f"/ho-so/{apologised.code}/")
    owing = make_dossier(place, code=COPY, now=timezone.now(), fee_choices=FeeChoices({"copies": 3, "pages": 2}))
    album.visit(citizen, "dossier-owing", f"/ho-so/{owing.code}/")


def use_again(album: Album) -> None:
    """The papers of an application for which the store has something: offered, used, and no longer good."""
    widow = AtHome(make_citizen("Bùi Thị Xuân"))
    extract, older = make_paper(widow.citizen), make_paper(widow.citizen, number="7/TLKT")
    application = widow.begins("1.004873")
    for paper in (extract, older):
        use_stored_paper(widow.person, application, "TP03", str(paper.key), now=widow.now)
    StoredPaper.objects.filter(pk=older.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    make_paper(widow.citizen, number="9/TLKT")
    album.visit(widow.client, "parts-reused", reverse("public_services:parts", args=[application.key]))
    album.visit(widow.client, "review-reused", reverse("public_services:review", args=[application.key]))
    album.visit(widow.client, "store-with-expired", reverse("public_services:store"))


def follow_a_life_event(album: Album, citizen: Client, leader: Client, place: OneStop) -> None:
    """One code for several agencies: as filed, on its way, and backwards from either side."""
    now = timezone.now() - timedelta(hours=1)
    case = make_case(place, wants_identity_card=True, now=now)
    album.visit(citizen, "life-event-filed", f"/ho-so/{case.code}/?moi=1")
    root_to(place, case, "RESULT_READY", now=now)
    album.visit(citizen, "life-event-on-its-way", f"/ho-so/{case.code}/")
    back, undo = (reverse(name, args=[case.code]) for name in ("life_events:withdraw", "life_events:undo"))
    album.visit(citizen, "life-event-back", back)
    album.visit(citizen, "life-event-back-without-reason", back, says={"reason": ""}, status=422)
    hear_event(
        "residence", queries.parts_of(case)[1].subject, {"soThuTu": 1, "trangThai": 5, "lyDo": "Có tranh chấp"}, now=now
    )
    album.visit(citizen, "life-event-asked", f"/ho-so/{case.code}/")
    answer = reverse("life_events:answer", args=[case.code, "residence"])
    album.visit(citizen, "life-event-answer", answer)
    album.visit(citizen, "life-event-answer-empty", answer, says={"answer": ""}, status=422)
    album.visit(leader, "life-events", reverse("life_events:cases"))
    album.visit(leader, "life-event-undo", undo)
    album.visit(leader, "life-event-undo-without-reason", undo, says={"reason": ""}, status=422)
    withdraw_pending(place.applicant, case, reason="Nộp nhầm nơi", now=timezone.now())
    album.visit(citizen, "life-event-ended", f"/ho-so/{case.code}/")


def file_something(album: Album, code: str) -> None:
    """From the card to the last look, each stop empty and with what may be wrong there."""
    mo = AtHome(make_citizen("Trần Thị Thu Hà"))
    cooperative = make_organisation("Hợp tác xã Hương Sen", represented_by=mo.citizen)
    album.visit(mo.client, f"messages-of-{code}", reverse("notifications:preferences_of", args=[cooperative.pk]))
    contact, wrong = reverse("notifications:contact_of", args=[cooperative.pk]), {"phone": "12", "email": "x"}
    album.visit(mo.client, f"contact-wrong-{code}", contact, says=wrong, status=422)
    album.visit(mo.client, f"start-{code}", f"/thu-tuc/{code}/nop/")
    album.visit(mo.client, f"start-nowhere-{code}", f"/thu-tuc/{code}/nop/", says={"commune": "00000"}, status=422)
    application = mo.begins(code)
    album.visit(mo.client, f"start-again-{code}", f"/thu-tuc/{code}/nop/")
    here = f"/nop-ho-so/{application.key}"
    assert application.draft is not None
    for step in steps(application.draft.form_version.schema):
        album.visit(mo.client, f"step-{code}-{step.code}", f"{here}/to-khai/{step.code}/")
        album.visit(mo.client, f"step-{code}-{step.code}-wrong", f"{here}/to-khai/{step.code}/", says={}, status=422)
    part = application.version.parts.filter(kind="DOCUMENT").first()
    if missing_parts(part_rows(mo.person, application, on=timezone.localdate(mo.now))):
        album.visit(mo.client, f"parts-{code}-missing", f"{here}/dinh-kem/", says={}, status=422)
    if part:
        stored = store_upload(mo.person, photograph(), now=mo.now)
        eforms.attach(mo.person, application.draft, part.code, stored, mo.now)
        album.visit(mo.client, f"parts-{code}", f"{here}/dinh-kem/")
    album.visit(mo.client, f"fees-{code}", f"{here}/le-phi/")
    album.visit(mo.client, f"review-{code}", f"{here}/xem-lai/")
    album.visit(mo.client, f"review-{code}-refused", f"{here}/xem-lai/", says={}, status=409)
    album.visit(mo.client, f"discard-{code}", f"{here}/bo/")


def own_account(album: Album, citizen: Client, account: Account) -> None:
    """Who I am, who looked, where I am signed in, how I am told."""
    Client().force_login(account)
    album.visit(citizen, "profile", "/tai-khoan/")
    album.visit(citizen, "profile-shown", "/tai-khoan/?hien=1")
    album.visit(citizen, "profile-edit", "/tai-khoan/?sua=1")
    album.visit(citizen, "profile-wrong", "/tai-khoan/", says={"phone": "12", "email": "x", "address": ""}, status=422)
    album.visit(citizen, "looks", "/tai-khoan/ai-da-xem/")
    album.visit(citizen, "sign-ins", "/tai-khoan/phien-dang-nhap/")
    album.visit(citizen, "messages", "/thong-bao/")
    newcomer = AtHome(make_citizen("Đỗ Thị Mận", phone="", email="", birth_date=None)).client
    album.visit(newcomer, "profile-with-gaps", "/tai-khoan/")
    album.visit(newcomer, "looks-empty", "/tai-khoan/ai-da-xem/")
    album.visit(newcomer, "messages-empty", "/thong-bao/")
