"""What a filing says and brings: answers that fit the procedure's form, and a way for each paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.simulator.people import Population
from bench.simulator.plan import Filing, Human, draws

ADULT = timedelta(days=21 * 366)
# Fields whose value decides which others are asked; the first word of an enum is taken for all that is not here.
CHOSEN: Mapping[str, Any] = {
    "applicant_relation": "RELATIVE", "child_born_at": "FACILITY", "father_known": False, "for_self": True,
    "is_householder": True, "has_companions": False, "lived_elsewhere": False, "issued_before": False,
    "by_family": False, "tax_registered": False, "licence_expires": False, "has_basement": False, "has_pension": False,
    "copies_count": 0, "female_marriages": 1, "male_marriages": 1, "workers_count": 2, "capital_vnd": 50_000_000,
    "land_area_m2": 120, "footprint_m2": 80, "height_m": 12, "setback_m": 2, "months": 12, "status": "NEVER",
    "group": "OTHER", "poor_household": "NONE", "payment_by": "POST", "wants_identity_card": False,
    "wants_residence": True, "wants_health_card": True, "wants_funeral": True, "householder_agrees": True,
    "neighbour_commitment": True, "commitment": True, "licence_class": "B1", "purpose": "LAND",
    "organiser_account": "0123456789", "organiser_bank": "Ngân hàng Thử", "notice_kind": "NOTICE",
    "applicant_kind": "PERSON", "on_behalf": "SELF", "dwelling_kind": "OWNED", "reason": None,
}  # fmt: skip
DOCUMENTS = ("Bằng tốt nghiệp THPT", "Giấy khai sinh", "Căn cước", "Bằng tốt nghiệp đại học", "Học bạ", "Sổ hộ khẩu cũ")


@dataclass(frozen=True, slots=True)
class PaperRule:
    """What the product says of a part: its code, whether it is required, a form, replaced by data."""

    code: str
    is_required: bool
    is_form: bool
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """How one part comes: FROM_DATA, ON_PAPER or FILE; sample: which of the sample scans, where it is a file."""

    code: str
    way: str
    sample: int = 0


def papers_of(rules: Iterable[PaperRule], filing: Filing, *, has_form: bool) -> list[Paper]:
    """One way for each part that must come."""
    chance = draws(filing.key, "papers")
    found = []
    for place, rule in enumerate(rules):
        if rule.is_replaced and not (rule.is_form and has_form):
            found.append(Paper(rule.code, "FROM_DATA"))
        elif not rule.is_required or (rule.is_form and has_form):
            continue
        elif filing.channel == "ONLINE":
            found.append(Paper(rule.code, "FILE", int(chance[place % 16] * 8)))
        else:
            found.append(Paper(rule.code, "ON_PAPER"))
    return found


def answers_of(schema: Mapping[str, Any], filing: Filing, people: Population, *, commune: str) -> dict[str, Any]:
    """Answers to every field of a form, hidden ones too; the product drops what is not asked.

    commune: the code under which today's forms know the filing's commune.
    """
    teller = _Teller(filing, people, commune)
    return {
        name: told
        for name, field in schema["properties"].items()
        if "x-calculate" not in field and (told := teller.tell(name, field)) is not None
    }


class _Teller:
    """One filing's facts, by the names of fields."""

    def __init__(self, filing: Filing, people: Population, commune: str) -> None:
        self.filing, self.commune, self.day = filing, commune, filing.at.date()
        self.chance = draws(filing.key, "answers")
        self.own = filing.human
        # Somebody else of the same place: the other parent, the bride or the groom, the deceased.
        self.other = people.human_from(min(self.own.index + 40 + int(self.chance[0] * 40), people.size - 1))
        self.child = people.human_from((self.own.index * 7 + 13) % people.size, grown=False)

    def tell(self, name: str, field: Mapping[str, Any]) -> Any:
        """The answer to one field; None leaves it empty."""
        if name in CHOSEN and CHOSEN[name] is not None:
            return CHOSEN[name]
        if "enum" in field:
            return self._of(name).sex if name.endswith("_sex") else field["enum"][0]
        match field["type"]:
            case "array":
                return self._rows(name)
            case "boolean":
                return False
            case "integer" | "number":
                return max(1, int(field.get("minimum", 1)))
        return self._date(name) if field.get("format") == "date" else self._words(name, field)

    def _of(self, name: str) -> Human:
        """Of whom a field speaks."""
        if name.startswith(("female_", "male_")):
            pair = sorted((self.own, self._match()), key=lambda human: human.sex)  # FEMALE before MALE
            return pair[0] if name.startswith("female_") else pair[1]
        if name.startswith("child_"):
            return self.child
        if name.startswith(("deceased_", "father_", "householder_", "organiser_", "partner_", "spouse_", "mother_")):
            return self.other
        return self.own

    def _match(self) -> Human:
        """Somebody of the other sex for a marriage."""
        return _as(self.other, "MALE" if self.own.sex == "FEMALE" else "FEMALE")

    def _date(self, name: str) -> str:
        if name == "child_birth_date":
            return str(self.day - timedelta(days=3 + int(self.chance[1] * 40)))
        if name.endswith("birth_date"):
            born = self._of(name).born
            return str(min(born, self.day - ADULT) if name != "deceased_birth_date" else min(born, date(1960, 1, 2)))
        if name in {"death_date", "notice_date"}:
            return str(self.day - timedelta(days=1 + int(self.chance[2] * 5)))
        if name in {"registration_date", "start_date", "from_date"}:
            return str(self.day + timedelta(days=1))
        if name in {"to_date", "licence_expiry_date"}:
            return str(self.day + timedelta(days=365))
        return str(self.day - timedelta(days=200))

    def _words(self, name: str, field: Mapping[str, Any]) -> str | None:
        human = self._of(name)
        if "x-list" in field:
            return self.commune if field["x-list"] == "communes" else "Kinh"
        for ending, told in (
            ("personal_number", human.number), ("phone", human.phone), ("email", human.email or None),
            ("nationality", "Việt Nam"), ("hometown", human.address), ("business_name", f"Hộ kinh doanh {human.index}"),
            ("_name", human.full_name), ("address", human.address), ("_time", None), ("tax_code", None),
            ("wrong_details", None), ("other_reason", None), ("_place", "Trạm y tế xã"), ("code", None),
        ):  # fmt: skip
            if name.endswith(ending):
                return told
        return f"Số {1 + int(self.chance[3] * 900)}/{self.day.year}"

    def _rows(self, name: str) -> Sequence[Mapping[str, Any]]:
        if name == "documents":
            count = 1 + int(self.chance[4] * 2)
            return [
                {"name": DOCUMENTS[int(self.chance[5 + place] * len(DOCUMENTS))],
                 "pages": 1 + int(self.chance[7 + place] * 4), "copies": 1 + int(self.chance[9 + place] * 5)}
                for place in range(count)
            ]  # fmt: skip
        if name == "lines":
            return [{"name": "Bán lẻ tạp hoá", "code": "4711", "is_main": True}]
        if name == "floors":
            return [{"name": "Tầng 1", "area_m2": 80}, {"name": "Tầng 2", "area_m2": 75}]
        return []


def _as(human: Human, sex: str) -> Human:
    """The same person as the other sex, where a form needs one of it."""
    if human.sex == sex:
        return human
    return Human(human.index, human.number, human.full_name, sex, human.born, human.commune, human.address,
                 human.phone, human.email, human.household)  # fmt: skip
