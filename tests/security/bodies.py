"""What is sent to each endpoint of the API, as far as it takes to be asked who one is."""

from __future__ import annotations

from typing import Any

from tests.api.filing import CHILD, a_birth

_WRITE = {"query": {"content": {"name": "Lý Thường Kiệt"}},
          "write": {"content": {"number": "000912345699", "name": "Lý Thường Kiệt"}}}  # fmt: skip
_BIRTH = {"applicantId": "999199000011", "applicationName": "Trần Thị Mai", "formData": {"data": CHILD}}
BODIES: dict[str, dict[str, Any]] = {
    "POST api/dossiers": a_birth(),
    "POST api/statistics/<code>/periods/<period>": {
        "figures": [{"unit_code": "13669", "value": 3}],
        "method": "Đếm",
        "basis": "12/BC",
    },
    "POST api/cameras/states": {"states": [{"code": "X", "is_up": True, "at": "2026-11-27T10:15:00+07:00"}]},
    "POST api/dossiers/<code>/refuse": {"reason": "Không thuộc thẩm quyền", "legal_basis": "Luật Hộ tịch, Điều 13"},
    "POST govstack/registration/services/<service_id>/applications": _BIRTH,
    "PUT govstack/registration/applications/<file_id>": _BIRTH,
}


def body_of(name: str) -> dict[str, Any]:
    """What is sent to an endpoint, complete as far as it takes to be asked who one is."""
    return BODIES.get(name, _WRITE if "/registries/data/" in name else {})
