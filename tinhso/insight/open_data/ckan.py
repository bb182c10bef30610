"""The Action API of CKAN, version 3, as far as reading goes: what its clients ask, out of our datasets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.people.models import Agency
from tinhso.insight.open_data import queries
from tinhso.insight.open_data.dcat import ABOUT, TITLE
from tinhso.insight.open_data.formats import MIME, NAMES, typed
from tinhso.insight.open_data.lifecycle import Theme
from tinhso.insight.open_data.models import DatasetFile
from tinhso.insight.open_data.queries import Published

VERSION = "2.11"  # of the API whose words are spoken
MOST_ROWS, MOST_RECORDS = 1000, 32_000
Said = Mapping[str, Any]


class Wrong(Refused):
    """A parameter that cannot be: 409 in the words of CKAN."""


@dataclass(frozen=True)
class Asked:
    """What a caller says, and by which address he reached us."""

    says: Said
    at: Callable[[str], str]

    def word(self, name: str, otherwise: str = "") -> str:
        """A parameter as text."""
        return str(self.says.get(name, otherwise) or otherwise)[:500]

    def number(self, name: str, otherwise: int, most: int) -> int:
        """A parameter as a whole number from 0 to `most`. Wrong where it is none."""
        try:
            return min(max(int(self.says.get(name, otherwise)), 0), most)
        except (TypeError, ValueError, OverflowError) as error:
            raise Wrong("bad-number", f"{name}: cần số nguyên.", field=name) from error

    def needed(self) -> str:
        """The id that most actions ask for. Wrong without one."""
        found = self.word("id") or self.word("resource_id")
        if not found:
            raise Wrong("missing-value", "Missing value", field="id")
        return found


def identity(*parts: str) -> str:
    """The UUID of a thing, the same for ever."""
    return str(uuid5(NAMESPACE_URL, ":".join(("urn:tinhso:open-data", *parts))))


def status_show(asked: Asked) -> Any:
    """Which service this is."""
    return {
        "ckan_version": VERSION, "site_url": asked.at("/du-lieu/"), "site_title": TITLE, "site_description": ABOUT,
        "locale_default": "vi", "extensions": ["datastore", "dcat"], "error_emails_to": None,
    }  # fmt: skip


def site_read(_asked: Asked) -> Any:
    """Whether anybody may read: yes."""
    return True


def package_list(asked: Asked) -> Any:
    """The names of all datasets."""
    names = sorted(one.dataset.code for one in _all())
    first = asked.number("offset", 0, len(names))
    return names[first : first + asked.number("limit", MOST_ROWS, MOST_ROWS)]


def package_show(asked: Asked) -> Any:
    """One dataset by name or id."""
    return _package(_one(asked.needed()), asked)


def package_search(asked: Asked) -> Any:
    """Datasets by words (q) and by filters (fq: organization, groups, tags, res_format)."""
    words = asked.word("q")
    found = _all(words="" if words in {"*:*", "*"} else words)
    for name, value in _filters(asked.word("fq")):
        found = [one for one in found if value in _facets(one).get(name, ())]
    if asked.word("sort").startswith(("title", "name")):
        found.sort(key=lambda one: fold(one.dataset.title), reverse=asked.word("sort").endswith("desc"))
    first, rows = asked.number("start", 0, 10**6), asked.number("rows", 10, MOST_ROWS)
    names = _listed(asked.says.get("facet.field"))
    facets: dict[str, dict[str, int]] = {name: {} for name in names}
    for one in found:
        for name in names:
            for value in _facets(one).get(name, ()):
                facets[name][value] = facets[name].get(value, 0) + 1
    return {
        "count": len(found), "sort": asked.word("sort", "score desc, metadata_modified desc"), "facets": facets,
        "search_facets": {
            name: {"title": name, "items": [{"name": value, "display_name": value, "count": many}
                                            for value, many in counts.items()]}
            for name, counts in facets.items()
        },
        "results": [_package(one, asked) for one in found[first : first + rows]],
    }  # fmt: skip


def resource_show(asked: Asked) -> Any:
    """One file of a dataset's newest version, by its id."""
    one, file = _resource_of(asked.needed())
    return _resource(one, file, asked)


def organization_list(asked: Asked) -> Any:
    """The agencies that publish."""
    owners = {one.owner.slug: one.owner for one in _all()}
    found = sorted(owners.values(), key=lambda owner: owner.sort_key)
    whole = _is_true(asked.says.get("all_fields"))
    return [_organization(owner) if whole else _named(owner.slug) for owner in found]


