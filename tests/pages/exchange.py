"""What those who run the exchange open: letters in each state, packets, what is sent again, books of partners."""

from __future__ import annotations

from contextlib import suppress

from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tests.pages.officials import at_work
from tinhso.front.exchange.rules import ODDITIES
from tinhso.government.portal_intake.lifecycle import ArrivalState
from tinhso.government.portal_intake.tests.factories import make_arrival
from tinhso.ground.gateway.actions import logged, replay_all
from tinhso.ground.gateway.errors import Unavailable
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.models import OutboxMessage, Outcome, Reconciliation
from tinhso.ground.gateway.tests.letters import Controller as Lua
from tinhso.ground.gateway.tests.letters import post
from tinhso.ground.gateway.tests.stored_packets import some_packets
from tinhso.ground.people.tests.factories import agency, make_official, person_of


def exchange(album: Album) -> None:
    """What crossed the wall, empty and full, and letters in each state."""
    lua = at_work(person_of(make_official(agency("NB.VP"), "CONTROLLER"), on=timezone.localdate()))
    overview = reverse("exchange:overview")
    album.visit(lua, "exchange-empty", f"{overview}?doi-tac=insurance")
    for number, state in enumerate(OutboxState):
        post(number, lane=f"life_event:{number}")
        letter = OutboxMessage.objects.latest("id")
        letter.state, letter.tries, letter.last_error = state, 1, "HTTP 400 thieu-truong"
        letter.save()
        album.visit(lua, f"exchange-letter-{state}", reverse("exchange:letter", args=[letter.pk]))
    for outcome in Outcome:
        with suppress(Unavailable), logged("residence", purpose="Thử", legal_basis="Thử", subject="dossier:1",
                                           operation="tiep-nhan", now=timezone.now()):  # fmt: skip
            if outcome == Outcome.UNAVAILABLE:
                raise Unavailable("residence", "câu trả lời không đọc được")
    album.visit(lua, "exchange", overview)
    portal = reverse("exchange:portal")
    album.visit(lua, "portal-empty", portal)
    for state in ArrivalState:
        problem = "" if state == "FILED" else "Thiếu hoặc sai: MaHoSo"
        one = make_arrival(state, problem=problem)
        album.visit(lua, f"portal-arrival-{state}", reverse("exchange:arrival", args=[one.pk]))
    album.visit(lua, "portal", portal)
    packets = reverse("exchange:packets")
    album.visit(lua, "exchange-packets-none", packets)
    some_packets(ODDITIES)
    album.visit(lua, "exchange-packets", packets)
    album.visit(lua, "exchange-packets-unreadable", f"{packets}?trang-thai=UNREADABLE")
    dead = reverse("exchange:dead")
    album.visit(lua, "exchange-dead", dead)
    album.visit(lua, "exchange-dead-chosen", f"{dead}?doi-tac=residence&ly-do=HTTP+400+thieu-truong")
    again = replay_all(Lua(), "residence", why="", now=timezone.now())
    album.visit(lua, "exchange-replayed", reverse("exchange:progress", args=[again.pk]))
    album.visit(lua, "exchange-dead-none", dead)
    books = reverse("exchange:reconciliations")
    album.visit(lua, "exchange-books-never", books)
    for problem, unknown, ended_at in (("", [], None), ("HTTP 500", [], timezone.now()), ("", [1, 2], timezone.now()),
                                       ("", [], timezone.now())):  # fmt: skip
        Reconciliation.objects.create(partner="residence", since=timezone.now(), by_name="Lê Thị Lụa", asked=2,
                                      started_at=timezone.now(), problem=problem, unknown=unknown,
                                      ended_at=ended_at)  # fmt: skip
    album.visit(lua, "exchange-books", books)
    album.visit(lua, "exchange-older", f"{overview}?sau=2100-01-01T00:00:00%2B07:00~1")
