"""What must always be true of the files: each row has its content, and the content is what it was."""

from __future__ import annotations

from tinhso.ground.files import queries
from tinhso.ground.invariants.verdicts import Invariant, Verdict, verdict_of

WORDS = {
    "missing": "mất nội dung",
    "wrong-size": "sai dung lượng",
    "altered": "nội dung đã bị sửa",
    "orphan": "không dòng nào nhắc đến",
}


def present() -> Verdict:
    """Each row has a content of its size. Contents without a row are what interrupted acts leave: no fault."""
    return _faults(hashing=False)


def intact() -> Verdict:
    """Each content still has its hash; reads every file."""
    return _faults(hashing=True)


def _faults(*, hashing: bool) -> Verdict:
    found = (fault for fault in queries.faults(hashing=hashing, orphans=False))
    return verdict_of(queries.file_count(), (f"{WORDS[one.what]}: {one.sha256} {one.name}" for one in found))


INVARIANTS = (
    Invariant("files.present", "Mọi tệp đã ghi nhận đều có nội dung, đúng dung lượng", present),
    Invariant("files.intact", "Mọi tệp đều giữ nguyên nội dung như lúc ghi (mã băm)", intact, is_long=True),
)
