"""Two small worlds: the ward at which our visitors work and live, and another one, of which they may see nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.payments import actions as payments
from tinhso.engines.payments.models import Mismatch
from tinhso.engines.payments.queries import charges_of, payment_by_receipt
from tinhso.engines.payments.tests.factories import make_charge
from tinhso.engines.procedures.tests.factories import make_draft
from tinhso.engines.registers.models import Record
from tinhso.engines.registers.tests.factories import make_register
from tinhso.engines.signing.queries import paper_by_code
from tinhso.engines.store.tests.factories import make_file, make_paper
from tinhso.front.personal_data.actions import ask
from tinhso.front.personal_data.lifecycle import RequestKind
from tinhso.front.personal_data.tests.factories import make_breach, make_data_officer
from tinhso.front.status.actions import announce_maintenance
from tinhso.government.bulk_signing.queries import items_of
from tinhso.government.bulk_signing.tests.factories import a_list
from tinhso.government.documents import actions as documents
from tinhso.government.documents.actions import DraftIn
from tinhso.government.documents.queries import copies_of, kind_by_code
from tinhso.government.documents.rules import CopyForm, CopyMedium
from tinhso.government.dossiers.actions import Visitor, begin_counter_entry, rate
from tinhso.government.dossiers.actions.filing import FeeChoices
from tinhso.government.dossiers.models import Consultation, Dossier, DossierPart, IssuedPaper, Verification
from tinhso.government.dossiers.papers.forms import SLUGS, PaperForm
from tinhso.government.dossiers.tests.factories import BIRTH, COPY, OneStop, dossier_in, make_dossier, procedure
from tinhso.government.life_events.tests.factories import make_case
from tinhso.government.portal_intake.tests.factories import make_arrival
from tinhso.government.public_services.tests.factories import SINGLE, AtHome, file_for, photograph
from tinhso.government.webhooks.tests.factories import subscription
from tinhso.ground.base.actors import System
from tinhso.ground.files.actions import store_upload
from tinhso.ground.gateway.actions import replay_all
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.tests.letters import Controller, post
from tinhso.ground.mandates.actions import assist
from tinhso.ground.mandates.models import CommunityTeam
from tinhso.ground.mandates.rules import Way
from tinhso.ground.mandates.tests.factories import a_child, for_child, make_helper
from tinhso.ground.people.counter import official
from tinhso.ground.people.models import ApiClient, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, make_organisation, person_of
from tinhso.infrastructure.cameras.tests.factories import make_camera, make_right
from tinhso.insight.committees import actions as committees
from tinhso.insight.committees.lifecycle import CommitteeKind, Seat
from tinhso.insight.ioc.tests.factories import make_alert, make_threshold, watcher
from tinhso.insight.open_data.tests.factories import asked_of
from tinhso.insight.plans import actions as plans
from tinhso.insight.playbooks.actions import begin_run
from tinhso.insight.playbooks.tests.factories import make_draft as make_playbook_draft
from tinhso.insight.playbooks.tests.factories import make_playbook
from tinhso.insight.scorecards.actions import enter_score
from tinhso.insight.scorecards.queries import version
from tinhso.insight.scoring.rules.patterns import Given
from tinhso.insight.warehouse.tests.factories import enter, value

Things = Mapping[str, Any]
US = System("test")
HOUR = timedelta(hours=1)


def things_of(place: OneStop, *, now: datetime) -> dict[str, Any]:
    """What stands in the addresses of a ward, by the words of the policy table; all of it its citizen's or its own."""
    request = asked_of(place.agency, now=now)
    at_home = AtHome(place.citizen)
    application = at_home.begins()
    attached = store_upload(at_home.person, photograph(shade=place.agency.pk % 200), now=now)
    assert application.draft
    eforms.attach(at_home.person, application.draft, "TP02", attached, now)
    receipt = payments.collect_cash(place.reception, make_charge(agency=place.agency.slug, now=now), now=now)
    paid = payment_by_receipt(place.head, receipt.number)
    refund = payments.request_refund(place.head, paid, amount_vnd=8_000, reason="Thu thừa", now=now)
    filed = _with_papers(place, now=now)
    waiting = dossier_in(place, "AWAITING_SIGNATURE", now=now - 3 * HOUR)
    signing = a_list(place.leader, now=now)
    helper = make_helper(place=place.agency, now=now)
    assist(helper, principal=a_child(date(1940, 1, 1), "Nguyễn Văn Tư"), procedure_code=SINGLE, way=Way.WORD,
           witness_name="Đỗ Thị Mận", now=now)  # fmt: skip
    return {
        "helped_by": helper,
        "helped": file_for(helper, now=now).code,
        "application": application.key,
        "step": application.draft.form_version.first_step,
        "attached": attached.key,
        "stored": make_paper(place.citizen).key,
        "case": make_case(place, now=now, child_name=f"Nguyễn Minh {place.agency.name}").code,
        "list": signing.key,
        "item": items_of(signing)[0].pk,
        "mandate": for_child(place.citizen, a_child(), place=place.agency, now=now).key,
        "request": ask(person_of(place.citizen, at=now), RequestKind.COPY, words="", now=now).code,
        "organisation": make_organisation(represented_by=place.citizen).pk,
        "refund": refund.pk,
        "charge": make_charge(agency=place.agency.slug, now=now).code,
        "agency": place.agency.pk,
        "draft": waiting.code,
        "new": make_dossier(place, now=now).code,
        "data_request": request.code,
        "data_request_key": request.key,
        "observation": enter(
            place.officer, value("3", place.agency.unit_code), period="2025-10", evidence=attached, now=now
        )[0].pk,
        "watched": place.agency.slug,
        "alert": make_alert(place.agency.pk, now=now).pk,
        **_given(place, now=now),
        **_run_and_camera(place, now=now),
        "evidence": _evidence(place, now=now),
        **_owing(place, now=now),
        **_documents(place, now=now),
        **_register(place),
        **_papers_of(filed),
        **_at_the_counter(place, now=now),
    }


