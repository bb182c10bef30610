"""The officer's pages, through HTTP: every act by its form, every filter by its address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import BIRTH, ask, dossier_in, make_dossier, make_one_stop
from tinhso.government.dossiers.tests.test_issued_papers import words
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import looks_at

ASKED = {
    "wrong-TP02": "Chưa có",
    "how-TP02": "Nộp bản chính",
    "reason": "Thiếu giấy chứng sinh",
    "legal_basis": "Luật Hộ tịch",
}


@pytest.fixture
def today(db):
    """The one-stop as it works at this very moment: pages read the real clock."""
    return make_one_stop(on=timezone.now())


def signed_in(person):
    client = Client()
    client.force_login(Account.objects.get(pk=person.account_id))
    return client


def say(person, dossier, verb, **fields):
    """Send the small form of one act as the page would."""
    dossier = Dossier.objects.get(pk=dossier.pk)
    where = reverse("dossiers:act", args=[dossier.code, verb])
    return signed_in(person).post(where, {"expected_version": dossier.version, **fields})


def test_a_dossier_goes_its_whole_way_through_the_pages(today):
    dossier = make_dossier(today, now=timezone.now(), delivery="COUNTER")
    steps = [
        (today.reception, "receive", {}),
        (today.officer, "take", {}),
        (today.officer, "propose", {"outcome": "GRANTED", "content": "Đủ điều kiện đăng ký"}),
        (today.leader, "sign", {}),
        (today.clerk, "issue", {}),
        (today.result_officer, "hand_over", {"receiver_name": "Trần Thị Mơ", "delivery": "COUNTER"}),
    ]
    for person, verb, fields in steps:
        page = signed_in(person).get(reverse("dossiers:show", args=[dossier.code]))
        assert reverse("dossiers:act", args=[dossier.code, verb]) in page.text, verb
        answer = say(person, dossier, verb, **fields)
        assert answer.status_code == 302, answer.text

    page = signed_in(today.reception).get(reverse("dossiers:show", args=[dossier.code]))
    assert Dossier.objects.get(pk=dossier.pk).state == S.RETURNED
    assert "01/2026/KQ-UBND" in page.text
    assert "Trần Thị Mơ → " not in page.text.replace(" ", "")
    for form in ("giay-tiep-nhan", "phieu-kiem-soat"):
        paper = signed_in(today.reception).get(reverse("dossiers:paper", args=[dossier.code, form]))
        assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    signed = signed_in(today.reception).get(reverse("dossiers:result", args=[dossier.code]))
    assert signed["Content-Type"] == "application/pdf"


def test_what_was_typed_stays_when_a_form_lacks_its_reason(today):
    dossier = make_dossier(today, now=timezone.now())

    answer = say(today.reception, dossier, "request_supplement", **ASKED | {"reason": ""})

    assert answer.status_code == 422
    assert "Hãy điền mục này." in answer.text and "Nộp bản chính" in answer.text
    assert Dossier.objects.get(pk=dossier.pk).state == S.AWAITING_RECEPTION


def test_what_was_asked_once_is_not_offered_again_in_the_same_phase(today):
    dossier = ask(today.reception, make_dossier(today, now=timezone.now()), now=timezone.now())
    dossier = actions.answer_supplement(today.applicant, dossier, parts=[], note="Đã nộp", now=timezone.now())
    where = reverse("dossiers:act", args=[dossier.code, "request_supplement"])

    before = signed_in(today.reception).get(reverse("dossiers:show", args=[dossier.code]))
    dossier = actions.receive(today.reception, dossier, now=timezone.now())
    dossier = actions.assign(today.division_head, dossier, official=today.official, now=timezone.now())
    after = signed_in(today.officer).get(reverse("dossiers:show", args=[dossier.code]))

    assert where not in before.text
    assert where in after.text


def test_a_leader_is_offered_to_sign_before_he_is_offered_to_send_back(today):
    dossier = dossier_in(today, S.AWAITING_SIGNATURE, now=timezone.now())

    page = signed_in(today.leader).get(reverse("dossiers:show", args=[dossier.code])).text

    places = [page.index(reverse("dossiers:act", args=[dossier.code, verb])) for verb in ("sign", "send_back")]
    assert places == sorted(places)


def test_the_second_of_two_officers_is_told_who_acted_first(today):
    dossier = make_dossier(today, now=timezone.now())
    where = reverse("dossiers:act", args=[dossier.code, "receive"])
    first = say(today.reception, dossier, "request_supplement", **ASKED)
    assert first.status_code == 302, first.text

    page = f"http://testserver{reverse('dossiers:show', args=[dossier.code])}"
    late = signed_in(today.reception).post(where, {"expected_version": dossier.version}, headers={"Referer": page})

    assert late.status_code == 409
    assert "Nguyễn Thị Lan cập nhật lúc" in late.text
    assert f'href="{page}"' in late.text  # the way back to the dossier as it is now


def test_opening_a_dossier_is_a_look_that_the_citizen_can_read(today):
    dossier = make_dossier(today, now=timezone.now())

    signed_in(today.officer).get(reverse("dossiers:show", args=[dossier.code]))

    (look,) = looks_at(today.citizen.pk)
    assert (look.who, look.subject) == ("Vũ Lan Phương", dossier.subject)


def test_an_act_that_failed_shows_the_dossier_and_is_a_look_too(today):
    dossier = make_dossier(today, now=timezone.now())

    answer = say(today.reception, dossier, "refuse", reason="", legal_basis="")

    assert answer.status_code == 422
    assert [look.subject for look in looks_at(today.citizen.pk)] == [dossier.subject]


def test_another_agency_sees_nothing_and_a_citizen_finds_the_door_closed(today):
    dossier = make_dossier(today, now=timezone.now())
    elsewhere = make_one_stop("NB.C14167", on=timezone.now())
    where = reverse("dossiers:show", args=[dossier.code])

    assert signed_in(elsewhere.officer).get(where).status_code == 404
    assert signed_in(today.applicant).get(where).status_code == 403
    assert Client().get(where).status_code == 302


@pytest.mark.parametrize("asked", ["", "hien=mine", "hien=agency", "hien=waiting", "han=qua-han", "han=hom-nay",
                                   "trang-thai=AWAITING_RECEPTION", "tim=tran+mo", "tim=%26%7C!", f"thu-tuc={BIRTH}",
                                   "sau=nonsense~1", "sau=123~5", "thu-tuc=%00", "tim=%00", "trang-thai=%00",
                                   "hien=%00", f"sau=2026-01-01T00:00:00%2B00:00~{9**30}"])  # fmt: skip
def test_every_filter_of_the_queue_answers(today, asked):
    make_dossier(today, now=timezone.now())

    assert signed_in(today.reception).get(f"{reverse('dossiers:queue')}?{asked}").status_code == 200


def test_a_dossier_is_found_by_code_and_by_words_without_marks_but_only_at_its_agency(today):
    dossier = make_dossier(today, now=timezone.now())
    elsewhere = make_one_stop("NB.C14167", on=timezone.now())

    for text in (dossier.code.lower(), "mo tran khai", "dang ky kha"):
        found = queries.queue(today.reception, queries.Queue(text=text), now=timezone.now())
        assert [row.pk for row in found.rows] == [dossier.pk], text
        assert not queries.queue(elsewhere.reception, queries.Queue(text=text), now=timezone.now()).rows


def test_the_register_is_a_pdf_and_taking_it_is_written_down(today):
    make_dossier(today, now=timezone.now())
    day = timezone.localdate().isoformat()

    page = signed_in(today.reception).get(reverse("dossiers:register"))
    taken = signed_in(today.reception).get(
        reverse("dossiers:register"), {"agency": today.agency.pk, "first": day, "last": day}
    )

    assert page.status_code == 200
    assert taken.content[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["silent", "asked"])
def test_the_boards_open_empty_and_say_so(today, name):
    assert "sheet empty" in signed_in(today.head).get(reverse(f"dossiers:{name}")).text


def test_an_opinion_may_bring_its_paper_and_the_asking_agency_opens_it(today):
    health = make_one_stop("NB.SYT", on=timezone.now())
    dossier = dossier_in(today, S.CONSULTING, now=timezone.now() - timedelta(hours=1))
    letter = SimpleUploadedFile("tra-loi.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")

    answer = say(health.leader, dossier, "answer_consultation", opinion="Giấy chứng sinh là thật", file=letter)

    assert answer.status_code == 302, answer.text
    page = signed_in(today.officer).get(reverse("dossiers:show", args=[dossier.code]))
    (asked,) = page.context["consultations"]
    where = reverse("dossiers:opinion", args=[dossier.code, asked.file.key])
    assert where in page.text
    assert signed_in(today.officer).get(where).status_code == 200
    assert signed_in(today.applicant).get(where).status_code == 403


def test_a_paper_is_shown_while_it_is_signed_then_signed_and_never_silently_missing(today):
    dossier = make_dossier(today, now=timezone.now())
    refusal = {"reason": "Không thuộc thẩm quyền", "legal_basis": "Luật Hộ tịch, Điều 13"}
    say(today.head, dossier, "refuse", **refusal)
    mine, ours = signed_in(today.applicant), signed_in(today.head)
    papers, forms = (reverse(name, args=[dossier.code]) for name in ("dossiers:papers", "public_services:forms"))
    (issued,) = queries.issued_papers(dossier)

    for waiting in (ours.get(papers).text, mine.get(forms).text):
        assert "Đang ký số" in waiting and "hx-get" in waiting
    unsigned = mine.get(reverse("public_services:form", args=[dossier.code, "tu-choi"]))
    assert unsigned.content[:5] == b"%PDF-" and b"/ByteRange" not in unsigned.content

    actions.sign_paper(issued.pk, now=timezone.now())
    for client, name in ((ours, "dossiers:paper"), (mine, "public_services:form")):
        signed = client.get(reverse(name, args=[dossier.code, "tu-choi"]))
        assert b"/ByteRange" in signed.content
    code = queries.issued_papers(dossier)[0].paper.code
    for page in (ours.get(papers).text, mine.get(reverse("public_services:dossier", args=[dossier.code])).text):
        assert "Đã ký số" in page and reverse("signing:verify", args=[code]) in page
    assert "hx-get" not in ours.get(papers).text
    assert "Phiếu từ chối" in Client().get(reverse("signing:verify", args=[code])).text


def test_a_paper_without_signature_is_on_the_board_with_its_reason_and_signed_from_the_page(today):
    program = Person(name="Phần mềm xã", client_id=1, posts={today.agency.pk: frozenset({"RECEPTION"})})
    dossier = actions.refuse(
        program, make_dossier(today, now=timezone.now()), reason="Sai nơi nộp", legal_basis="Luật", now=timezone.now()
    )
    board, sign = reverse("dossiers:held_up"), reverse("dossiers:sign_paper", args=[dossier.code, "tu-choi"])

    assert board in signed_in(today.officer).get(reverse("home:desk")).text
    assert "ứng dụng kết nối" in signed_in(today.officer).get(board).text
    assert sign not in signed_in(today.officer).get(reverse("dossiers:show", args=[dossier.code])).text
    assert signed_in(today.officer).post(sign).status_code == 403
    assert sign in signed_in(today.head).get(reverse("dossiers:show", args=[dossier.code])).text
    assert signed_in(today.head).post(sign).status_code == 302
    assert "sheet empty" in signed_in(today.officer).get(board).text


def test_form_02_says_what_is_wrong_and_whom_to_ask(today):
    dossier = make_dossier(today, now=timezone.now())

    lines = {
        "wrong-TP02": "Bản chụp mờ, không đọc được ngày sinh", "how-TP02": "Chụp lại đủ bốn góc",
        "wrong-TP03": "Thiếu trang có dấu", "how-TP03": "Nộp đủ hai trang",
        "name-khac1": "Ảnh của trẻ", "wrong-khac1": "Chưa có ảnh", "how-khac1": "Nộp một ảnh 3 x 4",
    }  # fmt: skip
    answer = say(today.reception, dossier, "request_supplement", **lines, reason="Thiếu giấy", legal_basis="Luật")

    assert answer.status_code == 302, answer.text
    (asked,) = queries.supplements_of(Dossier.objects.get(pk=dossier.pk))
    assert [(item["part_code"], item["wrong"], item["how"]) for item in asked.items] == [
        ("TP02", "Bản chụp mờ, không đọc được ngày sinh", "Chụp lại đủ bốn góc"),
        ("TP03", "Thiếu trang có dấu", "Nộp đủ hai trang"),
        ("", "Chưa có ảnh", "Nộp một ảnh 3 x 4"),
    ]
    paper = signed_in(today.reception).get(reverse("dossiers:paper", args=[dossier.code, "yeu-cau-bo-sung"]))
    on_paper = words(paper.content)
    officer = signed_in(today.reception).get(reverse("dossiers:show", args=[dossier.code])).text
    mine = signed_in(today.applicant)
    pages = [
        officer,
        *(mine.get(reverse(f"public_services:{name}", args=[dossier.code])).text for name in ("dossier", "supplement")),
    ]
    assert [text for text in lines.values() if text not in on_paper] == []
    assert [text for page in pages for text in lines.values() if text not in page] == []


def test_what_is_brought_to_the_counter_keeps_the_name_under_which_it_was_asked_for(today):
    dossier = make_dossier(today, now=timezone.now())
    other = {"name-khac1": "Ảnh của trẻ", "wrong-khac1": "Chưa có ảnh", "how-khac1": "Nộp một ảnh 3 x 4"}
    say(today.reception, dossier, "request_supplement", **ASKED | other)

    say(today.reception, dossier, "answer_supplement", brought=["TP02", "BS2"])

    listed, other_one = queries.parts_of(dossier).filter(round=1)
    assert (listed.part_code, listed.name[:15]) == ("TP02", "Giấy chứng sinh")
    assert (other_one.part_code, other_one.name) == ("BS2", "Ảnh của trẻ")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Hãy nêu đủ từng giấy tờ"),
        ({"wrong-TP02": "Bản chụp mờ"}, "Hãy ghi cách bổ sung."),
        ({"how-TP02": "Chụp lại"}, "Hãy ghi nội dung thiếu hoặc chưa đúng."),
        ({"wrong-khac1": "Chưa có ảnh", "how-khac1": "Nộp ảnh"}, "Hãy ghi tên giấy tờ, nội dung."),
    ],
)
def test_a_line_of_form_02_is_whole_or_nothing_is_asked(today, said, sentence):
    dossier = make_dossier(today, now=timezone.now())

    answer = say(today.reception, dossier, "request_supplement", **said, reason="Thiếu giấy", legal_basis="Luật")

    assert answer.status_code == 422
    assert sentence in answer.text and all(text in answer.text for text in said.values())
    assert not queries.supplements_of(Dossier.objects.get(pk=dossier.pk))


def test_the_minutes_of_a_verification_bring_their_files_and_officials_alone_open_them(today):
    dossier = dossier_in(today, S.VERIFYING, now=timezone.now() - timedelta(hours=1))
    files = [SimpleUploadedFile(f"bien-ban-{n}.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf") for n in (1, 2)]
    said = {
        "verified_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "place": "Tổ dân phố số 3",
        "participants": "Ông Trần Văn Hưng, tổ trưởng", "minutes": "Trẻ đang sống cùng mẹ tại đây",
    }  # fmt: skip

    answer = say(today.officer, dossier, "finish_verification", **said, attached=files)

    assert answer.status_code == 302, answer.text
    page = signed_in(today.officer).get(reverse("dossiers:show", args=[dossier.code]))
    (written,) = page.context["verifications"]
    places = [reverse("dossiers:minutes", args=[dossier.code, file.key]) for file in written.files.all()]
    assert len(places) == 2 and "Ông Trần Văn Hưng" in page.text
    for where in places:
        assert where in page.text
        assert signed_in(today.officer).get(where).status_code == 200
        assert signed_in(today.applicant).get(where).status_code == 403
    other = make_dossier(today, now=timezone.now())
    elsewhere = reverse("dossiers:minutes", args=[other.code, written.files.first().key])
    assert signed_in(today.officer).get(elsewhere).status_code == 404