def organization_show(asked: Asked) -> Any:
    """One agency with its datasets."""
    wanted = asked.needed()
    for owner in {one.owner.slug: one.owner for one in _all()}.values():
        if wanted in {_named(owner.slug), identity("organization", owner.slug)}:
            found = [one for one in _all() if one.owner.slug == owner.slug]
            return _organization(owner) | {
                "package_count": len(found),
                "packages": [_package(one, asked) for one in found],
            }
    raise NotVisible("no-organization", "Không có cơ quan này.")


def group_list(asked: Asked) -> Any:
    """The themes of which something is published."""
    themes = sorted({one.dataset.theme for one in _all()})
    whole = _is_true(asked.says.get("all_fields"))
    return [_group(theme) if whole else theme.lower() for theme in themes]


def group_show(asked: Asked) -> Any:
    """One theme with its datasets."""
    wanted = asked.needed()
    for theme in Theme:
        if wanted in {str(theme).lower(), identity("group", str(theme))}:
            found = [one for one in _all() if one.dataset.theme == theme]
            return _group(str(theme)) | {
                "package_count": len(found),
                "packages": [_package(one, asked) for one in found],
            }
    raise NotVisible("no-group", "Không có lĩnh vực này.")


def tag_list(_asked: Asked) -> Any:
    """All key words."""
    return sorted({word for one in _all() for word in one.dataset.keywords})


def license_list(_asked: Asked) -> Any:
    """The licences in use."""
    found = {one.dataset.licence: one.dataset.licence_name for one in _all()}
    return [{"id": address, "title": title, "url": address, "status": "active"} for address, title in found.items()]


def datastore_search(asked: Asked) -> Any:
    """Rows of a file's newest version: filters, q, fields, sort, limit, offset."""
    one, file = _resource_of(asked.word("resource_id") or asked.needed())
    if one.newest is None:
        raise NotVisible("no-resource", "Không có tệp này.")
    columns = typed(one.newest.columns)
    rows: Sequence[dict[str, Any]] = queries.records_of(one.newest)
    numbered = [{"_id": number, **row} for number, row in enumerate(rows, 1)]
    for name, value in _mapping(asked.says.get("filters"), "filters").items():
        _known(name, columns, "filters")
        wanted = {str(one) for one in (value if isinstance(value, list) else [value])}
        numbered = [row for row in numbered if str(row[name]) in wanted]
    if words := fold(asked.word("q")).split():
        numbered = [row for row in numbered if all(word in _text(row) for word in words)]
    for part in reversed([part.split() for part in asked.word("sort").split(",") if part.strip()]):
        _known(part[0], columns, "sort")
        numbered.sort(key=_by(part[0]), reverse=part[-1].lower() == "desc")
    fields = _listed(asked.says.get("fields")) or ["_id", *columns]
    for name in fields:
        _known(name, columns, "fields")
    first, most = asked.number("offset", 0, 10**9), asked.number("limit", 100, MOST_RECORDS)
    page = [{name: row[name] for name in fields} for row in numbered[first : first + most]]
    return {
        "resource_id": identity("resource", one.dataset.code, file.form), "limit": most, "offset": first,
        "total": len(numbered), "total_was_estimated": False, "records_format": "objects", "records": page,
        "fields": [{"id": name, "type": ({"_id": "int"} | columns)[name]} for name in fields],
    }  # fmt: skip


ACTIONS: dict[str, Callable[[Asked], Any]] = {
    action.__name__: action
    for action in (
        status_show, site_read, package_list, package_show, package_search, resource_show, organization_list,
        organization_show, group_list, group_show, tag_list, license_list, datastore_search,
    )
}  # fmt: skip


def help_show(asked: Asked) -> Any:
    """What an action does."""
    found = ACTIONS.get(asked.word("name"))
    if found is None:
        raise NotVisible("no-action", "Action name not known")
    return found.__doc__


ACTIONS["help_show"] = help_show


def _all(words: str = "") -> list[Published]:
    return [one for one in queries.datasets(words=words) if one.newest]


def _one(wanted: str) -> Published:
    for one in _all():
        if wanted in {one.dataset.code, identity("package", one.dataset.code)}:
            return one
    raise NotVisible("no-dataset", "Không có bộ dữ liệu này.")


def _resource_of(wanted: str) -> tuple[Published, DatasetFile]:
    for one in _all():
        for file in one.files:
            if wanted == identity("resource", one.dataset.code, file.form):
                return one, file
    raise NotVisible("no-resource", "Không có tệp này.")


def package_of(one: Published, at: Callable[[str], str]) -> dict[str, Any]:
    """One dataset as CKAN tells it. at: a path of ours as an address."""
    return _package(one, Asked({}, at))