def _run_and_camera(place: OneStop, *, now: datetime) -> dict[str, Any]:
    """A playbook that runs for the ward, a camera of its own and who may open it."""
    head, other = (watcher("NB.VP", Role.CONTROLLER, name, now=now) for name in ("Trần Đức Long", "Phạm Ngọc Lan"))
    playbook = make_playbook(head, other, name=f"Cháy {place.agency.name}", now=now)
    run = begin_run(head, playbook, words="Cháy chợ", began_at=now, communes=[place.agency], now=now)
    keeper = watcher(place.agency.slug, Role.DIVISION_HEAD, "Vũ Hồng Khôi", now=now)
    camera = make_camera(keeper, place.leader, f"C-{place.agency.pk}", slug=place.agency.slug, now=now)
    right = make_right(place.leader, keeper, slug=place.agency.slug, now=now)
    return {"run": run.pk, "camera": camera.pk, "right": right.pk}


def _given(place: OneStop, *, now: datetime) -> dict[str, Any]:
    """A task that the province gave to the ward."""
    task = plans.give_task(US, title="Bản đồ số điểm wifi", lead=place.agency, working_days=5, now=now)
    return {"plan_task": task.pk, "batch": task.batch}


def _committee(controller: Person, *, now: datetime) -> dict[str, Any]:
    on = timezone.localdate(now)
    committee = committees.found_committee(
        controller, kind=CommitteeKind.STEERING, name="Ban Chỉ đạo chuyển đổi số", agency=agency("NB"),
        decision="1/QĐ-UBND", founded_on=on, now=now,
    )  # fmt: skip
    member = committees.seat_member(controller, committee, name="Trần An", office="Giám đốc Sở", seat=Seat.MEMBER,
                               decision="1/QĐ-UBND", since=on, now=now)  # fmt: skip
    return {"committee": committee.pk, "member": member.pk}


def _evidence(place: OneStop, *, now: datetime) -> UUID:
    """A file that a ward handed in with a score."""
    score = enter_score(
        place.officer, version("NTM-KM-2022"), place.agency, 2025, "NTMKM.1", stage="SELF", given=Given(met=(True,)),
        evidence="Báo cáo", uploads=[photograph(shade=9)], now=now,
    )  # fmt: skip
    return score.files.get().key


def _register(place: OneStop) -> dict[str, Any]:
    shape = make_register(place.agency, code=f"so-{place.agency.pk}")
    record = Record.objects.filter(register=shape.register).latest("pk")
    return {"kept": shape.register.code, "shape": shape.pk, "record": record.uuid}


def _documents(place: OneStop, *, now: datetime) -> dict[str, Any]:
    """A draft with a file, one that waits for its signature, one that came in with a scan and a task."""
    signer = official(place.leader.official_id or 0)
    given = DraftIn(kind=kind_by_code("KH"), subject="Chuyển đổi số", body="Một việc.", agencies=[agency("NB.SYT")],
                    signer=signer, file=make_file())  # fmt: skip
    whole = replace(given, annexes=[make_file()])
    drafted, written, annexed = (
        documents.draft(place.officer, place.agency, one, now=now) for one in (given, given, whole)
    )
    documents.submit(place.officer, written, now=now)
    received = documents.arrive(place.clerk, place.agency, notation="5/CV", subject="Phối hợp", file=make_file(),
                                sender_name="Hội Phụ nữ", issued_on=timezone.localdate(now), now=now)  # fmt: skip
    documents.register(place.clerk, received, now=now)
    task = documents.assign(place.leader, received, lead=place.official, content="Làm", working_days=3, now=now)
    documents.copy(place.leader, received, CopyForm.EXTRACT, CopyMedium.ELECTRONIC, excerpt="Một", now=now)
    copied = copies_of(received)[0]
    return {
        "drafted": drafted.key,
        "written": written.key,
        "received": received.key,
        "task": task.pk,
        "copy": copied.key,
        "annexed": annexed.key,
    }


