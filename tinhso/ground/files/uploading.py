"""Uploads go straight to their disk, hashed on the way; named in settings.FILE_UPLOAD_HANDLERS."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from tinhso.ground.base.refused import Refused
from tinhso.ground.files import disk

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_REQUEST_BYTES = 200 * 1024 * 1024
MAX_FILES_PER_REQUEST = 20


class StreamedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs only
    """An upload that already lies on disk, hashed."""

    def __init__(self, incoming: disk.Incoming, **about: Any) -> None:
        super().__init__(file=incoming.path.open("rb"), size=incoming.size_bytes, **about)
        self.incoming = incoming

    def close(self) -> None:
        """Close, and drop the content unless an action has kept it."""
        super().close()
        self.incoming.discard()


class RefusedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs only
    """An upload that could not be taken in; `refusal` is what the view will raise."""

    def __init__(self, refusal: Refused, **about: Any) -> None:
        super().__init__(size=0, **about)
        self.refusal = refusal

    def close(self) -> None:
        """Nothing is open."""


class StreamingHandler(FileUploadHandler):
    """Writes each uploaded file to FILES_DIR/incoming while its hash is taken.

    Trouble (a full disk, a file too large, too many files) is remembered on the upload instead of raised:
    here, amid parsing, nobody could turn a refusal into a page.
    """

    chunk_size = 256 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.files = 0
        self.bytes = 0
        self.incoming: disk.Incoming | None = None
        self.refusal: Refused | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the next file."""
        super().new_file(*args, **kwargs)
        self.incoming, self.refusal = None, None
        self.files += 1
        if self.files > MAX_FILES_PER_REQUEST:
            self.refusal = Refused("too-many-files", f"Mỗi lần chỉ gửi được tối đa {MAX_FILES_PER_REQUEST} tệp.")
            return
        try:
            self.incoming = disk.Incoming()
        except Refused as refused:
            self.refusal = refused

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a chunk; once refused, the rest of the file is read past."""
        if self.refusal or self.incoming is None:
            return
        self.bytes += len(raw_data)
        try:
            if self.incoming.size_bytes + len(raw_data) > MAX_UPLOAD_BYTES:
                raise disk.too_large(MAX_UPLOAD_BYTES)
            if self.bytes > MAX_REQUEST_BYTES:
                raise Refused("request-too-large", "Tổng dung lượng các tệp quá lớn. Hãy gửi ít tệp hơn mỗi lần.")
            self.incoming.write(raw_data)
        except Refused as refused:
            self.refusal = refused

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The upload, or its refusal."""
        about = {
            "name": self.file_name,
            "content_type": self.content_type,
            "charset": self.charset,
            "content_type_extra": self.content_type_extra,
        }
        if self.incoming is not None and self.refusal is None:
            try:
                self.incoming.finish()
            except Refused as refused:
                self.refusal = refused
        if self.incoming is None or self.refusal is not None:
            self.upload_interrupted()
            return RefusedUpload(self.refusal or Refused("disk-full", disk.SENTENCE_FULL), **about)
        incoming, self.incoming = self.incoming, None
        return StreamedUpload(incoming, **about)

    def upload_interrupted(self) -> None:
        """The line broke in the middle: leave nothing behind."""
        if self.incoming is not None:
            self.incoming.discard()
            self.incoming = None
