"""Personal data as each room declares it: which tables speak of people, whose each row is, and what ends it.

A room that has tables has a file `personal.py` with three tuples: KEPT (rows about citizens), OF_DUTY (officials at
their work) and IMPERSONAL (nobody). A test of the house asks that each table of the house stands in one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tinhso.ground.base.states import Labelled


@dataclass(frozen=True)
class Subject:
    """The person whose data is meant (chủ thể dữ liệu cá nhân), under every key by which rooms know a citizen.

    things: what is his, as journal and message log name it: dossier:12, charge:3. own: values that are his own
    (number, telephone, e-mail, name), which nothing hides from him.
    """

    citizen_id: int
    account_id: int = 0
    number: str = ""
    things: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    @property
    def ref(self) -> str:
        """citizen:<id>."""
        return f"citizen:{self.citizen_id}"

    @property
    def subjects(self) -> list[str]:
        """He himself and all that is his, as journal, messages and clocks name what they are about."""
        return sorted({self.ref, *self.things})


class Fate(Labelled):
    """What a request to erase does with rows of a kind (Luật 91/2025/QH15, quyền xoá dữ liệu)."""

    ERASED = "ERASED", "Xoá khi chấp nhận yêu cầu xoá"
    EMPTIED = "EMPTIED", "Xoá phần không còn cần, giữ phần phải giữ"
    KEPT = "KEPT", "Phải giữ theo quy định"


@dataclass(frozen=True)
class Kept:
    """One kind of rows about citizens.

    rows: the subject's rows, as a query of the owner. activity, term: codes of seed/personal_data (for what, by which
    law, for how long). without: columns that are secrets or machinery and never leave; only: when given, nothing else
    leaves. masked: columns that may name somebody else. files: where his stored files
    are: "self", a key, or a path of keys (paper__file).
    """

    model: type[Any]
    name: str
    activity: str
    term: str
    rows: Callable[[Subject], Any]
    fate: Fate = Fate.KEPT
    code: str = ""
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """app.model, with its code where one table is declared twice: the name of its file in an export."""
        meta = self.model._meta
        return f"{meta.app_label}.{meta.model_name}{'.' if self.code else ''}{self.code}"


@dataclass(frozen=True)
class OfDuty:
    """Rows that name officials at their work: no citizen's data, but data of people (Luật 91/2025/QH15)."""

    model: type[Any]
    name: str
    activity: str = "can-bo"
