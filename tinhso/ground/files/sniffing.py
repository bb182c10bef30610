"""What a file is, told from its content; and whether its name and its sender say the same."""

from __future__ import annotations

import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import filetype
from PIL import Image, UnidentifiedImageError

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc


@dataclass(frozen=True)
class Kind:
    """A kind of file that we take: its mime type, its name for people, the endings it may carry."""

    mime: str
    label: str
    endings: tuple[str, ...]
    also_called: tuple[str, ...] = ()


PDF = Kind("application/pdf", "PDF", ("pdf",), ("application/x-pdf",))
JPEG = Kind("image/jpeg", "ảnh JPEG", ("jpg", "jpeg", "jfif"), ("image/jpg", "image/pjpeg"))
PNG = Kind("image/png", "ảnh PNG", ("png",), ("image/x-png",))
WEBP = Kind("image/webp", "ảnh WebP", ("webp",))
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (DOCX)", ("docx",))
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (XLSX)", ("xlsx",))
ODT = Kind("application/vnd.oasis.opendocument.text", "văn bản ODT", ("odt",))

DOCUMENTS = (PDF, JPEG, PNG, WEBP, DOCX, XLSX, ODT)
PICTURES = (JPEG, PNG, WEBP)
ONLY_PDF = (PDF,)
SAFE_INLINE = frozenset({PDF.mime, JPEG.mime, PNG.mime})

_BY_MIME = {mime: kind for kind in DOCUMENTS for mime in (kind.mime, *kind.also_called)}
_BY_ENDING = {ending: kind for kind in DOCUMENTS for ending in kind.endings}
_MAX_ENTRIES = 5_000
_BAD_IN_NAMES = str.maketrans(dict.fromkeys('<>:"|?*', "-"))


def sniff(path: Path) -> Kind | None:
    """The kind of a content, or None when it is none of ours; never trusts a name."""
    with path.open("rb") as content:
        head = content.read(8192)
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(path)
    guess = filetype.guess(head)
    kind = _BY_MIME.get(guess.mime) if guess else None
    return kind if kind is PDF or (kind in PICTURES and _is_picture(path)) else None


def _is_picture(path: Path) -> bool:
    """Whether the head of a picture can be read: four magic bytes alone prove little."""
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")):
            return True
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return False


def _office_kind(path: Path) -> Kind | None:
    """Word, Excel or OpenDocument by what the archive holds; only its list and a short entry are read."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if len(names) > _MAX_ENTRIES or any(n.endswith("vbaProject.bin") for n in names):
                return None
            if "[Content_Types].xml" in names:
                return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return ODT if archive.read("mimetype").strip() == ODT.mime.encode() else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None
    return None


def checked_kind(path: Path, *, name: str, claimed_mime: str, accept: tuple[Kind, ...]) -> Kind:
    """The kind of a content that is what it claims to be.

    Refused `file-lies` when name or sender claim another kind than the content shows,
    `file-kind` when the kind is not accepted here.
    """
    found = sniff(path)
    shown = cleaned_name(name)
    for claimed in (
        _BY_ENDING.get(_ending(shown)),
        _BY_MIME.get(claimed_mime.split(";", maxsplit=1)[0].strip().lower()),
    ):
        if claimed is not None and claimed is not found:
            raise Refused(
                "file-lies", f"Tệp “{shown}” tự nhận là {claimed.label} nhưng nội dung không phải {claimed.label}."
            )
    if found is None or found not in accept:
        kinds = ", ".join(kind.label for kind in accept)
        raise Refused("file-kind", f"Tệp “{shown}” không thuộc loại được nhận ở đây. Hãy gửi tệp loại: {kinds}.")
    return found


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def cleaned_name(name: str, kind: Kind | None = None) -> str:
    """A name without paths, control or invisible characters, in NFC, at most 150 characters long.

    With a kind, the name carries an ending of that kind. Text direction marks are dropped because they
    can make `exe.pdf` out of `fdp.exe`.
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or c in "\t ")
    base = nfc(visible.translate(_BAD_IN_NAMES)).strip(". ") or "tệp"
    if kind is None:
        return base[:150]
    stem, dot, ending = base.rpartition(".")
    if dot and stem.strip(". ") and ending.lower() in kind.endings:
        return f"{stem[:140].rstrip()}.{ending.lower()}"
    return f"{base[:140].rstrip()}.{kind.endings[0]}"
