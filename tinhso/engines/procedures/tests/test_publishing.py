"""Drafts, publishing, retiring: a published version never changes."""

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from tinhso.engines.procedures import actions, queries
from tinhso.engines.procedures.models import Part
from tinhso.engines.procedures.tests.factories import COMPLETE, LIBRARIAN, NOON, make_draft, make_version
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.persons import Person

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
CONTROLLER = Person(name="Đinh Thị Lụa", official_id=7, posts={1: frozenset({"CONTROLLER"})})
OFFICER = Person(name="Lê Văn Cần", official_id=8, posts={1: frozenset({"CASE_OFFICER"})})


def test_a_complete_draft_is_published_and_written_down():
    version = actions.publish(CONTROLLER, make_draft(), now=NOON)

    assert (version.state, version.published_at) == ("PUBLISHED", NOON)
    assert queries.version_for("9.000001", on=TODAY) == version
    entry = Entry.objects.get(kind="procedures.published", subject="procedure:9.000001")
    assert (entry.actor_ref, entry.facts["number"]) == ("official:7", 1)


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"name": ""}, "Tên thủ tục."),
        ({"route_code": ""}, "Trình tự thực hiện"),
        ({"channels": ()}, "Cách thức thực hiện."),
        ({"parts": ()}, "Thành phần hồ sơ."),
        ({"limit_unit": ""}, "Thời hạn giải quyết: chưa xác định"),
        ({"limit_value": None}, "Thời hạn giải quyết: chưa xác định"),
        ({"limit_value": 0}, "Thời hạn giải quyết: chưa xác định"),
        ({"limit_verified": False}, "chưa được đối chiếu"),
        ({"audience": ""}, "Đối tượng thực hiện."),
        ({"agency_text": ""}, "Cơ quan giải quyết."),
        ({"result_name": ""}, "Kết quả thực hiện."),
        ({"fee_basis": "UNKNOWN"}, "Phí, lệ phí: chưa rõ"),
        ({"fees": ()}, "chưa có mức thu nào"),
        ({"legal_basis": ""}, "Căn cứ pháp lý."),
        ({"service_level": ""}, "Mức độ dịch vụ công"),
        ({"form_code": ""}, "Biểu mẫu điện tử"),
        ({"form_code": "khong-co"}, "Biểu mẫu điện tử khong-co chưa được công bố"),
        ({"route_code": "khong-co"}, "Quy trình nội bộ khong-co chưa được ban hành"),
        ({"route_code": "chung-5-ngay"}, "nhiều thời gian hơn thời hạn"),
    ],
)
def test_a_draft_that_lacks_a_part_is_refused_by_name(lacking, sentence):
    draft = make_draft(**lacking)

    with pytest.raises(Refused, match=sentence) as refused:
        actions.publish(CONTROLLER, draft, now=NOON)

    assert refused.value.code == "incomplete"


def test_everything_missing_is_said_at_once():
    with pytest.raises(Refused) as refused:
        actions.publish(CONTROLLER, make_draft(parts=(), result_name="", legal_basis=""), now=NOON)

    for part in ("Thành phần hồ sơ.", "Kết quả thực hiện.", "Căn cứ pháp lý."):
        assert part in refused.value.sentence


def test_only_a_controller_publishes():
    with pytest.raises(NotAllowed):
        actions.publish(OFFICER, make_draft(), now=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procedures_procedureversion SET limit_value = 30 WHERE id = {id}",
        "UPDATE procedures_procedureversion SET name = 'Khác' WHERE id = {id}",
        "UPDATE procedures_procedureversion SET state = 'DRAFT' WHERE id = {id}",
        "DELETE FROM procedures_feerule WHERE version_id = {id}",
        "UPDATE procedures_part SET name = 'Khác' WHERE version_id = {id}",
        "INSERT INTO procedures_channel (version_id, place, kind, note) VALUES ({id}, 9, 'POST', '')",
        "DELETE FROM procedures_channel WHERE version_id = {id}",
    ],
)
def test_a_published_version_never_changes_not_even_through_sql(statement):
    version = make_version()

    with pytest.raises(Error, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(id=version.pk))


