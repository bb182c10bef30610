"""A small graph and its three spellings: Turtle, JSON-LD, RDF/XML (W3C). No blank nodes: everything has an address."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = f"{RDF}type"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#", "spdx": "http://spdx.org/rdf/terms#", "xsd": XSD, "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "adms": "http://www.w3.org/ns/adms#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}  # fmt: skip


def name(short: str) -> str:
    """dct:title as an address."""
    prefix, _, local = short.partition(":")
    return PREFIXES[prefix] + local


@dataclass(frozen=True)
class Address:
    """A thing."""

    iri: str


@dataclass(frozen=True)
class Literal:
    """A value: words with their language, or anything with its type."""

    value: str
    language: str = ""
    type: str = ""


Value = Address | Literal


@dataclass
class Graph:
    """What is said of what, in the order in which it was said."""

    said: dict[str, list[tuple[str, Value]]] = field(default_factory=dict)

    def say(self, subject: str, *facts: tuple[str, Value | None]) -> None:
        """Add facts; predicates are short names; None is not said."""
        known = self.said.setdefault(subject, [])
        known += [(name(short), value) for short, value in facts if value is not None]

    def is_a(self, subject: str, *kinds: str) -> None:
        """Say of which kinds a thing is."""
        self.say(subject, *(("rdf:type", Address(name(kind))) for kind in kinds))


def turtle(graph: Graph) -> bytes:
    """text/turtle."""
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()] + [""]
    for subject, facts in graph.said.items():
        lines.append(f"{_iri(subject)}")
        lines += [f"    {_iri(predicate)} {_spelled(value)} ;" for predicate, value in facts]
        lines[-1] = lines[-1][:-1] + "."
        lines.append("")
    return "\n".join(lines).encode()


ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _iri(iri: str) -> str:
    for prefix, begin in PREFIXES.items():
        local = iri.removeprefix(begin)
        if local != iri and local.isalnum():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def _spelled(value: Value) -> str:
    if isinstance(value, Address):
        return _iri(value.iri)
    text = "".join(ESCAPED.get(letter, letter) for letter in value.value)
    return f'"{text}"' + (f"@{value.language}" if value.language else f"^^{_iri(value.type)}" if value.type else "")


def jsonld(graph: Graph) -> bytes:
    """application/ld+json, expanded: nothing has to be fetched to read it."""
    nodes = []
    for subject, facts in graph.said.items():
        node: dict[str, Any] = {"@id": subject}
        for predicate, value in facts:
            if predicate == TYPE and isinstance(value, Address):
                node.setdefault("@type", []).append(value.iri)
            else:
                node.setdefault(predicate, []).append(_node(value))
        nodes.append(node)
    return json.dumps(nodes, ensure_ascii=False, indent=1).encode()


def _node(value: Value) -> dict[str, str]:
    if isinstance(value, Address):
        return {"@id": value.iri}
    more = {"@language": value.language} if value.language else {"@type": value.type} if value.type else {}
    return {"@value": value.value} | more


def rdfxml(graph: Graph) -> bytes:
    """application/rdf+xml."""
    root = etree.Element(f"{{{RDF}}}RDF", nsmap=PREFIXES)
    for subject, facts in graph.said.items():
        about = etree.SubElement(root, f"{{{RDF}}}Description", {f"{{{RDF}}}about": subject})
        for predicate, value in facts:
            _element(about, predicate, value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _element(about: Any, predicate: str, value: Value) -> None:
    begin = next(iri for iri in _longest_first() if predicate.startswith(iri))
    said = etree.SubElement(about, f"{{{begin}}}{predicate.removeprefix(begin)}")
    if isinstance(value, Address):
        said.set(f"{{{RDF}}}resource", value.iri)
        return
    said.text = value.value
    if value.language:
        said.set("{http://www.w3.org/XML/1998/namespace}lang", value.language)
    elif value.type:
        said.set(f"{{{RDF}}}datatype", value.type)


def _longest_first() -> Iterable[str]:
    return sorted(PREFIXES.values(), key=len, reverse=True)


SPELLINGS = {
    "ttl": ("text/turtle; charset=utf-8", turtle),
    "jsonld": ("application/ld+json", jsonld),
    "rdf": ("application/rdf+xml", rdfxml),
}
BY_TYPE = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/rdf+xml": "rdf"}
