"""The counter, through HTTP and without JavaScript: from the visitor's card to the printed receipt."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.payments.models import Receipt
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import CounterEntry, Dossier
from tinhso.government.dossiers.tests.factories import COPY, make_one_stop
from tinhso.ground.people.models import Account
from tinhso.ground.people.queries import looks_at
from tinhso.ground.people.tests.factories import make_official

PLAIN = "1.004002"
VISITOR = {"number": "036196001234", "full_name": "Phạm Văn Đồng", "phone": "0912345678", "channel": "COUNTER"}
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def today(db):
    """The one-stop as it works at this very moment: pages read the real clock."""
    return make_one_stop(on=timezone.now())


@pytest.fixture
def desk(today):
    """The reception officer's browser."""
    client = Client()
    client.force_login(Account.objects.get(pk=today.reception.account_id))
    return client


def begin(desk, today, code=COPY, **said):
    answer = desk.post(reverse("dossiers:counter_form", args=[code]), VISITOR | {"agency": today.agency.pk} | said)
    assert answer.status_code == 302, answer.text
    return CounterEntry.objects.get()


def test_a_copy_is_entered_with_its_real_form_scanned_paid_received_and_its_receipt_printed(desk, today):
    found = desk.get(reverse("dossiers:counter") + "?tim=chung+thuc+ban+sao").text
    assert reverse("dossiers:counter_form", args=[COPY]) in found
    entry = begin(desk, today)
    assert entry.draft is not None
    step = reverse("dossiers:counter_step", args=[entry.key, entry.draft.form_version.first_step])
    page = desk.get(step).text
    assert "Phạm Văn Đồng" in page and "0912345678" in page

    left_empty = desk.post(step, {})

    assert left_empty.status_code == 422
    fill(desk, entry)
    papers = reverse("dossiers:counter_papers", args=[entry.key])
    scan = SimpleUploadedFile("giay-khai-sinh.pdf", SCAN, "application/pdf")
    codes = [row.rule.code for row in queries.paper_rows(today.reception, entry_now(), on=timezone.localdate())]
    onward = desk.post(papers, {"on_paper": codes, f"scan-{codes[0]}": scan})
    review = reverse("dossiers:counter_review", args=[entry.key])
    assert onward["Location"] == review
    page = desk.get(review).text
    assert "giay-khai-sinh.pdf" in page
    assert "2 bản × 2 trang × 2.000 đ/trang = 8.000 đ." in page, "as the form says"
    assert "count-copies" not in page, "nobody counts twice"

    filed = desk.post(review, {"delivery": "COUNTER", "count-copies": "1", "count-pages": "1"})
    again = desk.post(review, {"delivery": "COUNTER"})

    dossier = Dossier.objects.get(applicant_name="Phạm Văn Đồng")
    done = reverse("dossiers:counter_done", args=[dossier.code])
    assert filed["Location"] == done and again.status_code == 302
    assert (dossier.channel, dossier.is_assisted, dossier.support_agency) == ("COUNTER", False, today.agency)
    assert dossier.form_version is not None and dossier.answers
    assert dossier.parts.filter(file__isnull=False).count() == 1
    assert CounterEntry.objects.get().visitor == {}, "the dossier has the visitor's facts now"

    page = desk.get(done)
    charge = page.context["charges"][0]
    assert (charge.amount_vnd, dossier.fee_vnd) == (8_000, 8_000)
    assert "2 bản × 2 trang × 2.000 đ/trang = 8.000 đ." in charge.lines[0]["how"]
    for _ in range(2):
        desk.post(reverse("dossiers:collect", args=[dossier.code]), {"charge": charge.code, "back": "counter"})
    assert Receipt.objects.get().number in desk.get(done).text
    act = reverse("dossiers:act", args=[dossier.code, "receive"])
    received = desk.post(act, {"expected_version": page.context["dossier"].version, "back": "counter"})
    assert received["Location"] == done
    assert "In giấy tiếp nhận" in desk.get(done).text
    paper = desk.get(reverse("dossiers:paper", args=[dossier.code, "giay-tiep-nhan"]))
    assert paper.content[:5] == b"%PDF-"
    assert "Nhập hồ sơ nộp tại quầy" in {look.purpose for look in looks_at(dossier.applicant_citizen_id)}


