"""A draft is its owner's alone, survives everything, and never forces a published form to change."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from tinhso.engines.eforms import actions, queries
from tinhso.engines.eforms.models import Draft, FormState, FormVersion
from tinhso.engines.eforms.tests.factories import HUNG, LAN, NOON, lunch_schema, publish_lunch
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.persons import VISITOR

pytestmark = pytest.mark.django_db
FACTS = {"full_name": "Trần Thị Lan", "phone": "0912345678"}
CLERK = System("tests")


@pytest.fixture
def draft() -> Draft:
    return actions.open_draft(LAN, publish_lunch(), about="procedure:1.000000", facts=FACTS, now=NOON)


def test_a_draft_begins_with_what_is_known_and_is_written_down(draft):
    assert draft.answers == {"name": "Trần Thị Lan", "phone": "0912345678"}
    assert draft.step == "nguoi-dat"
    assert [e.kind for e in entries_about(f"draft:{draft.pk}")] == ["eforms.draft_opened"]


def test_saving_a_step_keeps_the_others_and_even_what_is_wrong(draft):
    actions.save_step(LAN, draft, "mon-an", {"meal_date": "mai", "delivered": False}, now=NOON + timedelta(days=3))
    saved = actions.save_step(LAN, draft, "nguoi-dat", {"name": "Lan"}, now=NOON + timedelta(days=4))

    assert saved.answers == {"meal_date": "mai", "delivered": False, "name": "Lan"}
    assert queries.draft_for(LAN, draft.key).expires_at == NOON + timedelta(days=34)


def test_a_field_of_another_step_cannot_be_slipped_in(draft):
    saved = actions.save_step(LAN, draft, "nguoi-dat", {"name": "Lan", "tax_name": "Khác", "ghost": 1}, now=NOON)

    assert saved.answers == {"name": "Lan"}


@pytest.mark.parametrize("stranger", [HUNG, VISITOR])
def test_nobody_else_sees_or_changes_a_draft(draft, stranger):
    with pytest.raises(NotVisible):
        queries.draft_for(stranger, draft.key)
    with pytest.raises(NotVisible):
        actions.save_step(stranger, draft, "nguoi-dat", {"name": "Hùng"}, now=NOON)
    with pytest.raises(NotVisible):
        actions.discard_draft(stranger, draft, now=NOON)
    assert not queries.visible_to(stranger).exists()


def test_a_visitor_cannot_open_a_draft():
    with pytest.raises(NotAllowed):
        actions.open_draft(VISITOR, publish_lunch(), about="", facts={}, now=NOON)


@pytest.mark.parametrize("key", ["khong-phai-khoa", "00000000-0000-0000-0000-000000000000"])
def test_a_mistyped_key_is_not_found(key):
    with pytest.raises(NotVisible):
        queries.draft_for(LAN, key)


def test_a_draft_discarded_in_another_window_says_so(draft):
    actions.discard_draft(LAN, draft, now=NOON)

    with pytest.raises(NotVisible, match="đã nộp hoặc đã xoá"):
        actions.save_step(LAN, Draft(pk=draft.pk or 1), "nguoi-dat", {}, now=NOON)


def test_only_drafts_that_nobody_touched_expire(draft):
    kept = actions.open_draft(HUNG, draft.form_version, about="", facts={}, now=NOON + timedelta(days=20))

    gone = actions.discard_expired(CLERK, now=NOON + timedelta(days=31))

    assert gone == 1
    assert list(Draft.objects.all()) == [kept]


def test_own_files_are_attached_once_and_taken_away_again(draft):
    mine = store_bytes(LAN, b"%PDF-1.7 a", name="giay.pdf", mime="application/pdf", now=NOON)
    actions.attach(LAN, draft, "giay-chung-sinh", mine, NOON)
    attached = actions.attach(LAN, draft, "giay-chung-sinh", mine, NOON)

    assert attached.file_keys == {"giay-chung-sinh": [str(mine.key)]}
    assert actions.detach(LAN, draft, "giay-chung-sinh", mine.key, NOON).file_keys == {}
    with pytest.raises(NotVisible):
        actions.detach(LAN, draft, "giay-chung-sinh", mine.key, NOON)


def test_somebody_elses_file_cannot_be_attached(draft):
    theirs = store_bytes(HUNG, b"%PDF-1.7 b", name="giay.pdf", mime="application/pdf", now=NOON)

    with pytest.raises(NotVisible):
        actions.attach(LAN, draft, "giay-chung-sinh", theirs, NOON)


def test_a_part_takes_ten_files(draft):
    for number in range(10):
        actions.attach(LAN, draft, "anh", store_bytes(LAN, b"%d" % number, name="a", mime="x/y", now=NOON), NOON)

    with pytest.raises(Refused, match="tối đa 10 tệp"):
        actions.attach(LAN, draft, "anh", store_bytes(LAN, b"mot tep nua", name="a", mime="x/y", now=NOON), NOON)


def test_publishing_the_same_form_again_is_no_news_and_a_change_is_a_new_version():
    first = publish_lunch()

    assert publish_lunch() == first
    second = publish_lunch(title="Phiếu đặt cơm trưa, mẫu mới")
    assert (second.number, second.form) == (2, first.form)
    assert queries.published_form("lunch", NOON) == second


def test_a_faulty_form_is_not_published():
    with pytest.raises(Refused, match="bắt buộc trường lạ ghost"):
        publish_lunch(required=["ghost"])


@pytest.mark.parametrize(
    "change", [{"schema": {}}, {"number": 9}, {"state": FormState.DRAFT}, {"published_at": None}, {"source": "khác"}]
)
def test_the_database_refuses_to_change_a_published_version(change):
    version = publish_lunch()

    with pytest.raises(ProgrammingError, match="never changes"), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(**change)


def test_the_database_refuses_to_delete_a_published_version():
    version = publish_lunch()

    with pytest.raises(ProgrammingError, match="never deleted"), transaction.atomic():
        version.delete()


def test_a_retired_version_opens_no_drafts_and_cannot_come_back(draft):
    version = actions.retire_form(CLERK, draft.form_version, now=NOON)

    with pytest.raises(NotVisible):
        queries.published_form("lunch", NOON)
    with pytest.raises(Refused, match="không còn được dùng"):
        actions.open_draft(LAN, version, about="", facts={}, now=NOON)
    with pytest.raises(Refused):
        actions.retire_form(CLERK, version, now=NOON)
    assert actions.save_step(LAN, draft, "nguoi-dat", {"name": "Lan"}, now=NOON).answers == {"name": "Lan"}


def test_a_version_is_found_from_its_first_day_on():
    publish_lunch()

    with pytest.raises(NotVisible):
        queries.published_form("lunch", NOON - timedelta(days=400))
    assert queries.has_published_form("lunch", NOON)
    assert lunch_schema() == queries.published_form("lunch", NOON).schema
