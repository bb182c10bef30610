"""Figures and indices as officials fill them in: sheets, entries, annexes, empty, wrong and full."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.pages.album import Album
from tinhso.ground.files.tests.factories import PDF, picture, sent
from tinhso.ground.people.models import Account, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.insight.open_data.actions import answer, publish_all
from tinhso.insight.open_data.queries import dataset_for
from tinhso.insight.open_data.tests.factories import asked_of
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.actions import close_stage, enter_score, propose_publishing, remind
from tinhso.insight.scoring.rules.patterns import Given
from tinhso.insight.warehouse.tests.factories import enter as enter_rows
from tinhso.insight.warehouse.tests.factories import lock, make_chain, value


def at_work(person: Person) -> Client:
    """The browser of an official who is signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def score(album: Album, controller: Client) -> None:
    """A sheet of our own before and after it is filled, its forms, an annex with faulty rows."""
    where = ["DTI-PROV-2022", "NB", 2025]
    sheet, entry = reverse("scorecards:sheet", args=where), reverse("scorecards:entry", args=[*where, "DTI22.1"])
    album.visit(controller, "score-sheet", sheet)
    album.visit(controller, "my-leaves-none", reverse("scorecards:mine"))
    assign(album, controller)
    unread = reverse("scorecards:sheet", args=["DTI-PROV-2025", "NB", 2025])
    album.visit(controller, "score-sheet-of-no-points", unread)
    album.visit(controller, "score-entry", entry)
    album.visit(controller, "score-entry-wrong", entry, says={"numerator": "1.761", "evidence": ""}, status=422)
    scan = sent(picture("PNG"), "Anh-chup.png", "image/png")
    controller.post(entry, {"numerator": "0,85", "evidence": "12/BC-SKHCN", "files": [sent(PDF), scan]})
    album.visit(controller, "score-sheet-begun", sheet)
    album.visit(controller, "score-entry-again", entry)
    album.visit(controller, "my-leaves", reverse("scorecards:mine"))
    album.visit(controller, "score-progress", reverse("scorecards:progress", args=[where[0], 2025]))
    appraise(album, where, controller)
    commune = ["NTM-KM-2022", "NB.C14167", 2025]
    album.visit(controller, "score-entry-criterion", reverse("scorecards:entry", args=[*commune, "NTMKM.1"]))
    controller.post(reverse("scorecards:entry", args=[*commune, "NTMKM.1"]), {"first": "0", "evidence": "Báo cáo"})
    album.visit(controller, "score-progress-of-communes", reverse("scorecards:progress", args=[commune[0], 2025]))
    album.visit(controller, "score-result-of-a-commune", reverse("scorecards:result", args=commune))
    annex = reverse("scorecards:annex", args=["DTI-PROV-2022"])
    album.visit(controller, "annex", annex)
    faulty = b"code,name,unit,pattern,params,max_points,evidence,owner\nX.1,,,GUESS,,1.761,,NB.XX\n"
    album.visit(controller, "annex-wrong", annex, says={"file": SimpleUploadedFile("a.csv", faulty)}, status=422)
    lost = reverse("service_index:lost", args=["NPSC.4.3"])
    album.visit(controller, "index-766-lost", lost)
    album.visit(controller, "index-766-lost-none", f"{lost}?ky=2020-01")


def ask_for_data(album: Album) -> None:
    """The catalogue, a dataset before and after its versions, and a request from both sides of the desk."""
    somebody, now = Client(), timezone.now()
    unpublished = reverse("open_data:dataset", args=["co-so-van-hoa"])
    album.visit(somebody, "dataset-unpublished", unpublished)
    publish_all(now=now)
    album.visit(somebody, "data", reverse("open_data:catalogue"))
    album.visit(somebody, "data-none", reverse("open_data:catalogue") + "?tim=xyzzy&linh-vuc=AGRI")
    album.visit(somebody, "dataset", unpublished)
    album.visit(somebody, "dataset-version", reverse("open_data:version", args=["co-so-van-hoa", 1]))
    asking = reverse("open_data:requests")
    album.visit(somebody, "data-requests-none", asking)
    album.visit(somebody, "data-request-wrong", asking, says={"theme": "", "words": "Tram phat song"}, status=422)
    officer = person_of(make_official(agency("NB.SKHCN"), Role.CASE_OFFICER), on=timezone.localdate(now))
    at_desk = at_work(officer)
    album.visit(at_desk, "data-desk-empty", reverse("open_data:desk"))
    asked = asked_of(agency("NB.SKHCN"), now=now)
    album.visit(somebody, "data-request", reverse("open_data:request", args=[asked.key]))
    album.visit(at_desk, "data-desk", reverse("open_data:desk"))
    case = reverse("open_data:case", args=[asked.code])
    album.visit(at_desk, "data-case", case)
    album.visit(
        at_desk, "data-case-wrong", case, says={"verb": "refuse", "about": "Tram", "words": "Khong"}, status=422
    )
    units = dataset_for("co-so-van-hoa").dataset
    answer(officer, asked, "grant", about="Di tích", words="Đã có bộ dữ liệu.", dataset=units, now=now)
    album.visit(somebody, "data-requests", asking)


