"""Files are what their content says, are kept once, and leave nothing behind when they are refused."""

import resource
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files import actions, disk, queries
from tinhso.ground.files.models import ScanState, StoredFile
from tinhso.ground.files.sniffing import ONLY_PDF, cleaned_name
from tinhso.ground.files.sniffing import PDF as PDF_KIND
from tinhso.ground.files.tests.factories import DOCX, LAN, NOON, ODT, PDF, XLSX, office, picture, sent
from tinhso.ground.journal.queries import entries_about

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def on_disk(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (PDF, "giấy chứng sinh.pdf", "application/pdf"),
        (picture("JPEG"), "ảnh.JPG", "image/jpeg"),
        (picture("PNG"), "anh.png", "image/png"),
        (picture("WEBP"), "anh.webp", "image/webp"),
        (DOCX, "don.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (XLSX, "bang.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (ODT, "don.odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_each_accepted_kind_is_known_by_its_content(content, name, mime, files_dir):
    file = actions.store_upload(LAN, sent(content, name, mime), now=NOON)

    assert (file.mime, file.size_bytes, file.uploaded_by_ref) == (mime, len(content), "system:lan")
    assert queries.content(file) == content
    assert (file.scan_state, file.scan_label) == (ScanState.NOT_SCANNED, "Chưa quét mã độc")
    assert [p.name for p in on_disk(files_dir)] == [file.sha256]
    assert [e.kind for e in entries_about(f"file:{file.pk}")] == ["files.stored"]


@pytest.mark.parametrize(
    ("content", "name", "mime", "code", "words"),
    [
        (b"MZ\x90\x00 chay di", "giay.pdf", "", "file-lies", "tự nhận là PDF nhưng nội dung không phải PDF."),
        (b"<html><script>x</script>", "anh.png", "image/png", "file-lies", "tự nhận là ảnh PNG"),
        (PDF, "anh.jpg", "", "file-lies", "tự nhận là ảnh JPEG nhưng nội dung không phải ảnh JPEG."),
        (picture("PNG"), "khong-duoi", "application/pdf", "file-lies", "tự nhận là PDF"),
        (office("word/document.xml", "word/vbaProject.bin"), "don.docx", "", "file-lies", "Word"),
        (b"PK\x03\x04 nhung khong phai zip", "don.docx", "", "file-lies", "Word"),
        (b"#!/bin/sh", "chay.sh", "", "file-kind", "không thuộc loại được nhận"),
        (b"\x89PNG", "khong-ten", "", "file-kind", "không thuộc loại được nhận"),
        (b"", "giay.pdf", "", "file-empty", "rỗng"),
        (PDF + b" " * 2_000_000, "giay.pdf", "", "file-too-large", "lớn hơn 1 MB"),
    ],
)
def test_a_bad_upload_gets_a_clear_sentence_and_leaves_nothing(content, name, mime, code, words, files_dir):
    with pytest.raises(Refused, match=words) as refused:
        actions.store_upload(LAN, sent(content, name, mime), now=NOON, max_bytes=1024 * 1024)

    assert refused.value.code == code
    assert not StoredFile.objects.exists()
    assert on_disk(files_dir) == []


def test_a_kind_that_is_not_accepted_here_is_named():
    with pytest.raises(Refused, match="Hãy gửi tệp loại: PDF"):
        actions.store_upload(LAN, sent(picture("PNG"), "anh.png"), now=NOON, accept=ONLY_PDF)


def test_equal_contents_are_kept_once_but_each_sender_has_a_row(files_dir):
    first = actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON)
    second = actions.store_upload(LAN, sent(PDF, "b.pdf"), now=NOON)

    assert first.sha256 == second.sha256
    assert first.key != second.key
    assert len(on_disk(files_dir)) == 1


def test_a_full_disk_refuses_in_plain_words_and_keeps_what_was_there(files_dir):
    """The kernel's own limit on file size stands for a full disk: writing fails in the middle, as it would there."""
    before = actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, hard))
    try:
        with pytest.raises(Refused, match="tạm hết chỗ lưu tệp") as refused:
            actions.store_upload(LAN, sent(PDF + b"\0" * 300_000, "to.pdf"), now=NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.code == "disk-full"
    assert [p.name for p in on_disk(files_dir)] == [before.sha256]
    assert queries.content(before) == PDF


def test_a_truly_full_device_is_told_in_the_same_words():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with pytest.raises(Refused, match="tạm hết chỗ"), disk.room_on_disk(), Path("/dev/full").open("wb", 0) as full:
        full.write(b"x")


@pytest.mark.parametrize(
    ("sent_name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Lan\\giấy.PDF", "giấy.pdf"),
        ("Gia\u0302\u0301y khai sinh.pdf", "Giấy khai sinh.pdf"),
        ("hoa\u202efdp.exe", "hoafdp.exe.pdf"),
        ("  ..  ", "tệp.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ('x";rm -rf <y>.pdf', "x-;rm -rf -y-.pdf"),
        ("dài" * 100 + ".pdf", ("dài" * 100)[:140] + ".pdf"),
    ],
)
def test_names_are_cleaned(sent_name, kept):
    assert cleaned_name(sent_name, PDF_KIND) == kept


@given(st.text(max_size=400))
def test_a_cleaned_name_is_short_visible_and_pathless(name):
    kept = cleaned_name(name, PDF_KIND)

    assert kept.endswith(".pdf")
    assert 4 < len(kept) <= 150
    assert not set(kept) & set('/\\\x00\n<>:"|?*\u202e')
    assert cleaned_name(kept, PDF_KIND) == kept


def test_the_check_names_missing_altered_and_orphaned_contents(capsys):
    whole = actions.store_upload(LAN, sent(PDF, "con.pdf"), now=NOON)
    gone = actions.store_upload(LAN, sent(PDF + b"1", "mat.pdf"), now=NOON)
    bent = actions.store_upload(LAN, sent(PDF + b"2", "sua.pdf"), now=NOON)
    orphan = actions.store_upload(LAN, sent(PDF + b"3", "mo-coi.pdf"), now=NOON)
    disk.place_of(gone.sha256).unlink()
    place = disk.place_of(bent.sha256)
    place.chmod(0o600)
    place.write_bytes(PDF + b"X")
    StoredFile.objects.filter(pk=orphan.pk).delete()

    found = {(fault.what, fault.sha256) for fault in queries.faults()}

    assert found == {("missing", gone.sha256), ("altered", bent.sha256), ("orphan", orphan.sha256)}
    with pytest.raises(SystemExit):
        call_command("verify_files")
    told = capsys.readouterr().out
    assert f"mất nội dung: {gone.sha256} mat.pdf" in told
    assert "Sai: 2. Mồ côi: 1." in told
    assert whole.sha256 not in told


def test_half_written_uploads_of_a_killed_worker_are_swept(files_dir):
    disk.Incoming().write(b"nua chung")

    assert actions.sweep(older_than_seconds=3600) == 0
    assert actions.sweep(older_than_seconds=-1) == 1
    assert on_disk(files_dir) == []


@pytest.mark.parametrize("key", ["khong-phai", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_key_is_not_found(key):
    with pytest.raises(NotVisible):
        queries.file_by_key(key)


def test_a_backup_asks_for_the_files_since_a_moment_each_content_once():
    before = timezone.now() - timedelta(seconds=1)
    same = [actions.store_bytes(LAN, b"one paper", name="a.txt", mime="text/plain", now=NOON) for _ in range(2)]

    assert list(queries.hashes_since(before)) == [same[0].sha256]
    assert list(queries.hashes_since(timezone.now() + timedelta(seconds=1))) == []
    assert same[0].sha256 in set(queries.hashes_since(None))
