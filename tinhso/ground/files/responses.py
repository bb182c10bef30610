"""Files on their way to a browser."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpResponse

from tinhso.ground.files import queries
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.sniffing import SAFE_INLINE


def download(file: StoredFile, *, inline: bool = False) -> HttpResponse:
    """The content as an attachment; inline only for PDF, PNG and JPEG.

    Whatever it holds, it runs nothing in our origin: no sniffing, no scripts, a sandbox of its own, and no
    cache keeps a copy. The name is sent as RFC 5987 wants it. Refused when the scanner has locked the file.
    """
    shown = inline and file.mime in SAFE_INLINE
    answer = FileResponse(
        queries.open_content(file), as_attachment=not shown, filename=file.name, content_type=file.mime
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return cast(HttpResponse, answer)  # a stream, but views of the house say HttpResponse
