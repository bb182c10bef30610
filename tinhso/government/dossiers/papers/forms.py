"""Which paper bears which number on which day: two sets of forms, as rows with validity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tinhso.engines.signing.rules import ProofLevel
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.states import Labelled


class PaperForm(Labelled):
    """Mẫu giấy tờ một cửa: the kinds of paper that a dossier may leave behind."""

    RECEIPT = "RECEIPT", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    SUPPLEMENT = "SUPPLEMENT", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
    REFUSAL = "REFUSAL", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
    APOLOGY = "APOLOGY", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    STOP = "STOP", "Thông báo dừng giải quyết hồ sơ"
    CONTROL_SLIP = "CONTROL_SLIP", "Phiếu kiểm soát quá trình giải quyết hồ sơ"
    REGISTER = "REGISTER", "Sổ theo dõi hồ sơ"


@dataclass(frozen=True)
class FormSet:
    """One circular's set of forms: the numbers it gives and the days on which it holds (last day included).

    sealed: forms that are letters of the agency, so that its seal stands beside the signature; the slips of an
    official (01–03) carry his signature alone. The annexes were not seen: the two sets are ours to correct here.
    """

    instrument: str
    valid_from: date
    valid_to: date | None
    numbers: dict[PaperForm, str]
    titles: dict[PaperForm, str]
    sealed: frozenset[PaperForm]


P = PaperForm
SLUGS = {
    P.RECEIPT: "giay-tiep-nhan",
    P.SUPPLEMENT: "yeu-cau-bo-sung",
    P.REFUSAL: "tu-choi",
    P.APOLOGY: "xin-loi",
    P.STOP: "dung-giai-quyet",
    P.CONTROL_SLIP: "phieu-kiem-soat",
}
# What stands behind the number of forms 02–05, 12/2026/YCBS-UBND; no text at hand fixes these letters.
SERIES = {P.SUPPLEMENT: "YCBS", P.REFUSAL: "TCHS", P.APOLOGY: "XL", P.STOP: "TBD"}
# How long each proves itself: slips of a day do so as they are, letters that a court may read bear a time-stamp, and
# results are kept for decades. No text at hand fixes it: ours to change here.
LEVELS = {
    P.RECEIPT: ProofLevel.B,
    P.SUPPLEMENT: ProofLevel.B,
    P.REFUSAL: ProofLevel.T,
    P.APOLOGY: ProofLevel.T,
    P.STOP: ProofLevel.T,
}
RESULT_LEVEL = ProofLevel.LTA
FORM_SETS = (
    FormSet(
        "Thông tư 01/2018/TT-VPCP", date(2019, 1, 6), date(2025, 9, 14),
        {P.RECEIPT: "01", P.SUPPLEMENT: "02", P.REFUSAL: "03", P.APOLOGY: "04", P.CONTROL_SLIP: "05", P.REGISTER: "06"},
        {},
        frozenset({P.APOLOGY}),
    ),
    # The circular was seen through a secondary source only; its first day is the day of its signing.
    FormSet(
        "Thông tư 03/2025/TT-VPCP", date(2025, 9, 15), None,
        {P.RECEIPT: "01", P.SUPPLEMENT: "02", P.REFUSAL: "03", P.APOLOGY: "04", P.STOP: "05", P.CONTROL_SLIP: "06",
         P.REGISTER: "07"},
        {P.APOLOGY: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"},
        frozenset({P.APOLOGY, P.STOP}),
    ),
)  # fmt: skip


def form_set(form: PaperForm, on: date) -> FormSet:
    """The set that gives this form its number on a day. Refused when no set knows the form on that day."""
    for known in FORM_SETS:
        if known.valid_from <= on and (known.valid_to is None or on <= known.valid_to) and form in known.numbers:
            return known
    raise Refused("no-such-form", f"Ngày {on:%d/%m/%Y} chưa có mẫu “{form.label}”.")


def title(form: PaperForm, on: date) -> str:
    """The name of the form on a day."""
    return form_set(form, on).titles.get(form, form.label)


def mark(form: PaperForm, on: date) -> str:
    """What stands small at the foot: Mẫu số 01 – Thông tư 03/2025/TT-VPCP."""
    known = form_set(form, on)
    return f"Mẫu số {known.numbers[form]} – {known.instrument}"


def is_sealed(form: PaperForm, on: date) -> bool:
    """Whether the agency's seal belongs beside the signature on a day."""
    return form in form_set(form, on).sealed
