"""What the header and the footer offer to whom: the one list of links that crosses rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.ground.people.persons import VISITOR, Person


@dataclass(frozen=True)
class Link:
    """One link of the header or footer; `post` makes it a button that sends a form."""

    label: str | Promise
    url: str
    icon: str = ""
    current: bool = False
    post: bool = False


EVERYONE = [
    (_("Thủ tục"), "public_services:search", "list-check"),
    (_("Tra cứu"), "public_services:lookup", "search"),
]
CITIZEN = [
    (_("Của tôi"), "home:mine", "person"),
    (_("Thông báo"), "notifications:preferences", "bell"),
    (_("Tài khoản"), "people:profile", "gear"),
]
STAFF = [
    (_("Bàn làm việc"), "home:desk", "inbox"),
    (_("Hồ sơ"), "dossiers:queue", "folder2-open"),
    (_("Lịch làm việc"), "workflow:calendar", "calendar-event"),
]
OWN_STAFF = [(_("Tài khoản"), "people:profile", "gear")]
CONTROLLERS = [(_("Bộ thủ tục"), "procedures:catalogue", "card-checklist")]
RECONCILERS = [(_("Đối soát"), "payments:mismatches", "cash-coin")]
FOOTER = [
    (_("Thủ tục hành chính"), "public_services:search"),
    (_("Tra cứu hồ sơ"), "public_services:lookup"),
    (_("Xác minh giấy tờ"), "signing:verify_upload"),
    (_("Sổ nhật ký công khai"), "evidence:heads"),
    (_("Dành cho cán bộ"), "people:staff_sign_in"),
]


def context(request: HttpRequest) -> dict[str, Any]:
    """The links of the header for this person, and the same few of the footer for everyone."""
    person: Person = getattr(request, "person", VISITOR)
    offered = [*(STAFF if person.is_staff else EVERYONE), *(CITIZEN if person.citizen_id else [])]
    if person.is_staff and person.roles & {"HEAD_OF_ONE_STOP", "CONTROLLER"}:
        offered += RECONCILERS
    if person.is_staff and "CONTROLLER" in person.roles:
        offered += CONTROLLERS
    offered += OWN_STAFF if person.is_staff else []
    links = [_link(request, label, name, icon) for label, name, icon in offered]
    if person.account_id:
        links.append(Link(_("Đăng xuất"), _address("people:sign_out"), "x-circle", post=True))
    else:
        links.append(_link(request, _("Đăng nhập"), "people:sign_in", "person-circle"))
    return {
        "navigation": [link for link in links if link.url],
        "footer_links": [Link(label, url) for label, name in FOOTER if (url := _address(name))],
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _link(request: HttpRequest, label: str | Promise, name: str, icon: str) -> Link:
    url = _address(name)
    return Link(label, url, icon, current=bool(url) and request.path == url)
