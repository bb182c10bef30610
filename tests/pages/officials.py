"""What officials open: desk, dossiers by the hand whose turn it is, the counter, the calendar, the catalogue."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tests.pages.figures import ask_for_data, at_work, enter_figures, score
from tinhso.engines.payments import actions as payments
from tinhso.engines.payments.models import Mismatch
from tinhso.engines.payments.queries import payment_by_receipt
from tinhso.engines.payments.tests.factories import make_charge
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.tests.factories import make_draft, make_version
from tinhso.engines.procedures.tests.test_national import GOLDEN
from tinhso.engines.registers.actions import propose
from tinhso.engines.registers.lifecycle import ProposalKind
from tinhso.engines.registers.queries import register_for
from tinhso.engines.registers.tests.factories import make_register
from tinhso.engines.store.tests.factories import DEATH_EXTRACT, make_file
from tinhso.government.bulk_signing import actions as bulk
from tinhso.government.bulk_signing.queries import items_of
from tinhso.government.bulk_signing.tests.factories import a_list, run_to_the_end, signed_in
from tinhso.government.digitising.actions import Described
from tinhso.government.digitising.actions import digitise as sign_scan
from tinhso.government.digitising.tests.factories import picture
from tinhso.government.documents import actions as administration
from tinhso.government.documents.rules import CopyForm, CopyMedium
from tinhso.government.documents.tests import factories as documents
from tinhso.government.dossiers import actions
from tinhso.government.dossiers.actions.filing import FeeChoices
from tinhso.government.dossiers.lifecycle import Desk, DossierState
from tinhso.government.dossiers.models import CounterEntry, Dossier, DossierPart, Finding
from tinhso.government.dossiers.tests.factories import (
    BIRTH,
    COPY,
    OneStop,
    dossier_in,
    make_dossier,
    make_one_stop,
    make_retrieved,
)
from tinhso.government.webhooks import actions as webhooks
from tinhso.government.webhooks.rules import EventKind
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.tests.letters import Controller as Lua
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.counter import official
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency, make_official, person_of

S = DossierState
HOLDERS = {
    Desk.RECEPTION: "RECEPTION", Desk.DIVISION_HEAD: "DIVISION_HEAD", Desk.CASE_OFFICER: "CASE_OFFICER",
    Desk.LEADER: "LEADER", Desk.CLERK: "CLERK", Desk.RESULT_OFFICER: "RESULT_OFFICER",
    Desk.APPLICANT: "CASE_OFFICER", Desk.NOBODY: "RECEPTION",
}  # fmt: skip
LINES = [("chung-tu", 12_345_678, "nham so"), ("chung-tu-2", 8_000, "khong ro")]


def handle(album: Album, place: OneStop, by_state: dict[DossierState, Dossier]) -> None:
    """Each dossier as the official sees it at whose desk it lies, then an act that lacks its reason."""
    for state, dossier in by_state.items():
        somebody = at_work(place.in_role(HOLDERS[Desk(dossier.desk)]))
        album.visit(somebody, f"case-{state}", reverse("dossiers:show", args=[dossier.code]))
    for finding in Finding:
        make_retrieved(place, by_state[S.IN_PROCESS], finding)
    album.visit(at_work(place.officer), "case-retrieved", reverse("dossiers:show", args=[by_state[S.IN_PROCESS].code]))
    leader = at_work(place.leader)
    album.visit(leader, "case-leader", reverse("dossiers:show", args=[by_state[S.IN_PROCESS].code]))
    first = by_state[S.AWAITING_RECEPTION]
    acts = reverse("dossiers:act", args=[first.code, "request_supplement"])
    album.visit(at_work(place.reception), "case-act-wrong", acts, says={"reason": ""}, status=422)
    stale = reverse("dossiers:act", args=[first.code, "receive"])
    album.visit(at_work(place.reception), "case-stale", stale, says={"expected_version": 0}, status=409)
    owing = make_dossier(place, code=COPY, now=timezone.now(), fee_choices=FeeChoices({"copies": 3}))
    album.visit(at_work(place.reception), "case-owing", reverse("dossiers:show", args=[owing.code]))
    asked = at_work(person_of(make_official(agency("NB.SYT"), "LEADER"), on=timezone.localdate()))
    album.visit(asked, "case-opinion-asked", reverse("dossiers:show", args=[by_state[S.CONSULTING].code]))
    album.visit(asked, "asked", reverse("dossiers:asked"))
    album.visit(asked, "desk-asked", "/can-bo/")


def lists(album: Album, place: OneStop) -> None:
    """Desks full and empty, the queue and its filters, the boards."""
    idle = at_work(make_one_stop("NB.C14167", on=timezone.now()).reception)
    reception = at_work(place.reception)
    for role in ("RECEPTION", "CASE_OFFICER", "LEADER"):
        album.visit(at_work(place.in_role(role)), f"desk-{role}", "/can-bo/")
    album.visit(idle, "desk-empty", "/can-bo/")
    queue = reverse("dossiers:queue")
    for show in ("desk", "mine", "agency", "waiting"):
        album.visit(reception, f"queue-{show}", f"{queue}?hien={show}")
    album.visit(reception, "queue-late", f"{queue}?han=qua-han&trang-thai=RETURNED")
    album.visit(reception, "queue-found-nothing", f"{queue}?tim=xyzzy")
    album.visit(idle, "queue-empty", queue)
    for name in ("silent", "asked", "register", "held_up"):
        album.visit(idle, f"{name}-empty", reverse(f"dossiers:{name}"))
    album.visit(idle, "register-wrong", reverse("dossiers:register") + "?first=2026-02-30&last=x", status=200)
    actions.raise_silent_alerts(now=timezone.now() + timedelta(days=30))
    album.visit(at_work(place.head), "silent", reverse("dossiers:silent"))
    head = at_work(place.head)
    album.visit(head, "ratings", reverse("dossiers:ratings"))
    album.visit(head, "ratings-wrong", reverse("dossiers:ratings") + "?tu=2026-02-01&den=2026-01-01", status=422)
    album.visit(head, "ratings-behind", reverse("dossiers:ratings_behind", args=[place.agency.pk, BIRTH]))
    album.visit(reception, "official-account", "/tai-khoan/")
    album.visit(reception, "official-sign-ins", "/tai-khoan/phien-dang-nhap/")


def counter(album: Album, place: OneStop) -> None:
    """A visitor's dossier, from the words she says to the printed receipt."""
    desk = at_work(place.reception)
    form = reverse("dossiers:counter_form", args=[COPY])
    album.visit(desk, "counter", reverse("dossiers:counter"))
    album.visit(desk, "counter-found", reverse("dossiers:counter") + "?tim=chung+thuc")
    album.visit(desk, "counter-found-nothing", reverse("dossiers:counter") + "?tim=xyzzy")
    album.visit(desk, "counter-visitor", form)
    album.visit(desk, "counter-visitor-wrong", form, says={"number": "12"}, status=422)
    visitor = {"number": "036196001234", "full_name": "Phạm Văn Đồng", "phone": "0912345678", "channel": "COUNTER"}
    desk.post(form, visitor | {"agency": place.agency.pk})
    entry = CounterEntry.objects.select_related("draft__form_version").latest("pk")
    album.visit(desk, "counter-begun", reverse("dossiers:counter"))
    assert entry.draft is not None
    step = reverse("dossiers:counter_step", args=[entry.key, entry.draft.form_version.first_step])
    album.visit(desk, "counter-step", step)
    album.visit(desk, "counter-step-wrong", step, says={}, status=422)
    for name in ("papers", "review", "discard"):
        album.visit(desk, f"counter-{name}", reverse(f"dossiers:counter_{name}", args=[entry.key]))
    papers = reverse("dossiers:counter_papers", args=[entry.key])
    album.visit(desk, "counter-papers-missing", papers, says={}, status=422)
    filed = make_dossier(place, code=COPY, now=timezone.now(), fee_choices=FeeChoices({"copies": 2}))
    album.visit(desk, "counter-done", reverse("dossiers:counter_done", args=[filed.code]))


