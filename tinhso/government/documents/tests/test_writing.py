"""A draft on its way to the signature: written anew, remarked on, submitted only when whole, sent back."""

from __future__ import annotations

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.engines.signing.tests.papers import a_decision
from tinhso.government.documents import actions, queries
from tinhso.government.documents.forms import Draft
from tinhso.government.documents.models import DraftVersion, Recipient, Remark
from tinhso.government.documents.rules import Group
from tinhso.government.documents.tests.factories import HOUR, MONDAY, document_in, given
from tinhso.government.documents.tests.test_office_files import odt
from tinhso.government.documents.views.drafts import rewrite, write
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.sniffing import ODT


def test_a_draft_that_is_written_anew_keeps_what_stood_before(office):
    document = document_in(office)

    actions.revise(office.drafter, document, given(office, body="Khác hẳn"), now=MONDAY + HOUR)

    assert [one.number for one in queries.drafts_of(document)] == [2, 1]
    assert queries.last_draft(document).body == "Khác hẳn"
    assert DraftVersion.objects.get(document=document, number=1).body != "Khác hẳn"


def posted(rf, office, view, *args, **typed):
    """What the page of the draft answers to what its writer typed, and the request."""
    request = rf.post("/can-bo/van-ban/soan/", {"agency": office.agency.pk, "urgency": "0"} | typed)
    request.person, request.now, request.session = office.drafter, MONDAY, {}
    request._messages = FallbackStorage(request)
    return view(request, *args), request


def a_pdf(name: str, content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or a_decision(), content_type="application/pdf")


def test_several_files_are_added_to_go_with_a_draft_ordered_and_taken_away(office, rf):
    wrong, _ = posted(rf, office, write, subject="Chuyển đổi số", annexes=[a_pdf("1.pdf"), a_pdf("2.pdf", b"words")])
    assert wrong.status_code == 422
    assert "Chuyển đổi số" in (shown := wrong.content.decode())
    assert 0 < shown.index('name="annexes"') - shown.index("2.pdf") < 2000, "beside its field"

    answer, _ = posted(rf, office, write, subject="Chuyển đổi số", annexes=[a_pdf("1.pdf"), a_pdf("2.pdf")])
    made = queries.document_for(office.drafter, answer.url.strip("/").rpartition("/")[2])
    first, second = queries.annexes_of(made)
    assert (first.file.name, second.file.name) == ("1.pdf", "2.pdf")
    places = {f"place-{first.pk}": "3", f"place-{second.pk}": "1"}
    answer, _ = posted(rf, office, rewrite, made.key, subject="Chuyển đổi số", annexes=[a_pdf("3.pdf")], **places)
    assert answer.status_code == 302, answer.content.decode()
    assert [one.file.name for one in queries.annexes_of(made)] == ["2.pdf", "1.pdf", "3.pdf"]
    kept = queries.annexes_of(made)[0]
    posted(rf, office, rewrite, made.key, subject="Chuyển đổi số", **{f"place-{kept.pk}": "1"})
    assert [one.file.name for one in queries.annexes_of(made)] == ["2.pdf"]


def test_the_words_of_an_office_file_become_the_text_and_what_is_left_out_is_said(office, rf):
    upload = SimpleUploadedFile("du-thao.odt", odt().getvalue(), content_type=ODT.mime)
    answer, request = posted(rf, office, write, subject="Chuyển đổi số", take_text="on", file=upload)

    assert answer.status_code == 302, answer.content.decode()
    made = queries.document_for(office.drafter, answer.url.strip("/").rpartition("/")[2])
    assert queries.last_draft(made).body.splitlines()[0] == "I. MỤC ĐÍCH"
    assert any("1 bảng, 1 hình, 1 số tự động" in str(one) for one in request._messages)
    with pytest.raises(Refused, match="no-text"):
        queries.text_of_file(store_bytes(office.drafter, b"%PDF", name="a.pdf", mime="application/pdf", now=MONDAY))


