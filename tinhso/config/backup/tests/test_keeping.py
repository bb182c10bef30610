"""What stays of backups, and what would give a bad one away."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tinhso.config.backup import contents, manifest, recovering, restoring, retention, sealing, wal
from tinhso.config.backup.manifest import Manifest
from tinhso.config.backup.places import Store, only_store
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM

KEY = "a key that lies in the safe"


def at(day: int, hour: int = 1, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "backups" / "7712")
    made.make()
    return made


def a_set(store: Store, name: str, *, ended: datetime | None = None) -> Manifest:
    folder = store.sets / name
    folder.mkdir()
    (folder / "base.tar.gz").write_bytes(b"pages of " + name.encode())
    made = Manifest(
        name, "", (ended or datetime.now(UTC)).isoformat(), "7712", "tinhso", "tinhso", "18.6", 1, 16 << 20,
        "0/2000028", "0/2000120", [(1, 5, "ab" * 32)], {"count": 0}, {}, manifest.parts_of(folder),
    )  # fmt: skip
    manifest.write(folder, made, KEY)
    return made


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def test_the_first_of_each_day_and_week_stays_and_the_newest_of_all():
    moments = [at(day) + timedelta(hours=hour) for day in range(2, 28) for hour in (0, 12)]

    stay = retention.kept(moments, days=3, weeks=3)

    assert sorted(stay) == [at(9), at(16), at(23), at(25), at(26), at(27), at(27, 13)]


def test_a_month_without_backups_throws_nothing_away():
    old = [at(day, month=3) for day in (1, 2, 3)]

    assert retention.kept(old, days=7, weeks=4) == set(old)


def test_a_day_is_a_day_in_vietnam():
    evening_in_utc = datetime(2026, 11, 26, 18, tzinfo=UTC)  # 1 in the morning of the 27th

    assert retention.daily([evening_in_utc, at(27, 9)], 2) == {evening_in_utc, at(27, 9)}
    assert retention.daily([evening_in_utc, at(27, 9), at(27, 23)], 2) == {evening_in_utc, at(27, 23)}


def test_keys_and_secrets_come_back_with_the_key_alone(tmp_path):
    state, back = tmp_path / "state", tmp_path / "back"
    (state / "keys" / "agencies").mkdir(parents=True)
    (state / "keys" / "agencies" / "a.pem").write_text("private")
    (state / "secret-django").write_text("s3cret")
    (state / sealing.OWN).write_text(KEY)

    sealed = sealing.seal(state, KEY)
    sealing.unseal(sealed, KEY, back)

    assert (back / "keys" / "agencies" / "a.pem").read_text() == "private"
    assert (back / "secret-django").read_text() == "s3cret"
    assert not (back / sealing.OWN).exists(), "the key does not lie in the chest that it opens"
    assert b"s3cret" not in sealed
    for wrong in ((sealed, "another key"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), KEY)):
        with pytest.raises(Refused) as refused:
            sealing.unseal(*wrong, tmp_path / "nowhere")
        assert code(refused) == "wrong-backup-key"


def test_an_altered_part_is_named_and_an_altered_manifest_refused(store):
    made = a_set(store, "20261127T010000Z")
    folder = store.sets / made.name
    assert manifest.faults(folder, manifest.read(folder, KEY)) == []

    (folder / "base.tar.gz").write_bytes(b"pages of 20261127T010000z")
    assert manifest.faults(folder, made) == ["20261127T010000Z: phần base.tar.gz đã bị sửa hoặc hỏng."]

    # Who alters a part and its checksum has no key for the mark.
    text = (folder / manifest.NAME).read_text()
    (folder / manifest.NAME).write_text(text.replace(made.parts["base.tar.gz"][1], "0" * 64))
    with pytest.raises(Refused) as refused:
        manifest.read(folder, KEY)
    assert code(refused) == "manifest-altered"


def test_the_newest_backup_that_was_finished_by_then_is_chosen(store):
    first = a_set(store, "20261125T010000Z", ended=at(25, 9))
    second = a_set(store, "20261126T010000Z", ended=at(26, 9))

    assert recovering.choose(store, KEY, at(26, 8)) == first
    assert recovering.choose(store, KEY, None) == second
    with pytest.raises(Refused) as refused:
        recovering.choose(store, KEY, at(25, 8))
    assert code(refused) == "no-backup-before"


def test_only_new_contents_are_copied_and_only_good_ones(tmp_path):
    source, mirror = tmp_path / "files", tmp_path / "mirror"
    good, bad = (sha256(text).hexdigest() for text in (b"good", b"bad"))
    for name, text in ((good, b"good"), (bad, b"altered")):
        contents.place_in(source, name).parent.mkdir(parents=True)
        contents.place_in(source, name).write_bytes(text)

    first = contents.copy([good, bad, "f" * 64], source, mirror)
    again = contents.copy([good], source, mirror)

    assert (first.new, first.wrong, again.new) == (1, [bad, "f" * 64], 0)
    assert list(contents.hashes_in(mirror)) == [good]


def test_a_content_goes_when_nobody_needs_it_and_it_is_old(tmp_path):
    names = [sha256(text).hexdigest() for text in (b"listed", b"young", b"old")]
    for name in names:
        place = contents.place_in(tmp_path, name)
        place.parent.mkdir(parents=True)
        place.touch()
    for name in (names[0], names[2]):
        os.utime(contents.place_in(tmp_path, name), (1, 1))

    assert contents.prune(tmp_path, [names[0]], younger_than=time.time() - 60) == 1
    assert set(contents.hashes_in(tmp_path)) == {names[0], names[1]}


def test_a_second_backup_at_the_same_time_is_refused_and_what_a_killed_one_left_is_none(store):
    a_set(store, "20261126T010000Z")
    (store.sets / "20261127T010000Z.part").mkdir()

    assert store.names() == ["20261126T010000Z"]
    with store.writing():
        assert not (store.sets / "20261127T010000Z.part").exists()
        for other in (store.writing, store.reading):
            with pytest.raises(Refused) as refused, other():
                pass
            assert code(refused) == "backup-running"


def test_of_a_segment_in_two_states_the_whole_one_is_laid_out(store, tmp_path):
    def segment(number: int, timeline: int = 1) -> str:
        return f"{timeline:08X}{0:08X}{number:08X}"

    for run, name, text in (
        ("a", segment(1), b"old"),
        ("a", segment(2), b"two"),
        ("a", segment(3) + ".partial", b"th"),
        ("b", segment(3), b"three"),
        ("b", segment(5, timeline=2) + ".partial", b"fiv"),
        ("c", segment(5, timeline=2) + ".partial", b"five"),
        ("b", "00000002.history", b"way"),
        ("b", segment(4, timeline=2) + ".partial", b"four"),
    ):
        (store.wal / run).mkdir(exist_ok=True)
        (store.wal / run / name).write_bytes(text)

    wal.lay_out(store, tmp_path / "wal", from_segment=segment(2), segment_bytes=8)

    assert {path.name: path.read_bytes() for path in (tmp_path / "wal").iterdir()} == {
        segment(2): b"two".ljust(8, b"\0"),
        segment(3): b"three".ljust(8, b"\0"),
        segment(4, timeline=2): b"four".ljust(8, b"\0"),
        segment(5, timeline=2): b"five".ljust(8, b"\0"),
        "00000002.history": b"way",
    }
    assert wal.segment_name(1, "2A/3000028", 16 << 20) == "000000010000002A00000003"


@pytest.mark.parametrize(
    ("where", "expected"), [("state", "folder-lives"), (".", "folder-lives"), ("full", "folder-not-empty")]
)
def test_a_restore_never_goes_over_what_is_there(tmp_path, monkeypatch, where, expected):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path / "state"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").touch()

    with pytest.raises(Refused) as refused:
        restoring.refuse_living((tmp_path / where).resolve())

    assert code(refused) == expected
    restoring.refuse_living(tmp_path / "new")


def test_a_new_machine_asks_for_the_key_instead_of_making_one(tmp_path, monkeypatch):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    monkeypatch.delenv("TINHSO_SECRET_BACKUP", raising=False)

    with pytest.raises(Refused) as refused:
        restoring.key()

    assert code(refused) == "no-backup-key"
    assert not (tmp_path / sealing.OWN).exists()


def test_a_folder_without_backups_or_with_two_clusters_is_said(store):
    with pytest.raises(Refused) as refused:
        only_store(store.root.parent)
    assert code(refused) == "no-backup"

    a_set(store, "20261127T010000Z")
    assert only_store(store.root.parent) == store

    other = Store(store.root.parent / "8813")
    other.make()
    a_set(other, "20261127T010000Z")
    with pytest.raises(Refused) as refused:
        only_store(store.root.parent)
    assert code(refused) == "several-clusters"
