"""Over HTTP: uploads stream to disk; downloads can do no harm."""

import pytest
from django.http import HttpResponse
from django.urls import include, path

from tinhso.ground.base.refused import Refused
from tinhso.ground.files import actions, responses, uploading
from tinhso.ground.files.models import ScanState, StoredFile
from tinhso.ground.files.tests.factories import DOCX, LAN, NOON, PDF, picture, sent

pytestmark = pytest.mark.django_db


def take_in(request):
    """A page that takes files, as rooms above have them."""
    kinds = [type(upload).__name__ for upload in request.FILES.getlist("tep")]
    for upload in request.FILES.getlist("tep"):
        actions.store_upload(LAN, upload, now=request.now)
    return HttpResponse(" ".join(kinds))


def hand_out(request):
    """A page that gives one back."""
    return responses.download(StoredFile.objects.get(), inline=True)


urlpatterns = [path("nhan/", take_in), path("tra/", hand_out), path("", include("tinhso.config.urls"))]


@pytest.fixture(autouse=True)
def incoming(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files" / "incoming"


@pytest.mark.urls(__name__)
def test_an_upload_goes_straight_to_the_store_and_leaves_nothing_half_done(client, incoming):
    answer = client.post("/nhan/", {"tep": [sent(PDF, "a.pdf"), sent(picture("PNG"), "b.png")]})

    assert answer.content == b"StreamedUpload StreamedUpload"
    assert sorted(StoredFile.objects.values_list("name", flat=True)) == ["a.pdf", "b.png"]
    assert list(incoming.iterdir()) == []


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("limit", "words"),
    [("MAX_UPLOAD_BYTES", "Tệp lớn hơn"), ("MAX_REQUEST_BYTES", "quá lớn"), ("MAX_FILES_PER_REQUEST", "tối đa")],
)
def test_limits_are_told_on_a_page_and_nothing_is_kept(client, incoming, monkeypatch, limit, words):
    monkeypatch.setattr(uploading, limit, 0)

    answer = client.post("/nhan/", {"tep": sent(PDF, "a.pdf")})

    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert not incoming.exists() or list(incoming.iterdir()) == []


def download(content: bytes, name: str, **how: bool) -> HttpResponse:
    return responses.download(actions.store_upload(LAN, sent(content, name), now=NOON), **how)


def test_a_download_is_an_attachment_that_runs_nothing():
    answer = download(DOCX, "Đơn đề nghị.docx")

    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C4%90%C6%A1n%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.docx"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == DOCX


@pytest.mark.parametrize(
    ("content", "name", "shown"),
    [
        (PDF, "a.pdf", True),
        (picture("PNG"), "a.png", True),
        (picture("WEBP"), "a.webp", False),
        (DOCX, "a.docx", False),
    ],
)
def test_only_safe_kinds_are_shown_inline(content, name, shown):
    answer = download(content, name, inline=True)

    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")
    answer.close()


@pytest.mark.urls(__name__)
def test_the_site_does_not_overwrite_the_sandbox(client):
    actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON)

    answer = client.get("/tra/")

    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert b"".join(answer.streaming_content) == PDF


def test_a_file_that_was_locked_later_is_not_handed_out():
    file = actions.store_upload(LAN, sent(PDF, "a.pdf"), now=NOON)
    file.scan_state = ScanState.INFECTED

    with pytest.raises(Refused, match="đã bị khoá vì có mã độc"):
        responses.download(file)