def digitise(album: Album, place: OneStop) -> None:
    """A sheet at the scanner, with and without a stored paper; what it became; how often papers are reused."""
    desk, idle = at_work(place.reception), at_work(make_one_stop("NB.C14167", on=timezone.now()).reception)
    album.visit(idle, "digitising-nothing", reverse("digitising:waiting"))
    dossier = make_dossier(place, code="1.004873", now=timezone.now(), channel="POST")
    sheet = DossierPart.objects.get(dossier=dossier, part_code="TP03")
    where = reverse("digitising:sheet", args=[dossier.code, sheet.pk])
    album.visit(desk, "digitising", reverse("digitising:waiting"))
    album.visit(desk, "digitising-sheet", where)
    album.visit(desk, "digitising-wrong", where, says={"title": ""}, status=422)
    read = {"title": "Trích lục khai tử", "checks": ["legible", "complete", "conforms"]}
    album.visit(desk, "digitising-without-scan", where, says=read, status=422)
    described = Described(DEATH_EXTRACT, "Trích lục khai tử", number="21/TLKT", issuer="UBND xã Yên Khánh")
    sign_scan(place.reception, dossier, sheet, scans=[picture()], checks=read["checks"], described=described,
              now=timezone.now())  # fmt: skip
    album.visit(desk, "digitising-dossier", reverse("digitising:dossier", args=[dossier.code]))
    album.visit(desk, "case-digitised", reverse("dossiers:show", args=[dossier.code]))
    again = make_dossier(place, code="1.004873", now=timezone.now(), channel="POST")
    waits = DossierPart.objects.get(dossier=again, part_code="TP03")
    album.visit(desk, "digitising-stored", reverse("digitising:sheet", args=[again.code, waits.pk]))
    card = DossierPart.objects.get(dossier=again, part_code="TP04")
    make_retrieved(place, again, Finding.FOUND)
    album.visit(desk, "digitising-retrieved", reverse("digitising:sheet", args=[again.code, card.pk]))
    album.visit(desk, "digitising-dossier-waits", reverse("digitising:dossier", args=[again.code]))
    album.visit(desk, "counter-done-sheets", reverse("dossiers:counter_done", args=[again.code]))
    report, behind = reverse("digitising:reuse"), reverse("digitising:reuse_behind", args=[place.agency.pk])
    album.visit(at_work(place.head), "reuse", report)
    album.visit(at_work(place.head), "reuse-nothing", f"{report}?tu=2020-01-01&den=2020-01-02")
    album.visit(at_work(place.head), "reuse-wrong", f"{report}?tu=2026-02-01&den=2026-01-01", status=422)
    album.visit(at_work(place.head), "reuse-behind", behind)
    figures = reverse("warehouse:behind", args=["ADM.RECEIVED"])
    album.visit(at_work(place.head), "figure-behind", figures)
    album.visit(at_work(place.head), "figure-behind-none", f"{figures}?ky=2020-01")
    enter_figures(album)
    ask_for_data(album)
    album.visit(at_work(place.head), "reuse-behind-none", f"{behind}?nguon=REUSED")


