"""A form in the language of its reader: its English stands in the form's own data, under x-en."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tinhso.engines.eforms.rules.schema import Schema

_WORDS = frozenset({"title", "description", "sentence", "x-row", "x-unit"})
_TABLES = frozenset({"x-labels", "x-sentences"})


def spoken(schema: Schema, language: str) -> Schema:
    """The schema with its texts in that language; a text without a translation, and a list of names, stays."""
    words: Mapping[str, str] = schema.get("x-en", {})
    if language != "en" or not words:
        return schema
    said: dict[str, Any] = _said({k: v for k, v in schema.items() if k != "x-en"}, words)
    return said | {"x-language": "en"}


def texts(node: Any, key: str = "") -> Iterator[str]:
    """Every text of a schema that people read: what a translator has to know."""
    if isinstance(node, Mapping):
        for name, inner in node.items():
            yield from (inner.values() if name in _TABLES else texts(inner, name)) if name != "x-en" else ()
    elif isinstance(node, list):
        for inner in node:
            yield from texts(inner)
    elif isinstance(node, str) and key in _WORDS:
        yield node


def _said(node: Any, words: Mapping[str, str], key: str = "") -> Any:
    if isinstance(node, Mapping):
        said = {
            name: {code: words.get(text, text) for code, text in inner.items()}
            if name in _TABLES
            else _said(inner, words, name)
            for name, inner in node.items()
        }
        return said | {"x-language": "en"} if "type" in node and "title" in node else said
    if isinstance(node, list):
        return [_said(inner, words) for inner in node]
    return words.get(node, node) if key in _WORDS and isinstance(node, str) else node