def _owing(place: OneStop, *, now: datetime) -> dict[str, Any]:
    dossier = make_dossier(place, code=COPY, now=now, fee_choices=FeeChoices({"copies": 3, "pages": 2}))
    return {"owing": dossier.code, "fee": charges_of(dossier.subject)[0].code}


def _with_papers(place: OneStop, *, now: datetime) -> Dossier:
    """A dossier whose result is issued, with a file of its applicant, minutes and an opinion."""
    dossier = dossier_in(place, "RETURNED", now=now - 2 * HOUR)
    rate(place.applicant, dossier, score=5, now=now)
    paper = make_file()
    DossierPart.objects.filter(dossier=dossier, part_code="TP02").update(file=paper)
    minutes = Verification.objects.create(
        dossier=dossier, verified_at=now, place="Nhà văn hoá", participants="Tổ dân phố", minutes="Đúng",
        written_at=now, written_by_name=place.officer.name,
    )  # fmt: skip
    minutes.files.add(paper)
    Consultation.objects.create(
        dossier=dossier, agency=agency("NB.SYT"), question="Có thật không?", asked_at=now, due_at=now, answered_at=now,
        asked_by_name=place.officer.name, answered_by_name="Sở Y tế", opinion="Có", file=paper,
    )  # fmt: skip
    return dossier


def _papers_of(dossier: Dossier) -> dict[str, Any]:
    part, result = DossierPart.objects.get(dossier=dossier, part_code="TP02"), paper_by_code(dossier.result.paper_code)
    IssuedPaper.objects.filter(dossier=dossier).update(paper=result, next_try_at=None)  # signed: no page draws it
    assert part.file
    return {"dossier": dossier.code, "paper": part.file.key, "form": SLUGS[PaperForm.RECEIPT], "signed": result.code}


def _at_the_counter(place: OneStop, *, now: datetime) -> dict[str, Any]:
    """What the reception entered and did not send yet, with a scan; a dossier with a sheet to digitise."""
    entry = begin_counter_entry(
        place.reception, procedure(COPY, now=now), visitor=Visitor("036196001234", "Phạm Văn Đồng"),
        agency=place.agency, channel="COUNTER", now=now,
    )  # fmt: skip
    scan = make_file(b"%PDF-1.7 quet")
    entry.papers = {"TP01": {"on_paper": False, "file": str(scan.key), "stored": ""}}
    entry.save()
    posted = make_dossier(place, code="1.004873", now=now, channel="POST")
    sheet = DossierPart.objects.get(dossier=posted, part_code="TP03")
    assert entry.draft
    return {"entry": entry.key, "scan": scan.key, "entry_step": entry.draft.form_version.first_step,
            "posted": posted.code, "sheet": sheet.pk}  # fmt: skip


def things_of_the_province(*, now: datetime) -> dict[str, Any]:
    """What belongs to no ward."""
    draft = make_draft(now=now)
    payments.settle_transfers(US, [payments.StatementLine("chung-tu", 12_345_678, "nham so")], now=now)
    again = replay_all(Controller(), "residence", why="", now=now) if _dead_letter(1) else None
    letter = _dead_letter(2)
    assert again
    subscribed, _secret = subscription(ApiClient.objects.latest("id"), now=now)
    team = CommunityTeam.objects.latest("pk")
    controller = person_of(make_official(agency("NB.VP"), Role.CONTROLLER), on=timezone.localdate(now))
    tomorrow = now + timedelta(days=1)
    planned = announce_maintenance(
        controller, starts_at=tomorrow, ends_at=tomorrow + HOUR, words="Nâng cấp", words_en="", now=now
    )
    data_officer = person_of(make_data_officer(), on=timezone.localdate(now))
    return {
        "maintenance": planned.pk,
        "threshold": make_threshold(now=now).pk,
        "playbook": make_playbook_draft(controller, name="Dịch bệnh", now=now).pk,
        "account": make_official(agency("NB.VP"), Role.CLERK).account.pk,
        "breach": make_breach(data_officer, now=now).code,
        "procedure": BIRTH, "version_of": draft.procedure.code, "version": draft.number, "year": 2026,
        "assessed": 2022, "ranked": 63, **_committee(controller, now=now),
        "mismatch": Mismatch.objects.latest("pk").pk, "letter": letter.pk, "subscription": subscribed.pk,
        "arrival": make_arrival("FAILED", problem="Thiếu MaHoSo").pk, "client": ApiClient.objects.latest("id").pk,
        "register": make_register(agency("NB.SYT"), code="thu").register.code, "again": again.pk, "team": team.pk,
    }  # fmt: skip


def _dead_letter(number: int) -> OutboxMessage:
    post(number, lane=f"life_event:{number}")
    letter = OutboxMessage.objects.latest("id")
    letter.state, letter.tries, letter.last_error = "DEAD", 1, "HTTP 400 thieu-truong"
    letter.save()
    return letter