def reckon(album: Album, place: OneStop) -> None:
    """The calendar, its announcements, and money without a place."""
    controller = at_work(person_of(make_official(agency("NB.VP"), "CONTROLLER", "ADMIN"), on=timezone.localdate()))
    score(album, controller)
    album.visit(at_work(place.officer), "calendar", reverse("workflow:calendar"))
    album.visit(controller, "calendar-2025", reverse("workflow:calendar_year", args=[2025]))
    album.visit(controller, "calendar-none", reverse("workflow:calendar_year", args=[2100]), status=404)
    album.visit(controller, "api-clients", reverse("people:api_clients"))
    album.visit(controller, "api-clients-wrong", reverse("people:api_clients"), says={"name": ""}, status=422)
    program = {"name": "Phần mềm hộ tịch", "agency": place.agency.slug, "roles": ["RECEPTION"], "last_day": ""}
    album.visit(controller, "api-client-made", reverse("people:api_clients"), says=program, status=201)
    album.visit(at_work(place.officer), "hours", reverse("workflow:hours"))
    album.visit(controller, "hours-to-enter", reverse("workflow:hours"))
    album.visit(controller, "hours-wrong", reverse("workflow:hours"), says={"scope": ""}, status=422)
    album.visit(controller, "announce", reverse("workflow:announce"))
    empty = {"ngay-TOTAL_FORMS": "1", "ngay-INITIAL_FORMS": "0"}
    album.visit(controller, "announce-wrong", reverse("workflow:announce"), says=empty, status=422)
    queue = reverse("payments:mismatches")
    album.visit(at_work(place.head), "mismatches-empty", queue)
    payments.settle_transfers(System("bank"), [payments.StatementLine(*line) for line in LINES], now=timezone.now())
    album.visit(at_work(place.head), "mismatches", queue)
    album.visit(at_work(place.head), "refunds-empty", reverse("payments:refunds"))
    album.visit(at_work(place.head), "refunds-wrong", reverse("payments:refunds"), says={"receipt": ""}, status=422)
    receipt = payments.collect_cash(place.reception, make_charge(now=timezone.now()), now=timezone.now())
    paid = payment_by_receipt(place.head, receipt.number)
    refund = payments.request_refund(place.head, paid, amount_vnd=8_000, reason="Thu thừa", now=timezone.now())
    album.visit(at_work(place.head), "refunds", reverse("payments:refunds"))
    album.visit(at_work(place.head), "refund", reverse("payments:refund", args=[refund.pk]))
    resolve = reverse("payments:resolve", args=[Mismatch.objects.latest("pk").pk])
    album.visit(at_work(place.head), "mismatches-without-note", resolve, says={"note": ""}, status=422)


