"""What the header and the footer offer to whom: the one list of links that crosses rooms."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _t

from tinhso.government.dossiers.queries import codes_visible_to
from tinhso.ground.people.persons import VISITOR, Person

Entry = tuple[str | Promise, str, str]  # label, name of the address, icon

EVERYONE = [
    (_t("Thủ tục"), "public_services:search", "list-check"),
    (_t("Tra cứu"), "public_services:lookup", "search"),
]
CITIZEN = [
    (_t("Của tôi"), "home:mine", "person"),
    (_t("Thông báo"), "notifications:preferences", "bell"),
    (_t("Tài khoản"), "people:profile", "gear"),
]
STAFF = [
    (_t("Bàn làm việc"), "home:desk", "inbox"),
    (_t("Hồ sơ"), "dossiers:queue", "folder2-open"),
]
# Behind one word, so that the header stays one line whatever posts somebody holds.
FURTHER = [
    (_t("Văn bản"), "documents:shelves", "file-earmark-text"),
    (_t("Liên thông"), "life_events:cases", "people"),
    (_t("Lịch làm việc"), "workflow:calendar", "calendar-event"),
    (_t("Số liệu"), "warehouse:index", "journal-text"),
    (_t("Bộ chỉ số"), "scorecards:index", "list-check"),
    (_t("Nhiệm vụ, kế hoạch"), "plans:tasks", "card-checklist"),
    (_t("Nhập số liệu"), "warehouse:entering", "save"),
    (_t("Yêu cầu dữ liệu"), "open_data:desk", "send"),
]
OWN_STAFF = [(_t("Tài khoản"), "people:profile", "gear")]
SIGN_IN = [(_t("Đăng nhập"), "people:sign_in", "person-circle")]
RECEIVERS = [(_t("Số hoá"), "digitising:waiting", "archive")]
CONTROLLERS = [(_t("Bộ thủ tục"), "procedures:catalogue", "card-checklist")]
REGISTERS = [(_t("Cơ sở dữ liệu"), "registers:all", "journal-text")]
DATA_OFFICERS = [(_t("Dữ liệu cá nhân"), "personal_data:inbox", "shield-check")]
DATA_CONTROLLERS = [(_t("Sổ xử lý dữ liệu"), "personal_data:register", "shield-check")]
EXCHANGE = [(_t("Trục kết nối"), "exchange:overview", "arrow-repeat")]
OPERATING = [(_t("Vận hành"), "status:operating", "gear")]
ADMINISTRATORS = [(_t("Tài khoản cán bộ"), "staff_accounts:all", "person-check")]
WATCHING = [
    (_t("Điều hành"), "ioc:wall", "laptop"),
    (_t("Kịch bản"), "playbooks:all", "list-check"),
    (_t("Camera"), "cameras:all", "eye"),
]
ONE_STOP = [(_t("Nộp hộ"), "public_services:assist", "person-check")]
RECONCILERS = [
    (_t("Sổ thu"), "payments:mismatches", "cash-coin"),
]
# Pages that stand behind a link of another name: one of their tabs leads to each.
BEHIND = {
    "scorecards:index": ("scorecards:mine",),
    "payments:mismatches": ("payments:refunds",),
    "ioc:wall": ("ioc:map", "ioc:alerts", "ioc:domains", "ioc:duty", "ioc:thresholds"),
    "cameras:all": ("cameras:rights", "cameras:looks"),
    "documents:shelves": ("documents:tasks", "documents:books", "documents:counts"),
    "plans:tasks": ("plans:index", "committees:index", "briefings:index"),
    "digitising:waiting": ("digitising:reuse",),
    "public_services:assist": ("mandates:waiting",),
    "personal_data:inbox": ("personal_data:register", "personal_data:breaches"),
    "home:mine": ("personal_data:mine", "personal_data:ask", "personal_data:consents"),
}
FOOTER = [
    (_t("Thủ tục hành chính"), "public_services:search"),
    (_t("Tra cứu hồ sơ"), "public_services:lookup"),
    (_t("Xác minh giấy tờ"), "signing:verify_upload"),
    (_t("Số liệu của tỉnh"), "warehouse:index"),
    (_t("Dữ liệu của tỉnh"), "open_data:catalogue"),
    (_t("Bộ chỉ số"), "scorecards:index"),
    (_t("Chỉ tiêu, kế hoạch"), "plans:index"),
    (_t("Sổ nhật ký công khai"), "evidence:heads"),
    (_t("Tình trạng dịch vụ"), "status:public"),
    (_t("Dành cho cán bộ"), "people:staff_sign_in"),
]

ALL: list[Entry] = [
    *EVERYONE,
    *CITIZEN,
    *STAFF,
    *FURTHER,
    *OWN_STAFF,
    *SIGN_IN,
    *RECEIVERS,
    *ONE_STOP,
    *CONTROLLERS,
    *REGISTERS,
    *EXCHANGE,
    *DATA_OFFICERS,
    *DATA_CONTROLLERS,
    *OPERATING,
    *ADMINISTRATORS,
    *RECONCILERS,
    *WATCHING,
]


def context(request: HttpRequest) -> dict[str, Any]:
    """The links of the header for this person, and the footer that everyone gets."""
    person: Person = getattr(request, "person", VISITOR)
    language = get_language()
    offered = [*(STAFF if person.is_staff else EVERYONE), *(CITIZEN if person.citizen_id else [])]
    links = [_link(name, language, current=_is_here(request.path, name)) for _, name, _ in offered]
    if person.is_staff:
        names = tuple(name for _, name, _ in _further(person))
        links.append(_menu(names, language, here=next((name for name in names if _is_here(request.path, name)), "")))
    last = OWN_STAFF if person.is_staff else SIGN_IN if not person.account_id else []
    links += [_link(name, language, current=_is_here(request.path, name)) for _, name, _ in last]
    return {
        "navigation": mark_safe("".join(links)),  # noqa: S308 - drawn by our own template
        "sign_out": address("people:sign_out") if person.account_id else "",
        "looks_address": address("home:looks"),
        "interlinked_counter": address("life_events:counter"),
        "digitising_address": address("digitising:waiting") if "RECEPTION" in person.roles else "",
        "mandates_address": address("mandates:overview"),
        "personal_data_address": address("personal_data:mine"),
        "staff_accounts_address": address("staff_accounts:all"),
        "password_address": address("staff_accounts:change"),
        "forgotten_address": address("staff_accounts:forgotten"),
        "service_index_address": address("service_index:overview"),
        "committees_address": address("committees:index"),
        "briefings_address": address("briefings:index"),
        "assist_address": address("public_services:assist"),
        "footer": _footer(language),
    }


def _further(person: Person) -> list[Entry]:
    """What an official finds behind one word: for everybody, then by his roles."""
    roles, offered = person.roles, list[Entry](FURTHER)
    for holders, links in (
        ({"LEADER", "DIVISION_HEAD", "HEAD_OF_ONE_STOP", "CONTROLLER", "AUDITOR"}, WATCHING),
        ({"RECEPTION"}, RECEIVERS),
        ({"RECEPTION", "HEAD_OF_ONE_STOP"}, ONE_STOP),
        ({"HEAD_OF_ONE_STOP", "CONTROLLER", "ACCOUNTANT"}, RECONCILERS),
        ({"CONTROLLER"}, CONTROLLERS),
        ({"CONTROLLER", "AUDITOR", "LEADER"}, REGISTERS),
        ({"CONTROLLER", "AUDITOR"}, EXCHANGE),
        ({"DATA_OFFICER", "AUDITOR"}, DATA_OFFICERS),
        ({"CONTROLLER"}, [] if roles & {"DATA_OFFICER", "AUDITOR"} else DATA_CONTROLLERS),
        ({"CONTROLLER", "ADMIN", "AUDITOR"}, OPERATING),
        ({"ADMIN"}, ADMINISTRATORS),
    ):
        offered += links if roles & holders else []
    return offered


def _is_here(path: str, name: str) -> bool:
    """Whether this is the page of a link, or one that stands behind it."""
    return path == address(name) or any(path == address(one) for one in BEHIND.get(name, ()))


def dossier_pages(person: Person, subjects: Collection[str]) -> dict[str, str]:
    """The page of each of these dossiers (dossier:12) that this person may see."""
    codes = codes_visible_to(person, subjects)
    return {subject: reverse("dossiers:show", args=[code]) for subject, code in codes.items()}


@cache
def address(name: str) -> str:
    """The address of a page; '' where the house stands without that room."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@cache
def _link(name: str, language: str, *, current: bool) -> SafeString:
    """One link of the header, drawn once per language: every page has a handful of them."""
    if not address(name):
        return SafeString("")
    label, _, icon = next(entry for entry in ALL if entry[1] == name)
    facts = {"label": label, "url": address(name), "icon": icon, "current": current}
    return render_to_string("web/_nav_link.html", facts)


@cache
def _menu(names: tuple[str, ...], language: str, *, here: str) -> SafeString:
    """Links behind one word, drawn once for each set of roles and each page of theirs."""
    links = "".join(_link(name, language, current=name == here) for name in names)
    facts = {"links": mark_safe(links), "current": bool(here)}  # noqa: S308 - drawn by our own template
    return render_to_string("web/_nav_menu.html", facts)


@cache
def _footer(language: str) -> SafeString:
    links = [{"label": label, "url": address(name)} for label, name in FOOTER if address(name)]
    return render_to_string("web/_footer.html", {"footer_links": links})
