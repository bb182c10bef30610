"""A portal of open data that runs CKAN (data.gov.vn): our datasets are written there over its Action API, version 3.

CKAN answers {"success": …, "result" or "error": …}; refusals come as 403, 404 and 409 with their reason in the body.
What an answer that was lost did is found again by name, so that a repeat makes nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.wire import call, json_object

PARTNER = "data_portal"
REFUSALS = (400, 403, 404, 409)
LONGEST = 300


def put_dataset(dataset: Mapping[str, Any]) -> str:
    """Make a dataset, or bring the one of that name up to date; its id there. Unavailable, Rejected with the reason.

    dataset: as `package_create` takes it, with `name` and `owner_org`. One that another organisation has is left alone.
    """
    known = _ask("package_show", {"id": dataset["name"]})
    if known is None:
        made = _ask("package_create", dataset)
    else:
        owners = {known.get("owner_org"), (known.get("organization") or {}).get("name")}
        if dataset["owner_org"] not in owners:
            raise Rejected(PARTNER, f"tên {dataset['name']} đã thuộc tổ chức khác")
        ids = {one.get("name"): one.get("id") for one in known.get("resources", ())}
        files = [one | ({"id": ids[one["name"]]} if ids.get(one["name"]) else {}) for one in dataset["resources"]]
        made = _ask("package_update", {**dataset, "id": known["id"], "resources": files})
    if made is None or not made.get("id"):
        raise Unavailable(PARTNER, "câu trả lời thiếu mã bộ dữ liệu")
    return str(made["id"])


def _ask(action: str, says: Mapping[str, Any]) -> dict[str, Any] | None:
    """What an action answers; None for what does not exist there. Unavailable, Rejected."""
    portal = settings.DATA_PORTAL
    answer = call(
        PARTNER, portal["address"].rstrip("/"), "POST", f"/api/3/action/{action}", json=dict(says),
        headers={"Authorization": portal["token"]}, or_status=REFUSALS,
    )  # fmt: skip
    body = json_object(PARTNER, answer)
    if body.get("success") is True and isinstance(body.get("result"), dict):
        result: dict[str, Any] = body["result"]
        return result
    if answer.status_code == 404 and action == "package_show":
        return None
    if answer.status_code in REFUSALS:
        raise Rejected(PARTNER, _reason(answer.status_code, body.get("error")))
    raise Unavailable(PARTNER, "câu trả lời không phải của CKAN")


def _reason(status: int, error: Any) -> str:
    """The portal's own words: 409 Validation Error; name: That URL is already in use."""
    if not isinstance(error, dict):
        return f"HTTP {status}"
    told = [str(error.get("__type", "")), str(error.get("message", ""))]
    for field, sentences in error.items():
        if field not in {"__type", "message"}:
            words = " ".join(map(str, sentences)) if isinstance(sentences, list) else str(sentences)
            told.append(f"{field}: {words}")
    return f"HTTP {status} {'; '.join(one for one in told if one)}"[:LONGEST]