def subscribers(album: Album) -> None:
    """Who hears of dossiers, in each state, and what is wrong in a new subscription."""
    lua = at_work(person_of(make_official(agency("NB.VP"), "CONTROLLER"), on=timezone.localdate()))
    listed = reverse("webhooks:list")
    album.visit(lua, "subscriptions-none", listed)
    client, _token = make_api_client(System("test"), name="Phần mềm y tế", agency=agency("NB.SYT"),
                                     roles=[Role.CASE_OFFICER], now=timezone.now())  # fmt: skip
    says = {"client": client.pk, "address": "https://a.example/nhan", "kinds": list(EventKind), "agencies": ["NB.SYT"]}
    album.visit(lua, "subscription-made", listed, says=says, status=201)
    album.visit(lua, "subscriptions-wrong", listed, says={}, status=422)
    album.visit(lua, "subscriptions-address-wrong", listed, says=says | {"address": "x"}, status=422)
    made = []
    for address in ("https://a.example/nhan", "", "", ""):
        made.append(webhooks.subscribe(Lua(), client, address=address, kinds=list(EventKind), agencies=[],
                                       now=timezone.now())[0])  # fmt: skip
    webhooks.suspend(Lua(), made[2], reason="HTTP 410", now=timezone.now())
    webhooks.end(Lua(), made[3], reason="HTTP 410", now=timezone.now())
    album.visit(lua, "subscriptions", listed)
    for one in made:
        one.refresh_from_db()
        album.visit(lua, f"subscription-{one.state}", reverse("webhooks:show", args=[one.pk]))
    album.visit(lua, "subscription-rotated", reverse("webhooks:rotate", args=[made[0].pk]), says={})


def sign_in_bulk(album: Album, place: OneStop) -> None:
    """A leader's list from its opening to its end, with one paper left out and one refused; a clerk's list."""
    now, leader, clerk = timezone.now(), at_work(place.leader), at_work(place.clerk)
    drafts = [dossier_in(place, S.AWAITING_SIGNATURE, now=now - timedelta(hours=2)) for _ in range(2)]
    album.visit(leader, "bulk-lists", reverse("bulk_signing:lists"))
    session = a_list(place.leader, now=now)
    here, (first, *_) = reverse("bulk_signing:show", args=[session.key]), items_of(session)
    album.visit(leader, "bulk-open", here)
    album.visit(leader, "bulk-found-nothing", here + "?tim=xyzzy")
    back = reverse("bulk_signing:send_back", args=[session.key, first.pk])
    album.visit(leader, "bulk-send-back", back)
    album.visit(leader, "bulk-send-back-wrong", back, says={"reason": ""}, status=422)
    bulk.leave_out(place.leader, session, first, now=now)
    actions.send_back(place.leader, drafts[0], reason="Có tranh chấp", now=now)
    album.visit(leader, "bulk-changed", here)
    bulk.start(place.leader, session, sign_in=signed_in(place.leader, now=now), now=now)
    album.visit(leader, "bulk-running", here)
    run_to_the_end(session, now=now, papers=2)
    bulk.stop(place.leader, session, now=now)
    album.visit(leader, "bulk-stopped", here)
    bulk.resume(place.leader, session, sign_in=signed_in(place.leader, now=now), now=now)
    run_to_the_end(session, now=now)
    album.visit(leader, "bulk-done", here)
    album.visit(leader, "bulk-lists-after", reverse("bulk_signing:lists"))
    sealing = reverse("bulk_signing:show", args=[a_list(place.clerk, now=now).key])
    album.visit(clerk, "bulk-sealing", sealing)


