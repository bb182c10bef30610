"""An old piece may leave the database once a file proves to hold all of it; the chains go on where it ended."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tinhso.ground.acts.pieces import cut_ahead, pieces_of
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal import queries
from tinhso.ground.journal.actions import archive_oldest, record
from tinhso.ground.journal.models import PIECES, Cursor, Entry
from tinhso.ground.journal.tests.test_chain import NOON, LampLit, tamper
from tinhso.ground.journal.tests.test_pieces import asked

pytestmark = pytest.mark.django_db
US = System("manage")
LATER = NOON + timedelta(days=4000)


@pytest.fixture(autouse=True)
def two_pieces() -> Iterator[None]:
    """A journal whose first piece is full: two rows of ours end it, and two begin the next."""
    ((last, is_called),) = asked("SELECT last_value, is_called FROM journal_entry_id_seq")
    asked(f"SELECT setval('journal_entry_id_seq', {PIECES.size - 3})")
    cut_ahead(PIECES)
    for number in range(4):
        record(US, LampLit(number, "đỏ\nvàng"), at=NOON)
    yield
    asked(f"SELECT setval('journal_entry_id_seq', {last}, {is_called})")


def archive(folder: Path, **changes: object) -> Path:
    """The first piece as a file."""
    kept = archive_oldest(US, folder, **{"older_than": LATER, "now": LATER, **changes})
    return folder / str(kept.files[-1][0])


def test_what_is_archived_leaves_the_database_and_every_chain_stays_proven(tmp_path):
    stood = {head.chain: (head.chain, head.seq, head.digest) for head in queries.heads()}
    before = Entry.objects.count()

    file = archive(tmp_path)

    assert [piece.table for piece in pieces_of(PIECES)] == ["journal_entry_1", "journal_entry_beyond"]
    assert Entry.objects.count() == 3  # the two that stood in the next piece, and that this was archived
    with gzip.open(file, "rt") as lines:
        assert sum(1 for _ in lines) == before - 2
    assert queries.first_break() is None
    assert queries.broken_archive(tmp_path) == ""
    assert queries.first_disagreement(list(stood.values())) is None
    assert not queries.entries_about("lamp:0").exists()
    assert queries.entries_about("lamp:3").exists()


def test_a_changed_row_is_not_archived_but_named(tmp_path):
    tamper("UPDATE journal_entry SET actor_name = 'Người khác' WHERE subject = 'lamp:1'")

    with pytest.raises(Refused, match="archive-unproven") as refused:
        archive(tmp_path)
    assert "đã bị sửa" in refused.value.sentence
    assert Entry.objects.filter(subject="lamp:1").exists()


def test_young_rows_and_rows_that_a_reader_has_not_read_stay(tmp_path):
    with pytest.raises(Refused, match="nothing-to-archive"):
        archive(tmp_path, older_than=NOON - timedelta(days=4000))
    Cursor.objects.create(reader="slow", xact=1)
    with pytest.raises(Refused, match="nothing-to-archive"):
        archive(tmp_path)


def test_a_piece_that_is_still_written_to_stays(tmp_path):
    asked("SELECT setval('journal_entry_id_seq', 5)")

    with pytest.raises(Refused, match="nothing-to-archive"):
        archive(tmp_path)


@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_file_that_was_harmed_afterwards_is_named(tmp_path, harm):
    file = archive(tmp_path)
    text = gzip.decompress(file.read_bytes())
    match harm:
        case "cut":
            file.write_bytes(file.read_bytes()[:-20])
        case "changed":
            file.write_bytes(gzip.compress(text.replace(b"lamp:1", b"lamp:9")))
        case "gone":
            file.unlink()

    assert file.name in queries.broken_archive(tmp_path)


def test_what_was_published_of_archived_rows_is_found_in_the_file(tmp_path):
    row = Entry.objects.get(subject="lamp:1")
    stated = (row.chain, row.seq, bytes(row.hash).hex())
    archive(tmp_path)

    assert queries.broken_archive(tmp_path, [stated]) == ""
    assert "không khớp bản đã công bố" in queries.broken_archive(tmp_path, [(*stated[:2], "00" * 32)])


def test_cutting_off_rows_after_the_archive_is_seen(tmp_path):
    archive(tmp_path)

    tamper("DELETE FROM journal_entry WHERE subject = 'lamp:2'")

    found = queries.first_break()
    assert found is not None
    assert found.why == "missing"


def test_the_guard_stands_after_an_archive(tmp_path):
    archive(tmp_path)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'journal_entry_append_only'")
        assert cursor.fetchone()[0] == 3  # the table, the next piece, what lies beyond
