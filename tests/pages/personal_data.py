"""What people open about their own data, and those who answer for it."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tests.pages.officials import at_work
from tinhso.engines.notifications.models import Preference
from tinhso.front.personal_data import actions
from tinhso.front.personal_data.lifecycle import Decision, RequestKind
from tinhso.front.personal_data.tests.factories import CLOCK, make_breach, make_data_officer
from tinhso.government.public_services.tests.factories import AtHome
from tinhso.ground.mandates.tests.factories import authorise
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_citizen, make_official, person_of


def own_data(album: Album) -> None:
    """A citizen's data, her requests in each state, her consents; the data officer's inbox; register and breaches."""
    home = AtHome(make_citizen("Vũ Thị Thắm"))
    chau = person_of(make_data_officer(), on=timezone.localdate(home.now))
    officer, controller = at_work(chau), at_work(person_of(make_official(agency("NB.VP"), Role.CONTROLLER)))
    mine, ask, inbox, breaches, given = (
        reverse(f"personal_data:{name}") for name in ("mine", "ask", "inbox", "breaches", "consents")
    )
    album.visit(home.client, "my-consents-none", given)
    album.visit(home.client, "my-data-ask", ask)
    album.visit(home.client, "my-data-ask-wrong", ask, says={"kind": "CORRECT"}, status=422)
    asked = {
        kind: actions.ask(home.person, kind, words="Không cần nữa", now=home.now)
        for kind in (RequestKind.COPY, RequestKind.RESTRICT, RequestKind.OBJECT, RequestKind.ERASE)
    }
    case = {kind: reverse("personal_data:case", args=[one.code]) for kind, one in asked.items()}
    show = {kind: reverse("personal_data:show", args=[one.code]) for kind, one in asked.items()}
    album.visit(officer, "data-inbox", inbox)
    album.visit(officer, "data-case-wrong", case[RequestKind.RESTRICT], says={"verb": "answer"}, status=422)
    album.visit(officer, "data-case-shown", case[RequestKind.COPY], says={"verb": "reveal", "reason": "Đối chiếu"})
    actions.answer(chau, asked[RequestKind.RESTRICT], Decision.ACCEPTED, involves_others=True, now=home.now)
    album.visit(
        officer, "data-case-extend-wrong", case[RequestKind.RESTRICT], status=422,
        says={"verb": "extend", "days": "99", "reason": "Chờ bên gửi tin"},
    )  # fmt: skip
    actions.answer(
        chau, asked[RequestKind.OBJECT], Decision.REFUSED, words="Luật Hộ tịch", legal_basis="Luật Hộ tịch",
        now=home.now,
    )  # fmt: skip
    album.visit(home.client, "my-data-refused", show[RequestKind.OBJECT])
    actions.answer(chau, asked[RequestKind.COPY], Decision.ACCEPTED, now=home.now)
    actions.pack_copy(CLOCK, asked[RequestKind.COPY], now=home.now)
    album.visit(home.client, "my-data-copy-ready", show[RequestKind.COPY])
    actions.answer(chau, asked[RequestKind.ERASE], Decision.ACCEPTED, now=home.now)
    album.visit(officer, "data-case-to-erase", case[RequestKind.ERASE])
    _consents(album, home)
    album.visit(home.client, "my-data-full", mine)
    _books(album, officer, controller, chau, breaches)
    actions.complete(chau, asked[RequestKind.ERASE], now=home.now)
    album.visit(officer, "data-case-erased", case[RequestKind.ERASE])


def _consents(album: Album, home: AtHome) -> None:
    Preference.objects.create(ref=home.person.ref, zalo=True, updated_at=home.now)
    authorise(home.citizen, make_citizen("Phạm Thị Lan"), now=home.now)
    page = reverse("personal_data:consents")
    album.visit(home.client, "my-consents", page)
    ended = actions.withdraw_consent(home.person, "channel:zalo", now=home.now)
    album.visit(home.client, "my-data-withdrawn", reverse("personal_data:show", args=[ended.code]))


def _books(album: Album, officer: Client, controller: Client, chau: Person, breaches: str) -> None:
    album.visit(controller, "data-register", reverse("personal_data:register"))
    album.visit(officer, "breach-wrong", breaches, says={"found_at": "hôm qua"}, status=422)
    breach = make_breach(chau, now=timezone.now() - timedelta(days=4))
    album.visit(controller, "breaches", breaches)
    one = reverse("personal_data:breach", args=[breach.code])
    album.visit(officer, "breach-late", one)
    album.visit(officer, "breach-report-wrong", one, says={"verb": "report", "number": "12/TB"}, status=422)
    actions.report_breach(chau, breach, number="12/TB-UBND", why_late="Mất điện", now=timezone.now())
    album.visit(officer, "breach-reported", one)