def administer(album: Album, place: OneStop) -> None:
    """Documents: written, sent back, signed, released; what came in, with a task; shelves, tasks and figures."""
    now = timezone.now()
    office = documents.make_office(on=now)
    writer, clerk, leader = at_work(office.drafter), at_work(office.clerk), at_work(office.leader)
    shelves, write = reverse("documents:shelves"), reverse("documents:write")
    album.visit(writer, "documents-empty", shelves)
    album.visit(writer, "documents-tasks-empty", reverse("documents:tasks"))
    album.visit(writer, "documents-counts-empty", reverse("documents:counts") + "?nam=2001")
    album.visit(writer, "document-write", write)
    album.visit(writer, "document-write-wrong", write, says={"subject": "", "outside": "thu"}, status=422)
    album.visit(clerk, "document-take-in", reverse("documents:take_in"))
    album.visit(clerk, "document-take-in-wrong", reverse("documents:take_in"), says={"subject": ""}, status=422)
    lacking = documents.document_in(office, kind=None, agencies=[], urgency=3, annexes=[make_file()], now=now)
    album.visit(writer, "document-lacks", reverse("documents:show", args=[lacking.key]))
    album.visit(writer, "document-rewrite", reverse("documents:rewrite", args=[lacking.key]))
    submit = reverse("documents:act", args=[lacking.key, "submit"])
    album.visit(writer, "document-submit-wrong", submit, says={}, status=422)
    for state in ("SUBMITTED", "SIGNED", "RELEASED"):
        document = documents.document_in(office, state, agencies=[place.agency], now=now - timedelta(hours=2))
        here = reverse("documents:show", args=[document.key])
        album.visit(leader, f"documents-to-sign-{state}", shelves + "?ngan=trinh-ky")
        album.visit(leader if state == "SUBMITTED" else clerk, f"document-{state}", here)
    numbered = documents.document_in(office, "SIGNED", now=now - timedelta(hours=2))
    administration.number(office.clerk, numbered, now=now)
    album.visit(clerk, "document-NUMBERED", reverse("documents:show", args=[numbered.key]))
    back = reverse("documents:act", args=[document.key, "recall"])
    album.visit(clerk, "document-recall-wrong", back, says={"reason": ""}, status=422)
    album.visit(clerk, "documents", shelves + "?ngan=di&tim=chuyen+doi")
    arrival = documents.arrival_at(place, document)
    here = reverse("documents:show", args=[arrival.key])
    album.visit(at_work(place.clerk), "document-arrived", here)
    administration.register(place.clerk, arrival, now=now)
    album.visit(at_work(place.leader), "document-registered", here)
    wrong = reverse("documents:assign", args=[arrival.key])
    album.visit(at_work(place.leader), "document-assign-wrong", wrong, says={"content": ""}, status=422)
    task = administration.assign(place.leader, arrival, lead=place.official, content="Xây dựng kế hoạch",
                                 working_days=3, now=now)  # fmt: skip
    album.visit(at_work(place.officer), "document-assigned", here)
    album.visit(at_work(place.officer), "document-answer", f"{write}?tra-loi={arrival.key}")
    album.visit(at_work(place.officer), "documents-tasks", reverse("documents:tasks"))
    report = reverse("documents:move_task", args=[task.pk, "report"])
    album.visit(at_work(place.officer), "documents-task-wrong", report, says={"text": ""}, status=422)
    administration.recall(office.clerk, document, reason="Sai số liệu", now=now)
    album.visit(at_work(place.clerk), "document-recalled", here)
    administration.close_task(place.leader, task, now=now)
    album.visit(at_work(place.leader), "documents-tasks-ended", reverse("documents:tasks"))
    album.visit(clerk, "documents-counts", reverse("documents:counts"))
    album.visit(clerk, "documents-book", reverse("documents:books"))
    album.visit(writer, "documents-book-wrong", reverse("documents:books") + "?so=IN&tu=x", status=422)
    album.visit(at_work(place.clerk), "documents-book-of-dossiers", reverse("documents:books"))
    scan = administration.arrive(place.clerk, place.agency, notation="5/CV", subject="Phối hợp", file=make_file(),
                                 sender_name="Hội Phụ nữ", issued_on=now.date(), now=now)  # fmt: skip
    album.visit(at_work(place.clerk), "document-arrived-with-file", reverse("documents:show", args=[scan.key]))
    album.visit(at_work(place.clerk), "document-signatures", reverse("documents:signatures", args=[scan.key]))
    administration.register(place.clerk, scan, now=now)
    wrong = reverse("documents:copy", args=[scan.key])
    album.visit(at_work(place.leader), "document-copy-wrong", wrong, says={"form": "TrS", "excerpt": ""}, status=422)
    administration.copy(place.leader, scan, CopyForm.EXTRACT, CopyMedium.PAPER, excerpt="Mục I.",
                        signer=official(place.leader.official_id or 0), now=now)  # fmt: skip
    album.visit(at_work(place.leader), "document-copied", reverse("documents:show", args=[scan.key]))
    arrivals = f"?so=IN&co_quan={place.agency.pk}&tu={now:%Y-%m-01}&den={now:%Y-%m-%d}"
    album.visit(at_work(place.clerk), "documents-book-in", reverse("documents:books") + arrivals)