def entry_now():
    return CounterEntry.objects.select_related("version", "draft__form_version").get()


def fill(desk, entry):
    """Answer what every step of the form insists on, as it is printed; then the papers are next."""
    where = desk.get(reverse("dossiers:counter_resume", args=[entry.key]))["Location"]
    while "to-khai" in where:
        fields = [f for section in desk.get(where).context["page"].sections for f in section.fields]
        fields += [cell for f in fields for row in f.rows or (f.blank_row,) for cell in row]
        said = {f.path: f.value or example(f) for f in fields if f.required and f.kind != "rows"}
        said |= {f"{f.path}.0.row": "1" for f in fields if f.kind == "rows"}
        onward = desk.post(where, {path.replace("__n__", "0"): text for path, text in said.items()})
        assert onward.status_code == 302, onward.context["problems"]
        where = onward["Location"]


def example(field):
    """Something lawful for a field that the visitor's card does not fill."""
    if field.options:
        return field.options[0][0]
    return {
        "checkbox": "on",
        "date": "05/09/1990",
        "integer": "2",
        "personal_number": "036196001234",
        "phone": "0912345678",
    }.get(field.kind, "Giấy khai sinh")


def test_a_number_of_another_name_is_said_beside_the_name(desk, today):
    wrong = VISITOR | {"agency": today.agency.pk, "number": today.citizen.personal_number}

    answer = desk.post(reverse("dossiers:counter_form", args=[COPY]), wrong)

    assert answer.status_code == 422
    assert "Số định danh này thuộc về người có họ tên khác" in answer.text
    assert not CounterEntry.objects.exists()


