"""The law of administrative documents on plain values: numbers, who signs as what, what a draft still lacks.

Nghị định 30/2020/NĐ-CP on clerical work (công tác văn thư); Phụ lục I for form, III for abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import fold, nfc

URGENCIES = {0: "Thường", 1: "Khẩn", 2: "Thượng khẩn", 3: "Hỏa tốc", 4: "Hỏa tốc hẹn giờ"}
LONGEST_SUBJECT = 500
LONGEST_NAME = 300  # of a body elsewhere
# What the signatures of a file that came in were worth when it came.
VERDICTS = {
    "good": "Chữ ký số hợp lệ",
    "doubtful": "Chữ ký số chưa xác định",
    "bad": "Chữ ký số không hợp lệ",
    "unsigned": "Tệp không có chữ ký số",
    "unreadable": "Không đọc được tệp để kiểm tra",
}
# The kinds whose name stands at the head of the paper; a letter (công văn) has "V/v" under its number instead.
LETTER = "CV"
WITH_BASES = frozenset({"NQ", "QĐ"})
# In capitals, as marks are stamped; a title in capitals may still speak of BẢO MẬT, MẬT KHẨU, MẬT ĐỘ.
SECRET = re.compile(
    r"(?<!\w)(?:TUYỆT MẬT|TỐI MẬT|(?<!BẢO )(?<!BÍ )(?<!CƠ )MẬT(?!\s+(?:KHẨU|MÃ|ĐỘ|ONG|THIẾT|VỤ|DANH)(?!\w)))(?!\w)"
)
NO_SECRETS = "Văn bản mật không soạn, lưu hay gửi trên hệ thống này; hãy làm theo pháp luật về bảo vệ bí mật nhà nước."
OFFICE = re.compile(
    r"(?P<deputy>Phó )?(?P<office>Chủ tịch|Giám đốc|Chánh Văn phòng|Chánh Thanh tra|Trưởng ban|Viện trưởng)",
    re.IGNORECASE,
)
BODY = "Ủy ban nhân dân"
MOST_ANNEXED = 20 * 1024 * 1024  # bytes of all that goes with a document: as much as one file may have
TOO_MUCH = "Các văn bản kèm theo cộng lại vượt 20 MB; hãy giảm dung lượng hoặc bớt tệp."
SIGNED_ALREADY = "Tệp “{name}” đã có chữ ký số hoặc không đọc được nên cơ quan không ký thêm được; hãy tải bản chưa ký."
ALREADY_ELECTRONIC = (
    "Tệp đã ký số là bản gốc, gửi và lưu nguyên tệp; Nghị định 30/2020/NĐ-CP, Điều 25 chỉ cho sao y, sao lục tệp này "
    "sang bản giấy. Hãy chọn bản giấy, hoặc trích sao."
)


class Group(Labelled):
    """Recipients named by one word."""

    DEPARTMENTS = "DEPARTMENTS", "Các sở, ban, ngành của tỉnh"
    COMMUNES = "COMMUNES", "Ủy ban nhân dân các xã, phường"


class CopyForm(Labelled):
    """Hình thức sao (Điều 25), by the code of its kind in the book."""

    TRUE_COPY = "SY", "Sao y"
    COPY = "SL", "Sao lục"
    EXTRACT = "TrS", "Trích sao"


class CopyMedium(Labelled):
    """On what a copy is made."""

    ELECTRONIC = "ELECTRONIC", "Bản điện tử, cơ quan ký số"
    PAPER = "PAPER", "Bản giấy, in ra để người có thẩm quyền ký tay"


class Mends(Labelled):
    """What a document does to an earlier one of the same agency (Điều 18)."""

    REPLACES = "REPLACES", "Thay thế"
    CORRECTS = "CORRECTS", "Đính chính"


@dataclass(frozen=True)
class Lack:
    """What a draft still lacks: the field to which the sentence belongs, and the sentence."""

    field: str
    sentence: str


@dataclass(frozen=True)
class DraftFacts:
    """A draft as the check reads it. recipients: how many bodies get it. lines: what stands above the signature.

    annexes: name of each file that goes with it, and the verdict on it. mends_ended: what it mends was replaced or
    recalled meanwhile.
    """

    kind: str
    kind_name: str
    abbreviation: str
    subject: str
    body: str
    unit_mark: str
    addressees: str
    place: str
    lines: Sequence[str]
    recipients: int
    is_internal: bool
    answer_by: date | None
    mends_how: str
    annexes: Sequence[tuple[str, str]] = ()
    mends_ended: bool = False


def lacks(draft: DraftFacts, *, today: date) -> list[Lack]:
    """What must be mended before the draft may go to the one who signs; in the order of the page (Điều 8)."""
    found = [
        (not draft.kind, "kind", "Hãy chọn tên loại văn bản (Nghị định 30/2020/NĐ-CP, Điều 7)."),
        (not draft.subject, "subject", "Hãy ghi trích yếu: một câu ngắn gọn, phản ánh khái quát nội dung."),
        (len(draft.subject) > LONGEST_SUBJECT, "subject", "Trích yếu quá dài; hãy rút gọn còn một câu."),
        (draft.subject.endswith("."), "subject", "Trích yếu không có dấu chấm ở cuối."),
        (_names_its_kind(draft), "subject", "Trích yếu không lặp lại tên loại, vì tên loại đã in phía trên."),
        (not draft.body, "body", "Văn bản chưa có nội dung."),
        (
            draft.kind in WITH_BASES and not draft.body.startswith("Căn cứ"),
            "body",
            "Nghị quyết, quyết định mở đầu bằng căn cứ ban hành: mỗi căn cứ một dòng, bắt đầu bằng “Căn cứ”.",
        ),
        (
            bool(draft.kind) and not draft.abbreviation and not draft.unit_mark,
            "unit_mark",
            "Ký hiệu công văn có chữ viết tắt của đơn vị soạn thảo hoặc lĩnh vực; hãy ghi mục này.",
        ),
        (draft.kind == LETTER and not draft.addressees, "addressees", "Công văn phải ghi “Kính gửi”."),
        (not draft.lines, "signer", "Hãy chọn người ký đang có thẩm quyền ký của cơ quan."),
        (not draft.place, "kind", "Chưa biết địa danh nơi cơ quan đóng trụ sở."),
        (
            not draft.is_internal and not draft.recipients,
            "groups",
            "Văn bản đi phải có nơi nhận ngoài cơ quan; nếu chỉ dùng trong cơ quan, hãy chọn văn bản nội bộ.",
        ),
        *((verdict != "unsigned", "annexes", SIGNED_ALREADY.format(name=name)) for name, verdict in draft.annexes),
        (bool(draft.answer_by and draft.answer_by < today), "answer_by", "Hạn trả lời đã qua."),
        (draft.mends_ended, "mends", "Văn bản được thay thế, đính chính đã hết hiệu lực; hãy chọn văn bản khác."),
        (
            draft.mends_how == Mends.CORRECTS and draft.kind != LETTER,
            "kind",
            "Sai thể thức, kỹ thuật trình bày được đính chính bằng công văn (Nghị định 30/2020/NĐ-CP, Điều 18).",
        ),
    ]
    return [Lack(field, sentence) for is_wrong, field, sentence in found if is_wrong]


def copy_lacks(
    form: CopyForm, medium: CopyMedium, *, is_electronic: bool, is_scanned: bool, is_true_copy: bool
) -> tuple[str, str, str] | None:
    """Code, field and sentence of why a document cannot be copied so; None when it can (Điều 25).

    is_electronic: what is copied was signed electronically. is_scanned: there is a PDF of the paper. is_true_copy: it
    is a sao y itself.
    """
    if form is CopyForm.COPY and not is_true_copy:
        return "not-a-copy-yet", "form", "Sao lục là sao từ bản sao y; văn bản này không phải bản sao y."
    if form is CopyForm.EXTRACT or medium is CopyMedium.PAPER:
        return None
    if is_electronic:
        return "original-already", "medium", ALREADY_ELECTRONIC
    return None if is_scanned else ("scan-missing", "medium", "Chưa có bản quét PDF của văn bản giấy để ký số bản sao.")


def _names_its_kind(draft: DraftFacts) -> bool:
    return bool(draft.kind_name) and fold(draft.subject).startswith(fold(draft.kind_name) + " ")


def is_secret(*texts: str) -> bool:
    """Whether a text bears a mark of secrecy: such papers do not belong here."""
    return any(SECRET.search(nfc(text)) for text in texts)


def notation(number: int, *, abbreviation: str, body: str, unit_mark: str) -> str:
    """15/KH-UBND; 07/STC-NS for a letter. Numbers below 10 carry a zero; Điều 15 begins with “số 01”."""
    return f"{number:02d}/{abbreviation}-{body}" if abbreviation else f"{number:02d}/{body}-{unit_mark}"


def entered_notation(number: int, *, abbreviation: str, body: str, year: int) -> str:
    """15/QĐ-UBND (year 0); 15/2026/KQ-UBND for the papers of dossiers that print their year."""
    return f"{number:02d}/{year}/{abbreviation}-{body}" if year else f"{number:02d}/{abbreviation}-{body}"


def kind_titled(title: str, names: Mapping[str, str]) -> str:
    """The code of the kind whose name begins a title, the longest such name; '' when none does. names: code -> name.

    "Quyết định cho phép …" is a Quyết định, "Quyết địnhX" is not.
    """
    words = search_words(title)
    begun = {code: search_words(name) for code, name in names.items()}
    fitting = [(len(one), code) for code, one in begun.items() if words[: len(one)] == one]
    return max(fitting, default=(0, ""))[1]


def body_mark(*, is_committee: bool, slug: str, short_name: str) -> str:
    """The letters of the issuing body: UBND, STC; initials where the house knows no abbreviation of it."""
    if is_committee:
        return "UBND"
    last = slug.rpartition(".")[2]
    return last if last.isalpha() else "".join(word[0] for word in short_name.upper().split())


def signing_lines(title: str, *, is_committee: bool, for_body: bool) -> tuple[str, ...]:
    """What stands above a leader's signature (Phụ lục I): TM. for a committee, KT. for who stands in for the head.

    title: his post in words, such as "Phó Chủ tịch Ủy ban nhân dân phường".
    """
    first = (f"TM. {BODY}",) if is_committee and for_body else ()
    found = OFFICE.match(title)
    if found is None:
        return (*first, title)
    office = found["office"].capitalize() if found["office"].islower() else found["office"]
    return (*first, f"KT. {office}", f"Phó {office}") if found["deputy"] else (*first, office)


def search_words(*texts: str) -> list[str]:
    """The folded words and numbers of texts: as they are stored, and as they are looked for."""
    return "".join(sign if sign.isalnum() else " " for sign in fold(" ".join(texts))).split()


def recipient_lines(
    *, addressed: bool, groups: Collection[str], names: Sequence[str], also: Sequence[str], unit_mark: str
) -> tuple[str, ...]:
    """Nơi nhận as printed: "Như trên" for a letter, groups by one word, the others by name, the archive last."""
    first = ("Như trên",) if addressed else ()
    kept = f"Lưu: VT, {unit_mark}" if unit_mark else "Lưu: VT"
    return (*first, *(group.label for group in Group if group in groups), *names, *also, kept)


def outside_recipients(text: str) -> list[tuple[str, str]]:
    """Code and name of bodies elsewhere, one a line: "G22 Văn phòng Chính phủ". ValueError names the wrong line."""
    found = []
    for line in filter(None, map(nfc, text.splitlines())):
        code, _, name = line.partition(" ")
        if not re.fullmatch(r"[0-9A-Z.]{3,35}", code) or not 0 < len(name) <= LONGEST_NAME:
            raise ValueError(line)
        found.append((code, name))
    return found
