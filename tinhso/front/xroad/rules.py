"""X-Road's REST conventions on plain values: errors, the hash of a request, parts of an OpenAPI document."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
METADATA = frozenset({"listMethods", "allowedMethods", "getOpenAPI"})
# Category 3 of the protocol (a call that breaks it) is 400, everything that the exchange refuses itself is 500.
BAD_REQUEST = "Client.BadRequest"
ACCESS_DENIED = "Server.ServerProxy.AccessDenied"
UNKNOWN_SERVICE = "Server.ServerProxy.UnknownService"
STATUS = {BAD_REQUEST: 400}


def identifier(parts: list[str], **more: str) -> dict[str, str]:
    """An X-Road identifier as its metadata writes it. parts: instance, class, member and perhaps subsystem."""
    names = ("xroad_instance", "member_class", "member_code", "subsystem_code")
    kind = "SUBSYSTEM" if len(parts) == len(names) else "MEMBER"
    return {**dict(zip(names, parts, strict=False)), "object_type": kind, **more}


def request_hash(line: str, headers: Mapping[str, str], body: bytes) -> str:
    """base64(SHA512(SHA512(headers) + SHA512(body))); without a body of the headers alone (PR-REST 4.3).

    What "headers" are as bytes is not said there; ours [L]: the request line, then each X-Road header as name:value in
    lower case and order, each with a line feed.
    """
    lines = [line, *(f"{name.lower()}:{value}" for name, value in sorted(headers.items()))]
    head = hashlib.sha512("".join(f"{one}\n" for one in lines).encode()).digest()
    whole = hashlib.sha512(head + hashlib.sha512(body).digest()).digest() if body else head
    return base64.b64encode(whole).decode()


def services_in(document: Mapping[str, Any], root: str) -> dict[str, dict[str, Any]]:
    """The paths of an API document by service: the first word behind its root; paths are the service's own."""
    services: dict[str, dict[str, Any]] = {}
    for path, operations in document["paths"].items():
        service, slash, rest = path.removeprefix(root).partition("/")
        services.setdefault(service, {})[f"/{rest}" if slash else "/"] = operations
    return services


def endpoints_of(paths: Mapping[str, Any]) -> list[dict[str, str]]:
    """Method and path of each operation; what stands for a value is a star."""
    return [
        {"method": method.upper(), "path": re.sub(r"\{[^}]*\}", "*", path)}
        for path, operations in paths.items()
        for method in METHODS
        if method in operations
    ]


def part_of(document: Mapping[str, Any], paths: Mapping[str, Any], *, title: str, server: str) -> dict[str, Any]:
    """The OpenAPI document of one service: its paths, and only the schemas that they lead to."""
    schemas, wanted, found = document["components"]["schemas"], list(_refs(paths)), {}
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = schemas[name]
            wanted += _refs(schemas[name])
    return {
        **document,
        "info": {**document["info"], "title": f"{document['info']['title']}: {title}"},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {**document["components"], "schemas": {name: found[name] for name in sorted(found)}},
    }


def _refs(piece: Any) -> Iterator[str]:
    if isinstance(piece, dict):
        for key, value in piece.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            else:
                yield from _refs(value)
    elif isinstance(piece, list):
        for value in piece:
            yield from _refs(value)
