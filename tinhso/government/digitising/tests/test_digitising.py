"""A sheet becomes a signed paper of the store, once; and what the store has is never scanned again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.signing.queries import report_on
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.tests.factories import DEATH_EXTRACT, make_paper
from tinhso.government.digitising.tests.factories import WIDOWED, pdf_of, picture
from tinhso.government.dossiers.actions import receive
from tinhso.government.dossiers.models import CounterEntry, DossierPart, Finding, PartState
from tinhso.government.dossiers.printing import receipt_pdf
from tinhso.government.dossiers.printing.receipts import _part_lines
from tinhso.government.dossiers.queries.reuse import PartOrigin, reuse_counts
from tinhso.government.dossiers.tests.factories import COPY, make_dossier, make_retrieved
from tinhso.government.portal_sync.mappers import CLASSIC, dossier_row
from tinhso.government.portal_sync.queries import facts_of
from tinhso.ground.files.queries import content
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import make_official, person_of

MARITAL_STATUS, TAKES = "1.004873", "TP03"
READ = {
    "type_code": DEATH_EXTRACT, "title": "Trích lục khai tử", "number": "07/TLKT", "issuer": "UBND xã Yên Khánh",
    "issued_on": "2019-03-08", "checks": ["legible", "complete", "conforms"],
}  # fmt: skip


@pytest.fixture
def desk(place):
    client = Client()
    client.force_login(Account.objects.get(pk=place.reception.account_id))
    return client


def by_post(place, code=MARITAL_STATUS):
    return make_dossier(place, code=code, now=timezone.now(), channel="POST")


def sheet_of(dossier, code=TAKES):
    part = DossierPart.objects.get(dossier=dossier, part_code=code)
    return part, reverse("digitising:sheet", args=[dossier.code, part.pk])


@pytest.mark.parametrize("how", ["pictures", "pdf"])
def test_a_sheet_is_scanned_compared_signed_stored_and_said_wherever_it_counts(place, desk, how):
    dossier = by_post(place)
    part, where = sheet_of(dossier)
    pages = [picture("truoc.png"), picture("sau.png")]
    scans = pages if how == "pictures" else [pdf_of(*pages)]

    assert "chưa có giấy này" in desk.get(where).text
    answer = desk.post(where, READ | {"scan": scans})

    assert answer.status_code == 302, answer.text
    paper = StoredPaper.objects.get()
    part.refresh_from_db()
    assert (part.stored_paper, part.file, part.state) == (paper, paper.file, PartState.SUBMITTED)
    assert (paper.citizen, paper.words, paper.dossier_code) == (
        place.citizen,
        "Trích lục khai tử số 07/TLKT",
        dossier.code,
    )
    assert (paper.pages, paper.dots_per_inch) == (2, 200 if how == "pictures" else None)
    report = report_on(content(paper.file))
    assert report.verdict == "good", report
    assert "Nguyễn Thị Lan" in paper.signer_name and paper.certificate
    received = receive(place.reception, dossier, now=timezone.now())
    assert receipt_pdf(received)
    (row,) = dossier_row(facts_of(received), dialect=CLASSIC)["TaiLieuNop"]
    assert (row["MaThanhPhanHoSo"], row["DuocSoHoa"], row["DuocTaiSuDung"]) == (TAKES, "1", "0")
    today = timezone.localdate()
    (line,) = reuse_counts(place.reception, first=today, last=today)
    assert line.parts[PartOrigin.DIGITISED] == 1
    assert desk.post(where, READ | {"scan": [picture()]}).status_code == 404, "it does not wait any more"


def test_what_is_in_the_store_is_offered_first_and_not_scanned_again(place, desk):
    paper = make_paper(place.citizen, issuer="UBND xã Yên Khánh", number="07/TLKT")
    dossier = by_post(place)
    part, where = sheet_of(dossier)

    page = desk.get(where).text
    assert paper.words in page and "Dùng bản trong kho" in page
    again = desk.post(where, READ | {"scan": [picture()]})
    assert again.status_code == 422 and "đã có trong kho" in again.text
    taken = desk.post(reverse("digitising:take_stored", args=[dossier.code, part.pk]), {"paper": paper.key})

    assert taken.status_code == 302
    part.refresh_from_db()
    assert (part.state, part.stored_paper) == (PartState.REUSED, paper)
    assert StoredPaper.objects.count() == 1


def test_the_owner_reads_which_officer_opened_her_paper(place, desk):
    paper = make_paper(place.citizen)
    dossier = by_post(place)
    opened = desk.get(reverse("digitising:stored", args=[dossier.code, paper.key]))
    mo = Client()
    mo.force_login(place.citizen.account)

    assert opened.status_code == 200
    assert "Nguyễn Thị Lan" in mo.get(reverse("public_services:store")).text
    assert "Số hoá giấy tờ của hồ sơ" in mo.get(reverse("home:looks")).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"checks": ["legible", "complete"]}, "đánh dấu đủ ba điều"),
        ({"scan": []}, "Hãy chọn bản quét"),
        ({"scan": [picture(size=(800, 1100))]}, "điểm ảnh/inch"),
        ({"issued_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "không thể sau hôm nay"),
        ({"valid_to": "2019-01-01"}, "phải sau ngày bắt đầu"),
        ({"scan": [pdf_of(picture()), picture()]}, "một tệp PDF"),
    ],
)
def test_a_sheet_that_is_not_right_is_not_signed_and_leaves_nothing(place, desk, said, sentence):
    _part, where = sheet_of(by_post(place))

    answer = desk.post(where, READ | {"scan": [picture()]} | said)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not StoredPaper.objects.exists()


def test_a_mistake_is_taken_out_with_its_reason_and_the_sheet_waits_again(place, desk):
    dossier = by_post(place)
    part, where = sheet_of(dossier)
    desk.post(where, READ | {"scan": [picture()]})
    paper = StoredPaper.objects.get()
    out = reverse("digitising:take_out", args=[dossier.code, paper.key])

    assert desk.post(out, {"reason": " "}).status_code == 409
    assert desk.post(out, {"reason": "Quét nhầm giấy của người khác"}).status_code == 302

    paper.refresh_from_db()
    part.refresh_from_db()
    assert (paper.state, paper.ended_reason) == ("WITHDRAWN", "Quét nhầm giấy của người khác")
    assert (part.stored_paper, part.file, part.note) == (None, None, "Bản giấy nộp tại quầy")
    assert desk.post(where, READ | {"scan": [picture()]}).status_code == 302, "and can be scanned rightly"


def test_a_sheet_of_a_part_that_nobody_reviewed_is_kept_and_offered_nowhere(place, desk):
    dossier = by_post(place, COPY)
    _part, where = sheet_of(dossier, "TP01")
    read = {name: value for name, value in READ.items() if name != "type_code"}

    assert desk.post(where, read | {"scan": [picture()]}).status_code == 302
    assert StoredPaper.objects.get().type_code == f"{COPY}:TP01"
    _again, where = sheet_of(by_post(place, COPY), "TP01")
    assert "chưa có giấy này" in desk.get(where).text


def test_what_a_database_said_stands_for_the_sheet_that_it_makes_needless(place, desk):
    dossier = by_post(place)
    card, where = sheet_of(dossier, "TP04")
    instead = reverse("digitising:take_snapshot", args=[dossier.code, card.pk])
    assert desk.post(instead).status_code == 409, "nobody has asked the database yet"
    make_retrieved(place, dossier, Finding.DIFFERS)
    assert desk.post(instead).status_code == 409, "it says otherwise than the dossier"
    snapshot = make_retrieved(place, dossier, Finding.FOUND)

    assert "Thay bằng dữ liệu này" in desk.get(where).text
    assert desk.post(instead).status_code == 302

    card.refresh_from_db()
    assert (card.state, card.source, card.retrieved_at) == (
        PartState.FROM_DATA, "Cơ sở dữ liệu quốc gia về dân cư", snapshot.asked_at,
    )  # fmt: skip


def test_only_reception_where_the_dossier_came_in_may(place, desk):
    elsewhere = person_of(make_official(place.agency, "CASE_OFFICER"), on=timezone.localdate())
    client = Client()
    client.force_login(Account.objects.get(pk=elsewhere.account_id))
    dossier = by_post(place)

    assert client.get(reverse("digitising:dossier", args=[dossier.code])).status_code == 403
    assert dossier.code in desk.get(reverse("digitising:waiting")).text


def test_at_the_counter_the_visitors_store_spares_him_the_sheet(place, desk):
    paper = make_paper(place.citizen)
    where = reverse("dossiers:counter_form", args=[MARITAL_STATUS])
    visitor = {"number": place.citizen.personal_number, "full_name": place.citizen.full_name, "channel": "COUNTER"}
    desk.post(where, visitor | {"agency": place.agency.pk})
    entry = CounterEntry.objects.get()
    entry.draft.answers = WIDOWED
    entry.draft.save(update_fields=["answers"])
    papers = reverse("dossiers:counter_papers", args=[entry.key])
    assert paper.words in desk.get(papers).text

    left_out = desk.post(papers, {})
    chosen = desk.post(papers, {f"stored-{TAKES}": str(paper.key)})
    review = reverse("dossiers:counter_review", args=[entry.key])
    assert paper.words in desk.get(review).text
    filed = desk.post(review, {"delivery": "COUNTER"})

    assert (left_out.status_code, chosen.status_code, filed.status_code) == (422, 302, 302), filed.text
    part = DossierPart.objects.get(part_code=TAKES)
    assert (part.state, part.stored_paper, part.file) == (PartState.REUSED, paper, paper.file)
    received = receive(place.reception, part.dossier, now=timezone.now())
    assert any("kho dữ liệu điện tử (Trích lục khai tử" in line.from_data for line in _part_lines(received))
