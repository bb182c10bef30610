"""The catalogue's pages for staff, through HTTP."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.engines.procedures import queries
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.tests.factories import make_draft, make_version
from tinhso.engines.procedures.tests.test_national import GOLDEN
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import agency, make_official

pytestmark = pytest.mark.django_db


def signed_in(*roles):
    official = make_official(agency("NB.VP"), *roles, full_name="Đinh Thị Lụa", since=date(2025, 7, 1))
    client = Client()
    client.force_login(Account.objects.get(official=official))
    return client


@pytest.fixture
def controller():
    return signed_in("CONTROLLER")


def page(name, version):
    return reverse(f"procedures:{name}", args=[version.procedure.code, version.number])


def test_a_visitor_is_led_to_the_staff_entrance(client):
    answer = client.get(reverse("procedures:catalogue"))

    assert answer.status_code == 302


def test_staff_read_the_catalogue_and_only_controllers_change_it():
    officer, draft = signed_in("CASE_OFFICER"), make_draft()

    assert officer.get(reverse("procedures:catalogue")).status_code == 200
    assert officer.get(page("version", draft)).status_code == 200
    assert officer.post(page("publish", draft)).status_code == 403
    assert officer.get(page("edit", draft)).status_code == 403


@pytest.mark.parametrize(
    ("asked", "seen"),
    [("?q=khai+sjnh", "Không có thủ tục nào khớp"), ("?q=khai+sinh", "1.001193"), ("?q=1001193", "1.001193"),
     ("?state=DRAFT", "1.001776"), ("?field=thu-y", "1.004756"), ("?state=NONSENSE&field=%00", "Bộ thủ tục")],
)  # fmt: skip
def test_the_list_is_narrowed(controller, asked, seen):
    answer = controller.get(reverse("procedures:catalogue") + asked)

    assert seen in answer.content.decode()


def test_a_draft_says_what_is_missing_and_does_not_publish(controller):
    draft = make_draft(limit_value=None, legal_basis="")

    answer = controller.post(page("publish", draft))

    assert answer.status_code == 409
    assert "Thời hạn giải quyết: chưa xác định" in answer.content.decode()
    assert "Căn cứ pháp lý." in answer.content.decode()


def test_a_controller_publishes_begins_anew_edits_and_retires(controller):
    version = make_draft()
    controller.post(page("publish", version))
    begun = controller.post(page("begin", version))
    draft = ProcedureVersion.objects.get(procedure=version.procedure, number=2)
    form = controller.get(begun["Location"]).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields} | {"limit_value": "1", "valid_from": "01/01/2027"}

    saved = controller.post(page("edit", draft), fields)
    controller.post(page("publish", draft))

    assert saved.status_code == 302
    assert queries.limit_of(queries.version_for("9.000001", on=date(2027, 1, 1))).value == 1
    retired = controller.post(page("retire", draft), {"last_day": "31/12/2027", "reason": "QĐ 5/QĐ-UBND"})
    assert retired.status_code == 302
    assert queries.version_for("9.000001", on=date(2027, 12, 31)).valid_to == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Hãy nhập tên thủ tục."),
        ("limit_value", "ba", "Thời hạn là một số nguyên"),
        ("limit_value", "-1", "Thời hạn không thể âm"),
        ("limit_unit", "", "Đã có số thì phải chọn đơn vị."),
        ("valid_to", "hôm qua", "Ngày phải có dạng"),
        ("valid_to", "01/01/2020", "Ngày hết hiệu lực phải bằng hoặc sau"),
        ("decision_date", "31/02/2026", "Ngày phải có dạng"),
    ],
)
def test_bad_input_gets_a_sentence_beside_its_field(controller, field, value, sentence):
    draft = make_draft()
    form = controller.get(page("edit", draft)).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    answer = controller.post(page("edit", draft), fields | {"valid_from": "01/12/2026", field: value})

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"][field].errors)


def test_an_end_without_a_reason_is_sent_back(controller):
    answer = controller.post(page("retire", make_version()), {"last_day": "32/13/2026", "reason": ""})

    assert answer.status_code == 422
    assert set(answer.context["retire_form"].errors) == {"last_day", "reason"}


def test_an_answer_of_the_national_portal_becomes_drafts_with_what_they_lack(controller):
    upload = SimpleUploadedFile("tra-loi.json", (GOLDEN / "laythutuc_1.004222.json").read_bytes())

    answer = controller.post(reverse("procedures:import"), {"file": upload})

    assert "Đã lập 1 bản nháp" in answer.content.decode()
    assert "Mức độ dịch vụ công trực tuyến." in answer.content.decode()
    assert queries.version_for("1.004222", on=date(2026, 11, 23)).number == 1


@pytest.mark.parametrize("content", [b"\x89PNG", b"[]", b""])
def test_a_file_that_is_no_answer_is_sent_back_with_a_sentence(controller, content):
    answer = controller.post(reverse("procedures:import"), {"file": SimpleUploadedFile("x.json", content)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


@pytest.mark.parametrize(
    "address", ["1.001193/99/", "khong-co/1/", "9'--/1/", "%00/1/", "1.001193/99999999999999999999/"]
)
def test_an_unknown_version_is_not_found(controller, address):
    assert controller.get(reverse("procedures:catalogue") + address).status_code == 404
