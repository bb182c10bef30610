"""A dataset as CKAN's `package_create` takes it: what is written to a portal of data, out of what is read here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tinhso.insight.open_data.ckan import package_of
from tinhso.insight.open_data.queries import Published

NOT_IN_TAGS = re.compile(r"[^\w\-. ]")  # CKAN takes letters, digits, spaces and these in a tag
KEPT = ("title", "notes", "version", "url", "license_id", "extras")
OF_FILES = ("name", "url", "format", "mimetype", "size", "hash")


def letter_of(
    one: Published, *, organisation: str, prefix: str, at: Callable[[str], str]
) -> dict[str, Any]:  # fmt: skip
    """The letter: links to our files, never the files. at: a path of ours as an address."""
    package = package_of(one, at)
    words = [NOT_IN_TAGS.sub(" ", tag["name"]).strip() for tag in package["tags"]]
    return {
        "name": name_of(one.dataset.code, prefix), "owner_org": organisation, "private": False,
        "author": one.owner.name, "tags": [{"name": word} for word in words if len(word) > 1],
        "resources": [{field: file[field] for field in OF_FILES} for file in package["resources"]],
        **{field: package[field] for field in KEPT},
    }  # fmt: skip


def name_of(code: str, prefix: str) -> str:
    """What a dataset is called at the portal, where names are everybody's."""
    return f"{prefix}{code}"[:100]


def digest_of(letter: Mapping[str, Any]) -> str:
    """SHA-256 of what it says: the same letter is not sent twice."""
    return hashlib.sha256(json.dumps(letter, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
