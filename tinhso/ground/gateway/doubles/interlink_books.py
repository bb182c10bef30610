"""What a double of a linked agency keeps: dossiers by message id, in a file that outlives its process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

STATES = {2: "Được tiếp nhận", 3: "Không được tiếp nhận", 4: "Đang xử lý", 5: "Yêu cầu bổ sung",
          8: "Dừng xử lý", 9: "Đã xử lý xong"}  # fmt: skip
ENDED = frozenset({3, 8, 9})


@dataclass
class Filed:
    """One dossier at the agency. untold: events that were not taken yet, oldest first; said: how calls ended."""

    code: str
    fields: dict[str, Any]
    due: str
    state: int = 2
    told: int = 0
    reason: str = ""
    verifies: bool = False
    untold: list[dict[str, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def request(self) -> str:
        """maYeuCau, by which whoever filed calls it."""
        return str(self.fields["maYeuCau"])

    @property
    def state_name(self) -> str:
        """The state in Vietnamese."""
        return STATES[self.state]

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {"maHoSo": self.code, "maYeuCau": self.request, "trangThai": self.state, "soThuTu": self.told,
                "lyDo": self.reason, "chuDe": self.fields["chuDe"], "chuaBao": len(self.untold),
                "maTTHC": self.fields["maTTHC"], "xacMinh": self.verifies}  # fmt: skip


class Books:
    """All dossiers by maYeuCau, and which message belongs to which; a change is on disk before anybody hears of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = json.loads(path.read_text()) if path.exists() else {"filed": [], "messages": {}}
        self.filed = {one.request: one for one in (Filed(**fields) for fields in kept["filed"])}
        self.messages: dict[str, str] = kept["messages"]

    def found(self, name: str) -> Filed | None:
        """The dossier by message id, maYeuCau, our code or theirs."""
        known = self.filed.get(self.messages.get(name, name))
        return known or next((f for f in self.filed.values() if name in (f.code, f.fields["maHoSo"])), None)

    def keep(self, filed: Filed, message: str = "") -> None:
        """Write a dossier down, and which message said so."""
        self.filed[filed.request] = filed
        if message:
            self.messages[message] = filed.request
        self.write()

    def forget(self) -> None:
        """Begin anew."""
        self.filed, self.messages = {}, {}
        self.write()

    def write(self) -> None:
        """All of it to disk, at once or not at all."""
        fresh = self.path.with_suffix(".fresh")
        rows = [asdict(one) for one in self.filed.values()]
        fresh.write_text(json.dumps({"filed": rows, "messages": self.messages}))
        fresh.replace(self.path)
