"""What people type into the pages that the HTTP gear walks: who they are, for whom they file, what officials write."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bench.simulator.moves import Move, Verb
from bench.simulator.pages import NotOffered, Page
from bench.simulator.plan import Filing, Human

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BASIS = "Nghị định 61/2018/NĐ-CP, Điều 17"
WHY = "Theo kết quả kiểm tra hồ sơ."
WITNESS = "Tổ trưởng tổ dân phố"


def start_of(filing: Filing) -> str:
    """Where everybody begins to file."""
    return f"/thu-tuc/{filing.bundle or filing.procedure}/nop/"


def person(human: Human) -> dict[str, str]:
    """What VNeID says of somebody."""
    return {
        "TechID": f"sim-{human.index}", "HoVaTen": human.full_name, "SoDinhDanh": human.number,
        "NgayThangNamSinh": f"{human.born:%Y%m%d}",
    }  # fmt: skip


def business(filing: Filing) -> dict[str, str]:
    """The account of a business, which its owner opened.

    Its planned tax code is nobody's and the house turns it away, so it goes as a household business, whose tax code
    is its owner's number.
    """
    assert filing.enterprise
    return {
        "TechID": f"sim-business-{filing.enterprise.index}", "LoaiTaiKhoan": "2", "TenDoanhNghiep":
        filing.enterprise.name, "MaSoThue": filing.human.number,
    }  # fmt: skip


def principal(page: Page, filing: Filing) -> str:
    """What the page calls the one for whom it is filed: '' for oneself."""
    named = page.tree.xpath("//input[@name='principal'][@value!='']")
    if filing.assisted:
        return next((one.get("value") for one in named if one.get("checked") is not None), "")
    if not filing.enterprise:
        return ""
    found = [one.get("value") for one in named if filing.enterprise.name in one.getparent().text_content()]
    if not found:
        raise NotOffered(f"{page.url}: nobody to file for called {filing.enterprise.name}")
    return str(found[0])


def helped(filing: Filing) -> dict[str, str]:
    """The page of a helper: whom he helps with what, and how that one said yes."""
    human = filing.human
    return {
        "procedure": filing.bundle or filing.procedure, "full_name": human.full_name, "number": human.number,
        "birth_date": f"{human.born:%d/%m/%Y}", "way": "WORD", "witness_name": WITNESS,
    }  # fmt: skip


def said(verb: Verb, move: Move) -> dict[str, str]:  # noqa: PLR0911 - one return an act
    """What an official writes into the small form of an act."""
    facts = move.facts
    match verb:
        case Verb.REFUSE:
            return {"reason": WHY, "legal_basis": BASIS}
        case Verb.REQUEST_SUPPLEMENT:
            return {"name-khac1": "Giấy tờ kèm theo", "wrong-khac1": "Bản chụp bị mờ.", "how-khac1": "Chụp lại cho rõ.",
                    "reason": WHY, "legal_basis": BASIS}  # fmt: skip
        case Verb.ASSIGN | Verb.REASSIGN:
            return {"official": str(facts["official"])} if "official" in facts else {}
        case Verb.FINISH_VERIFICATION:
            return {"place": "Trụ sở", "participants": "Chuyên viên, người nộp", "minutes": "Đúng như hồ sơ."}
        case Verb.PROPOSE:
            return {"outcome": str(facts.get("outcome", "GRANTED")), "content": "Đồng ý giải quyết theo đề nghị.",
                    "legal_basis": BASIS}  # fmt: skip
        case Verb.SEND_BACK:
            return {"reason": WHY}
        case Verb.EXTEND_WITH_APOLOGY:
            later = datetime.now(VIETNAM).date() + timedelta(days=int(facts.get("days", 7)))
            return {"new_due_day": later.isoformat(), "reason": WHY}
    return {}