def test_two_who_open_the_same_draft_do_not_undo_each_other(office):
    document = document_in(office)
    actions.revise(office.drafter, document, given(office), expected_version=1, now=MONDAY)

    with pytest.raises(Refused, match="changed-meanwhile"):
        actions.revise(office.drafter, document, given(office), expected_version=1, now=MONDAY)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"kind": None}, "kind"), ({"subject": "Chuyển đổi số."}, "subject"), ({"agencies": []}, "groups"),
     ({"signer": None}, "signer"), ({"body": " "}, "body")],
)  # fmt: skip
def test_a_draft_that_lacks_something_does_not_reach_the_signer(office, facts, field):
    document = document_in(office, **facts)

    with pytest.raises(Refused) as refused:
        actions.submit(office.drafter, document, now=MONDAY)

    assert (refused.value.code, refused.value.field) == ("draft-lacks", field)
    assert queries.locked(document).state == "DRAFT"


def test_who_may_not_sign_for_the_agency_is_no_signer(office):
    document = document_in(office, signer=office.officials["clerk"])

    with pytest.raises(Refused, match="draft-lacks"):
        actions.submit(office.drafter, document, now=MONDAY)


def test_the_signer_sends_it_back_with_a_reason_and_it_comes_again(office):
    document = document_in(office, "SUBMITTED")
    with pytest.raises(Refused, match="reason-missing"):
        actions.send_back(office.leader, document, reason=" ", now=MONDAY + HOUR)

    document = actions.send_back(office.leader, document, reason="Thiếu kinh phí", now=MONDAY + HOUR)

    assert (document.state, document.reason) == ("RETURNED", "Thiếu kinh phí")
    assert Remark.objects.get(document=document).text == "Thiếu kinh phí"
    assert actions.submit(office.drafter, document, now=MONDAY + 2 * HOUR).state == "SUBMITTED"


def test_a_paper_with_a_mark_of_secrecy_is_not_taken(office):
    with pytest.raises(Refused, match="secret-paper"):
        document_in(office, body="Độ mật: MẬT")


def test_only_its_drafter_submits_it_and_only_colleagues_remark(office, ward):
    document = document_in(office)

    with pytest.raises(NotAllowed):
        actions.submit(office.clerk, document, now=MONDAY)
    assert actions.remark(office.clerk, document, text="Nên nêu rõ nguồn vốn", now=MONDAY).draft_number == 1
    with pytest.raises(NotAllowed):
        actions.remark(ward.clerk, document, text="Không phải việc của tôi", now=MONDAY)


def test_another_agency_neither_sees_a_draft_nor_writes_in_its_name(office, ward):
    document = document_in(office)

    with pytest.raises(NotVisible):
        queries.document_for(ward.leader, document.key)
    with pytest.raises(NotAllowed):
        actions.draft(ward.drafter, office.agency, given(office), now=MONDAY)


def test_a_group_means_every_body_of_its_kind_once_and_never_the_writer_itself(ward):
    document = document_in(ward, groups=[Group.COMMUNES])

    communes = {one.pk for one in queries.agencies_in(Group.COMMUNES, on=MONDAY.date())}
    named = list(Recipient.objects.filter(document=document).values_list("agency", flat=True))
    assert set(named) == communes - {ward.agency.pk}
    assert len(named) == len(set(named)) > 100


def test_a_draft_that_is_given_up_had_no_number(office):
    document = actions.discard(office.drafter, document_in(office), now=MONDAY)

    assert (document.state, document.number) == ("DISCARDED", None)


def test_a_remark_keeps_its_lines_and_is_not_cut_short(office):
    said = actions.remark(office.leader, document_in(office), text="Một\x00\n" + "dài " * 300, now=MONDAY)
    assert said.text == "Một\n" + ("dài " * 300).strip()


def test_what_replaces_another_names_it_and_what_is_missing_is_said_in_our_words(office):
    form = Draft({"agency": office.agency.pk, "mends_how": "REPLACES"}, working=[office.agency], bodies=(), kinds=(),
                 leaders=())  # fmt: skip
    assert form.errors["mends"] == ["Hãy ghi số, ký hiệu văn bản được thay thế, đính chính."]
    assert form.errors["subject"] == ["Hãy điền mục này."]