def test_a_number_that_is_none_is_said_beside_the_number(desk, today):
    wrong = VISITOR | {"agency": today.agency.pk, "number": "12345"}

    answer = desk.post(reverse("dossiers:counter_form", args=[COPY]), wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors["number"] == ["Số định danh cá nhân gồm đúng 12 chữ số."]


def test_a_scan_that_lies_is_refused_beside_its_paper_and_the_ticks_stay(desk, today):
    entry = begin(desk, today)
    codes = [row.rule.code for row in queries.paper_rows(today.reception, entry_now(), on=timezone.localdate())]
    lie = SimpleUploadedFile("so-ho-khau.pdf", b"MZ\x90\x00" + bytes(200), "application/pdf")

    answer = desk.post(
        reverse("dossiers:counter_papers", args=[entry.key]), {"on_paper": codes, f"scan-{codes[0]}": lie}
    )

    assert answer.status_code == 422
    assert [row.on_paper for row, _ in answer.context["rows"]] == [True] * len(codes)
    assert answer.context["rows"][0][1]


def test_a_missing_paper_stands_beside_it(desk, today):
    entry = begin(desk, today)

    answer = desk.post(reverse("dossiers:counter_papers", args=[entry.key]), {})

    assert answer.status_code == 422
    assert "Giấy tờ này là bắt buộc." in answer.text


def test_another_officer_does_not_see_what_was_begun(desk, today):
    entry = begin(desk, today)
    elsewhere = make_one_stop("NB.C14167", on=timezone.now())
    other = Client()
    other.force_login(Account.objects.get(pk=elsewhere.reception.account_id))

    for name in ("counter_resume", "counter_papers", "counter_review", "counter_discard"):
        assert other.get(reverse(f"dossiers:{name}", args=[entry.key])).status_code == 404, name


def test_what_was_begun_is_offered_again_and_can_be_given_up(desk, today):
    entry = begin(desk, today)
    assert "Phạm Văn Đồng" in desk.get(reverse("dossiers:counter")).text

    desk.post(reverse("dossiers:counter_discard", args=[entry.key]))

    assert not CounterEntry.objects.exists()
    assert "Phạm Văn Đồng" not in desk.get(reverse("dossiers:counter")).text


def back_after_losing_the_session(desk, today, where, typed):
    """Post with a session that has ended, sign in, and see the page one was on."""
    desk.cookies.clear()
    lost = desk.post(where, typed, headers={"Referer": f"http://testserver{where}"})
    assert lost.status_code == 302 and lost["Location"].startswith("/tai-khoan/can-bo/")
    desk.force_login(Account.objects.get(pk=today.reception.account_id))
    page = desk.get(where)
    assert "những gì bạn vừa điền vẫn còn nguyên" in page.text
    assert "những gì bạn vừa điền vẫn còn nguyên" not in desk.get(where).text
    return page


def test_a_session_that_ends_in_a_step_loses_nothing_that_was_typed_into_it(desk, today):
    entry = begin(desk, today)
    step = reverse("dossiers:counter_step", args=[entry.key, entry.draft.form_version.first_step])
    shown = [f for section in desk.get(step).context["page"].sections for f in section.fields]
    field = next(f for f in shown if f.kind == "text")

    page = back_after_losing_the_session(desk, today, step, {field.path: "Đỗ Thị Hoà Bình"})

    assert page.status_code == 200
    assert "Đỗ Thị Hoà Bình" in page.text
    assert entry_now().draft.answers[field.path] == "Đỗ Thị Hoà Bình"


def test_a_session_that_ends_before_or_after_the_form_loses_nothing_either(desk, today):
    where = reverse("dossiers:counter_form", args=[COPY])
    page = back_after_losing_the_session(desk, today, where, VISITOR | {"agency": today.agency.pk})
    assert "Phạm Văn Đồng" in page.text and VISITOR["number"] in page.text
    assert not CounterEntry.objects.exists(), "nothing is begun until the officer says so again"
    entry = begin(desk, today)
    code = queries.paper_rows(today.reception, entry_now(), on=timezone.localdate())[0].rule.code

    back_after_losing_the_session(
        desk, today, reverse("dossiers:counter_papers", args=[entry.key]), {"on_paper": [code]}
    )
    choices = {"delivery": "POST", "count-copies": "4"}
    back_after_losing_the_session(desk, today, reverse("dossiers:counter_review", args=[entry.key]), choices)

    entry = entry_now()
    assert entry.papers[code]["on_paper"] is True
    assert (entry.delivery, entry.fee_choices["quantities"]["copies"]) == ("POST", 4)
    assert not Dossier.objects.filter(applicant_name="Phạm Văn Đồng").exists(), "filing is asked for again"


def test_what_one_officer_typed_is_not_shown_to_the_next_at_the_same_machine(desk, today):
    entry = begin(desk, today)
    step = reverse("dossiers:counter_step", args=[entry.key, entry.draft.form_version.first_step])
    desk.cookies.clear()
    desk.post(step, {"applicant_name": "Đỗ Thị Hoà Bình"})

    desk.force_login(make_official(today.agency, "RECEPTION", full_name="Ngô Văn Khác").account)

    assert desk.get(step).status_code == 404
    assert "applicant_name" not in entry_now().draft.answers or "Hoà Bình" not in str(entry_now().draft.answers)


def test_at_the_counter_the_hint_of_a_filled_field_speaks_to_the_officer(desk, today):
    entry = begin(desk, today)

    page = desk.get(reverse("dossiers:counter_step", args=[entry.key, entry.draft.form_version.first_step])).text

    assert "Điền sẵn từ thẻ và dữ liệu đã có của người nộp" in page
    assert "thông tin của bạn" not in page


def test_a_number_that_looks_wrong_is_said_and_does_not_stop_the_officer(desk, today):
    entry = begin(desk, today, number="099196001234")

    page = desk.get(reverse("dossiers:counter_step", args=[entry.key, entry.draft.form_version.first_step])).text

    assert "Xem lại số trên thẻ: Ba chữ số đầu không phải mã tỉnh" in page