def assign(album: Album, controller: Client) -> None:
    """Who answers for which leaf: the list, nothing ticked, two changes."""
    duties = reverse("scorecards:duties", args=["DTI-PROV-2022", 2025])
    album.visit(controller, "score-duties", duties)
    album.visit(controller, "score-duties-wrong", duties, says={"needs_file": "1", "due_date": "31/2/2026"}, status=422)
    album.visit(controller, "score-duties-none", duties, says={"needs_file": "1"}, status=422)
    said = {"codes": ["DTI22.1", "DTI22.7"], "agency": "NB.VP", "due_date": "31/01/2026", "needs_file": "1"}
    controller.post(duties, said)
    controller.post(duties, said | {"due_date": "28/02/2026", "reason": "Chờ thông báo thuế"})
    remind(now=timezone.now())
    album.visit(controller, "score-duties-said", duties)
    album.visit(controller, "score-duty", reverse("scorecards:duty", args=["DTI-PROV-2022", 2025, "DTI22.1"]))
    album.visit(controller, "score-duty-unsaid", reverse("scorecards:duty", args=["DTI-PROV-2022", 2025, "DTI22.2"]))


def appraise(album: Album, where: list[Any], controller: Client) -> None:
    """The evidence beside the appraiser's form, then a result that is proposed and published by two."""
    version, place, year = queries.version(where[0]), agency(where[1]), where[2]
    auditor = person_of(make_official(agency("NB.TTR"), "AUDITOR"), on=timezone.localdate())
    entry = reverse("scorecards:entry", args=[*where, "DTI22.1"])
    album.visit(at_work(auditor), "score-appraisal", f"{entry}?buoc=tham-dinh")
    now = timezone.now()
    for stage, who, share in (("SELF", None, "0,9"), ("APPRAISED", auditor, "0.8")):
        for node in queries.enterable(version):
            if who is None:
                address = reverse("scorecards:entry", args=[*where, node.code])
                controller.post(address, {"numerator": share, "evidence": "BC", "files": [sent(PDF)]})
            else:
                enter_score(who, version, place, year, node.code, stage=stage, given=Given(Decimal(share)),
                            evidence="BC", now=now)  # fmt: skip
        of = queries.assessment(version, place, year, stage)
        if of is not None:
            close_stage(auditor, of, now=now)
    album.visit(controller, "score-sheet-closed", reverse("scorecards:sheet", args=where))
    propose_publishing(auditor, version, place, year, instrument="Luật Hộ tịch", now=now)
    album.visit(controller, "score-sheet-proposed", reverse("scorecards:sheet", args=where))
    controller.post(reverse("scorecards:publish", args=[*where, "cong-bo"]))
    album.visit(controller, "score-sheet-published", reverse("scorecards:sheet", args=where))
    album.visit(controller, "score-result", reverse("scorecards:result", args=where))
    album.visit(Client(), "score-result-for-all", reverse("scorecards:result", args=where))
    album.visit(controller, "index-version-kept", reverse("scorecards:version", args=["DTI-PROV-2022"]))


def enter_figures(album: Album) -> None:
    """Figures that officials enter: empty, wrong, sent, and what everybody reads of them."""
    chain = make_chain(now=timezone.now())
    officer, checker = at_work(chain.enterer), at_work(chain.checker)
    address = reverse("warehouse:sheet", args=["NET.WEAKSPOT", "2025-10"])
    album.visit(checker, "entering-nothing", reverse("warehouse:entering"))
    album.visit(officer, "sheet-empty", address)
    album.visit(officer, "sheet-of-parts", reverse("warehouse:sheet", args=["CYB.LEVEL", "2025-10"]))
    wrong = {"verb": "send", "code": "356", "numerator": "", "denominator": "", "value": "1.2"}
    album.visit(officer, "sheet-wrong", address, says=wrong, status=422)
    made = enter_rows(chain.enterer, value("17"), value("4", "13684"), period="2025-10", now=timezone.now())
    album.visit(officer, "entering", reverse("warehouse:entering"))
    album.visit(checker, "entering-waits", reverse("warehouse:entering"))
    album.visit(checker, "sheet", address)
    album.visit(checker, "observation", reverse("warehouse:observation", args=[made[0].pk]))
    lock(chain, made, now=timezone.now())
    album.visit(Client(), "statistics", reverse("warehouse:statistics"))
    album.visit(Client(), "statistic", reverse("warehouse:statistic", args=["NET.WEAKSPOT"]))
    album.visit(Client(), "statistic-empty", reverse("warehouse:statistic", args=["SE.GRDP"]))
