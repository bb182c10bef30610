"""The lines of the table of 766: each node with its count, what its range still needs, where officials supply it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards.models import Node
from tinhso.insight.scoring.rules.trees import Scored
from tinhso.insight.service_index.counting import Leaf
from tinhso.insight.service_index.queries import Service, nodes
from tinhso.insight.service_index.supplied import asked_of
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.periods import Period, months_in

NEEDS: Mapping[str, str] = {
    "NPSC.1.1": "Cần ngày quyết định công bố và ngày có hiệu lực của từng thủ tục, hoặc số do Văn phòng nhập.",
    "NPSC.1.2": "Cần ngày quyết định công bố của từng thủ tục, hoặc số do Văn phòng nhập.",
    "NPSC.1.4": "Cần bật đồng bộ hồ sơ lên Cổng Dịch vụ công quốc gia.",
    "NPSC.3.3": "Cần biết tỷ lệ hồ sơ đã đồng bộ lên Cổng, là thừa số của chỉ số này.",
    "NPSC.5.3": "Chỉ tính cho xã, phường và toàn tỉnh.",
    "NPSC.5.5": "Cần số kết quả đã vào kho dữ liệu cá nhân, do Cổng công bố.",
    "NPSC.5.6": "Thủ tục chưa hồ sơ nào hỏi cơ sở dữ liệu dân cư thì chưa chứng tỏ đã kết nối.",
    "NPSC.6.2": "Cần số phản ánh, kiến nghị đã xử lý và xử lý đúng hạn, theo hệ thống tiếp nhận phản ánh.",
    "NPSC.6.3": "Cần số người phản ánh đã đánh giá và số hài lòng.",
    "NPSC.6.4": "Cần số phản ánh, kiến nghị về việc giải quyết hồ sơ trong kỳ.",
}


@dataclass(frozen=True)
class Line:
    """One node of the tree. need: what would make its range one number; statistic: what officials may supply.

    enters: the address of the sheet, '' for whoever may not enter it.
    """

    node: Node
    leaf: Leaf | None
    scored: Scored
    need: str = ""
    statistic: str = ""
    enters: str = ""


def lines_of(person: Person, here: Service, of: Period, *, now: datetime) -> list[Line]:
    """The tree of one unit in its printed order."""
    leaves = {leaf.node.code: leaf for leaf in here.leaves}
    today = timezone.localdate(now)
    months = [one for one in months_in(of) if one.first <= today]
    lines = []
    for node in nodes():
        scored, need, code, enters = here.told[node.code], "", "", ""
        if not scored.is_complete and (need := NEEDS.get(node.code, "")):
            code = asked_of(node.code, here.agency)
            if _may(person, code, months, today):
                enters = reverse("warehouse:sheet", args=[code, months[-1].code])
        lines.append(Line(node, leaves.get(node.code), scored, need, code, enters))
    return lines


def _may(person: Person, code: str, months: list[Period], today: date) -> bool:
    """Whether this person may enter a statistic of a period that has begun."""
    if not (code and months and person.is_staff):
        return False
    return warehouse.entering_agency(person, warehouse.statistic(code, today)) is not None