def _package(one: Published, asked: Asked) -> dict[str, Any]:
    dataset, newest = one.dataset, one.newest
    made = newest.made_at.isoformat() if newest else None
    return {
        "id": identity("package", dataset.code), "name": dataset.code, "title": dataset.title,
        "notes": dataset.description, "type": "dataset", "state": "active", "private": False, "isopen": True,
        "version": str(newest.number if newest else 0), "url": asked.at(f"/du-lieu/mo/{dataset.code}/"),
        "license_id": dataset.licence, "license_title": dataset.licence_name, "license_url": dataset.licence,
        "metadata_created": made, "metadata_modified": made,
        "owner_org": identity("organization", one.owner.slug), "organization": _organization(one.owner),
        "groups": [_group(dataset.theme)], "num_resources": len(one.files), "num_tags": len(dataset.keywords),
        "tags": [{"name": word, "display_name": word, "state": "active", "id": identity("tag", word)}
                 for word in dataset.keywords],
        "extras": [{"key": "frequency", "value": dataset.frequency}, {"key": "provenance", "value": dataset.provenance},
                   {"key": "title_en", "value": dataset.title_en}],
        "resources": [_resource(one, file, asked) for file in one.files],
    }  # fmt: skip


def _resource(one: Published, file: DatasetFile, asked: Asked) -> dict[str, Any]:
    code, number = one.dataset.code, one.newest.number if one.newest else 0
    made = one.newest.made_at.isoformat() if one.newest else None
    return {
        "id": identity("resource", code, file.form), "package_id": identity("package", code), "state": "active",
        "name": f"{one.dataset.title} ({NAMES[file.form]})", "format": NAMES[file.form], "mimetype": MIME[file.form],
        "url": asked.at(f"/du-lieu/mo/{code}/{number}/{code}.{file.form}"), "size": file.file.size_bytes,
        "hash": f"sha256:{file.file.sha256}", "created": made, "last_modified": made, "datastore_active": True,
        "position": one.files.index(file),
    }  # fmt: skip


def _organization(owner: Agency) -> dict[str, Any]:
    return {
        "id": identity("organization", owner.slug), "name": _named(owner.slug), "title": owner.name,
        "display_name": owner.name, "type": "organization", "is_organization": True, "state": "active",
        "approval_status": "approved",
    }  # fmt: skip


def _group(theme: str) -> dict[str, Any]:
    label = Theme(theme).label
    return {"id": identity("group", theme), "name": theme.lower(), "title": label, "display_name": label,
            "type": "group", "state": "active"}  # fmt: skip


def _named(slug: str) -> str:
    return slug.lower().replace(".", "-")


def _facets(one: Published) -> dict[str, tuple[str, ...]]:
    return {
        "organization": (_named(one.owner.slug),), "groups": (one.dataset.theme.lower(),),
        "tags": tuple(one.dataset.keywords), "res_format": tuple(NAMES[file.form] for file in one.files),
        "license_id": (one.dataset.licence,), "name": (one.dataset.code,),
    }  # fmt: skip


def _filters(text: str) -> list[tuple[str, str]]:
    """organization:nb-vp AND groups:gove tags:"hồ sơ" as pairs; Wrong where a word has no name."""
    found, rest = [], text.replace("+", " ").replace(" AND ", " ").strip()
    while rest:
        name, _, rest = rest.partition(":")
        if not rest:
            raise Wrong("bad-filter", f"fq: không đọc được “{name}”.", field="fq")
        value, _, rest = rest[1:].partition('"') if rest.startswith('"') else rest.partition(" ")
        found.append((name.strip(), value))
        rest = rest.strip()
    return found


def _mapping(value: Any, name: str) -> dict[str, Any]:
    try:
        found = json.loads(value) if isinstance(value, str) and value else value or {}
    except ValueError as error:
        raise Wrong("bad-json", f"{name}: không phải JSON.", field=name) from error
    if not isinstance(found, dict):
        raise Wrong("bad-json", f"{name}: cần một đối tượng JSON.", field=name)
    return found


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.startswith("[") else value.split(",")
        except ValueError:
            value = []
    return [str(one).strip() for one in value if str(one).strip()] if isinstance(value, list) else []


def _known(name: str, columns: Mapping[str, str], where: str) -> None:
    if name not in columns and name != "_id":
        raise Wrong("no-field", f"{where}: không có cột “{name[:60]}”.", field=where)


def _by(name: str) -> Callable[[Mapping[str, Any]], Any]:
    """Rows without the value come first; a column holds values of one kind."""
    return lambda row: (row[name] is not None, row[name] if row[name] is not None else 0)


def _text(row: Mapping[str, Any]) -> str:
    return fold(" ".join(str(value) for value in row.values()))


def _is_true(value: Any) -> bool:
    return str(value).lower() in {"true", "1", "yes"}
