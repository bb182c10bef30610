"""The electronic code of an agency in its two notations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from tinhso.ground.base.refused import Refused

_NEW = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]{2,3}){0,5}")
_OLD = re.compile(r"([0-9]{3})\.([0-9]{2})\.([0-9]{2})\.([A-Z][0-9]{2})")
_LEGACY_WIDTHS = (2, 2, 3)
_ONLY_ZEROS = re.compile(r"0+")


@dataclass(frozen=True)
class AgencyCode:
    """An agency's electronic code, groups from the root down: ("H40", "04", "01").

    Law: Quyết định 20/2020/QĐ-TTg (new, root first, at most 35 characters);
    Thông tư 10/2016/TT-BTTTT, QCVN 102:2016 (old, root last, unused levels are zeros).
    """

    groups: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The code behind either notation. Refused `bad-agency-code` for anything else."""
        old = _OLD.fullmatch(text)
        if old:
            groups = list(old.groups())[::-1]
            while len(groups) > 1 and _ONLY_ZEROS.fullmatch(groups[-1]):
                groups.pop()
        elif _NEW.fullmatch(text) and len(text) <= 35:
            groups = text.split(".")
        else:
            groups = []
        # A hole inside the path, or a group of zeros, names no agency.
        if not groups or any(_ONLY_ZEROS.fullmatch(group) for group in groups[1:]):
            raise Refused("bad-agency-code", "Mã định danh cơ quan không đúng cấu trúc, ví dụ đúng: H40.04.")
        return cls(tuple(groups))

    @property
    def canonical(self) -> str:
        """Root first: H40.04.01."""
        return ".".join(self.groups)

    @property
    def legacy(self) -> str:
        """Root last: 000.01.04.H40; empty when the code is too deep or its groups too wide for it."""
        below = self.groups[1:]
        if len(below) > 3 or any(
            len(group) != width or not group.isdecimal() for group, width in zip(below, _LEGACY_WIDTHS, strict=False)
        ):
            return ""
        zeros = ["0" * width for width in _LEGACY_WIDTHS[len(below) :]]
        return ".".join([*reversed(zeros), *reversed(below), self.groups[0]])
