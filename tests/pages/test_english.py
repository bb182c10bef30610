"""Under English no Vietnamese is left on the pages of citizens and of dossiers; names, people's words, law may stay."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from django.conf import settings
from django.db.models import CharField, Model, TextField
from django.utils.text import Truncator

from tests.pages.album import Album
from tinhso.engines.eforms.loading import read_forms
from tinhso.engines.payments.models import Charge, CollectionAccount
from tinhso.engines.procedures.models import FeeRule, Part, ProcedureVersion
from tinhso.engines.store.models import DocumentType, StoredPaper
from tinhso.ground.mandates.models import CommunityTeam
from tinhso.ground.people.models import Agency, ApiClient, Citizen, Official, Organisation
from tinhso.ground.reference.models import Unit
from tinhso.infrastructure.cameras.models import Camera
from tinhso.insight.committees.models import Committee
from tinhso.insight.open_data.models import CatalogueEntry, Dataset
from tinhso.insight.plans.models import Directive, PlanTask, Target
from tinhso.insight.playbooks.models import Playbook, Run
from tinhso.insight.scorecards.models import PublishedScore

SPEAKS = re.compile(
    r"^(home:|documents:|dossiers:|digitising:|bulk_signing:|mandates:|exchange:|webhooks:|status:|public_services:|payments:(pay|return)"
    r"|warehouse:|scorecards:|open_data:|plans:|committees:|briefings:|ioc:|playbooks:|cameras:|service_index:|notifications:|signing:|personal_data:(mine|ask|show|consents|inbox|case)"
    r"|people:(sign_in|staff_sign_in|vneid|second|enrol|profile|looks|sign_ins)|staff_accounts:)"
)
VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I)
SEEN = ("placeholder", "title", "aria-label", "alt", "data-lost", "data-cancelled")
EMPTY = frozenset({"input", "img", "br", "meta", "link", "hr", "path", "rect", "circle"})
# Names of places and of things that have no English name; the sign of the currency.
NAMES = ("Nam Định", "Ninh Bình", "Tỉnh Số", "Tiếng Việt", "đồng", "/NĐ-CP", "NĐ ")
WRITTEN = (
    "Chưa có trong hồ sơ",
    "Thiếu giấy chứng sinh", "Có tranh chấp", "Nộp bản chính", "Không thuộc thẩm quyền", "Luật Hộ tịch, Điều 13",
    "Luật Hộ tịch, Điều 16", "Nộp nhầm nơi", "Chờ thông báo thuế", "Không cần nữa", "Chờ xác minh nơi sinh",
    "số 21/TLKT", "Giấy chứng sinh có thật không?", "Đủ điều kiện", "Phạm Văn Đồng",
    "Lê Thị Lụa", "Hộ nghèo", "Lệ phí bản sao trích lục hộ tịch", "“đất”", "“hộ kinh doanh”", "Luật Hộ tịch",
)  # fmt: skip
DATA = (ProcedureVersion, Part, FeeRule, Agency, Citizen, Official, Organisation, Unit, Charge, CollectionAccount,
        StoredPaper, DocumentType, CommunityTeam, ApiClient, PublishedScore, Dataset, CatalogueEntry,
        Directive, Target, PlanTask, Committee, Playbook, Run, Camera)  # fmt: skip


class Reader(HTMLParser):
    """What a person reads on a page, without what is marked as Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def is_silent(self) -> bool:
        return any(silent for _tag, silent in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if not self.is_silent:
            self.said += [str(facts[name]) for name in SEEN if facts.get(name)]
        if tag not in EMPTY:
            self.open.append((tag, tag in {"script", "style"} or facts.get("lang") == "vi"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if not self.is_silent and data.strip():
            self.said.append(" ".join(data.split()))


def read(html: str) -> list[str]:
    """The words of a page in order."""
    reader = Reader()
    reader.feed(html)
    return reader.said


def words_of(model: type[Model]) -> set[str]:
    """Every text that rows of a table hold."""
    names = [f.name for f in model._meta.get_fields() if isinstance(f, CharField | TextField)]
    return {text for row in model._default_manager.values_list(*names) for value in row if value
            for text in [str(value), *map(str.strip, re.split("[\n;]", str(value)))]}  # fmt: skip


def test_no_vietnamese_is_left_under_english(album: Album) -> None:
    known = {*NAMES, *WRITTEN}.union(*map(words_of, DATA))
    known |= {Truncator(name).chars(110) for name in words_of(ProcedureVersion)}
    forms = settings.ROOT / "seed" / "forms"
    known |= {text for form in read_forms(forms) for text in form["schema"]["x-en"].values()}
    known |= set(json.loads((forms / "lists" / "ethnicities.json").read_text()).values())
    known = sorted((text for text in known if VIETNAMESE.search(text)), key=len, reverse=True)
    data = re.compile("|".join(map(re.escape, known)) + r"|\d đ\b")
    said_on = {
        said: page.title for page in album.in_language("en") if SPEAKS.match(page.route) for said in read(page.html)
    }
    left = {
        said: title
        for said, title in said_on.items()
        if VIETNAMESE.search(said) and VIETNAMESE.search(data.sub("", said))
    }

    assert not left, "\n".join(f"{title}: {said}" for said, title in sorted(left.items()))