def registers(album: Album, place: OneStop) -> None:
    """The province's registers; one of people, as its keeper and as another agency sees it."""
    keeper, page = at_work(place.officer), reverse("registers:show", args=["nguoi-co-cong"])
    units = reverse("registers:show", args=["don-vi-hanh-chinh"])
    album.visit(keeper, "register-units", f"{units}?trang=2")
    album.visit(keeper, "register-found-nothing", f"{units}?tim=xyzzy")
    make_register(place.agency, code="nguoi-co-cong")
    album.visit(keeper, "registers", reverse("registers:all"))
    album.visit(keeper, "register-of-people", page)
    elsewhere = at_work(person_of(make_official(agency("NB.SYT"), "LEADER"), on=timezone.localdate()))
    album.visit(elsewhere, "register-closed", page)
    proposed(album)


def proposed(album: Album) -> None:
    """A register as its keeper changes it: proposed by one, settled by another."""
    today, now = timezone.localdate(), timezone.now()
    clerk = person_of(make_official(agency("NB.SVH"), "CLERK"), on=today)
    leader = at_work(person_of(make_official(agency("NB.SVH"), "LEADER"), on=today))
    register = register_for(clerk, "co-so-van-hoa")
    shape, row = register.schemas.get(), register.records.first()
    adding = reverse("registers:propose", args=[register.code])
    album.visit(at_work(clerk), "register-own", reverse("registers:show", args=[register.code]))
    album.visit(at_work(clerk), "register-propose", adding)
    album.visit(at_work(clerk), "register-propose-wrong", adding, says={"ma": "X", "xep_hang": "2026"}, status=422)
    album.visit(at_work(clerk), "register-record", reverse("registers:record", args=[register.code, row.uuid]))
    change = row.content | {"xep_hang": "2026-11-27"}
    kind = ProposalKind.CHANGE
    made = propose(clerk, shape, kind, uuid=row.uuid, content=change, reason="12/QĐ-UBND", now=now)
    album.visit(leader, "register-proposals", adding)
    asked = reverse("registers:proposal", args=[register.code, made.pk])
    album.visit(leader, "register-proposal", asked)
    album.visit(leader, "register-proposal-wrong", asked, says={"verb": "send_back"}, status=422)


def catalogue(album: Album) -> None:
    """Procedures and forms as their keepers see them."""
    lua = at_work(
        person_of(make_official(agency("NB.VP"), "CONTROLLER", since=date(2025, 7, 1)), on=timezone.localdate())
    )

    def page(name: str, version: ProcedureVersion) -> str:
        return reverse(f"procedures:{name}", args=[version.procedure.code, version.number])

    album.visit(lua, "catalogue", reverse("procedures:catalogue"))
    album.visit(lua, "catalogue-nothing", reverse("procedures:catalogue") + "?q=xyzzy")
    draft, public = make_draft(), make_version(code="9.000002")
    album.visit(lua, "version-draft", page("version", draft))
    album.visit(lua, "version-public", page("version", public))
    album.visit(lua, "version-edit", page("edit", draft))
    album.visit(lua, "version-edit-wrong", page("edit", draft), says={}, status=422)
    album.visit(lua, "version-retire-wrong", page("retire", public), says={}, status=422)
    album.visit(lua, "import", reverse("procedures:import"))
    album.visit(lua, "import-empty", reverse("procedures:import"), says={}, status=422)
    answer = SimpleUploadedFile("tra-loi.json", (GOLDEN / "laythutuc_1.004222.json").read_bytes(), "application/json")
    album.visit(lua, "imported", reverse("procedures:import"), says={"file": answer})
    forms = album.visit(lua, "forms", reverse("eforms:list"))
    address = forms.partition('class="queue-row" href="')[2].partition('"')[0]
    album.visit(lua, "form-preview", address)
    album.visit(lua, "form-preview-wrong", address, says={}, status=422)