def test_a_published_version_is_never_deleted():
    version = make_version()

    with pytest.raises(Error, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM procedures_procedureversion WHERE id = {version.pk}")


def test_a_component_is_not_moved_out_of_a_published_version():
    version, draft = make_version(), make_draft(code="9.000009")

    with pytest.raises(Error, match="never changes"), transaction.atomic():
        Part.objects.filter(version=version).update(version=draft, code="TP77")


def test_a_new_version_ends_the_one_before_and_dossiers_keep_theirs():
    old = make_version(valid_from=date(2026, 1, 1))
    draft = actions.begin_from(CONTROLLER, old, now=NOON)
    changes = {"limit_value": 2, "valid_from": date(2026, 12, 1), "decision": "QĐ 99/QĐ-UBND"}
    actions.edit_draft(CONTROLLER, draft, changes=changes, now=NOON)

    new = actions.publish(CONTROLLER, draft, now=NOON)

    assert (new.number, [part.name for part in new.parts.all()]) == (2, [COMPLETE.parts[0].name])
    assert queries.version_for("9.000001", on=date(2026, 11, 30)) == old
    assert queries.version_for("9.000001", on=date(2026, 12, 1)) == new
    assert queries.limit_of(old).value == 3


def test_a_version_that_begins_today_retires_the_one_before():
    old = make_version()
    actions.publish(CONTROLLER, actions.begin_from(CONTROLLER, old, now=NOON), now=NOON)

    old.refresh_from_db()

    assert (old.state, old.valid_to) == ("RETIRED", TODAY - timedelta(days=1))
    assert queries.version_for("9.000001", on=TODAY).number == 2


def test_a_version_does_not_begin_in_the_past():
    draft = actions.begin_from(CONTROLLER, make_version(), now=NOON)
    actions.edit_draft(CONTROLLER, draft, changes={"valid_from": TODAY - timedelta(days=1)}, now=NOON)

    with pytest.raises(Refused, match="quá khứ"):
        actions.publish(CONTROLLER, draft, now=NOON)


def test_a_second_draft_waits_for_the_first():
    version = make_version()
    actions.begin_from(CONTROLLER, version, now=NOON)

    with pytest.raises(Refused, match="đã có một bản nháp"):
        actions.begin_from(CONTROLLER, version, now=NOON)


def test_an_edit_is_written_down_with_before_and_after():
    draft = make_draft()
    actions.edit_draft(CONTROLLER, draft, changes={"limit_value": 5, "name": draft.name}, now=NOON)

    entry = Entry.objects.get(kind="procedures.edited", subject="procedure:9.000001")

    assert entry.facts["changed"] == {"limit_value": ["3", "5"]}


def test_a_published_version_is_not_edited():
    with pytest.raises(Refused, match="phiên bản mới"):
        actions.edit_draft(CONTROLLER, make_version(), changes={"limit_value": 9}, now=NOON)


def test_a_validity_that_holds_no_day_is_refused():
    changes = {"valid_from": date(2026, 12, 2), "valid_to": date(2026, 12, 1)}
    with pytest.raises(Refused, match="hết hiệu lực"):
        actions.edit_draft(CONTROLLER, make_draft(), changes=changes, now=NOON)


def test_a_retired_version_stands_until_its_last_day():
    version = make_version()
    actions.retire(CONTROLLER, version, last_day=TODAY, reason="QĐ 12/QĐ-UBND", now=NOON)

    assert queries.version_for("9.000001", on=TODAY) == version
    with pytest.raises(NotVisible):
        queries.version_for("9.000001", on=TODAY + timedelta(days=1))


def test_a_version_is_shown_as_ended_on_the_day_after_its_last():
    version = make_version()
    actions.retire(CONTROLLER, version, last_day=TODAY, reason="QĐ 12/QĐ-UBND", now=NOON)

    assert actions.close_ended(LIBRARIAN, now=NOON) == 0
    assert actions.close_ended(LIBRARIAN, now=NOON + timedelta(days=1)) == 1
    assert queries.version_for("9.000001", on=TODAY) == version


@pytest.mark.parametrize(("back", "reason"), [(3, "QĐ 12"), (0, "  ")])
def test_a_version_is_not_retired_backwards_or_without_reason(back, reason):
    with pytest.raises(Refused):
        actions.retire(CONTROLLER, make_version(), last_day=TODAY - timedelta(days=back), reason=reason, now=NOON)


def test_publishing_twice_is_refused():
    with pytest.raises(Refused, match="không còn là bản nháp"):
        actions.publish(LIBRARIAN, make_version(), now=NOON)
