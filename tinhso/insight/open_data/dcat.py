"""The catalogue and its datasets as DCAT-AP 3 tells them: mandatory and recommended properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from tinhso.ground.people.models import Agency
from tinhso.insight.open_data.formats import MIME, NAMES
from tinhso.insight.open_data.models import DatasetFile, DatasetVersion
from tinhso.insight.open_data.queries import Published
from tinhso.insight.open_data.rdf import XSD, Address, Graph, Literal

EU = "http://publications.europa.eu/resource/authority"
IANA = "http://www.iana.org/assignments/media-types"
TITLE = "Dữ liệu mở của tỉnh Ninh Bình"
ABOUT = "Các bộ dữ liệu do cơ quan của tỉnh công bố, kèm nguồn, chu kỳ cập nhật, giấy phép và mọi phiên bản."
Absolute = Callable[[str], str]  # a path of ours as an address


def catalogue(found: Iterable[Published], publisher: Agency, *, at: Absolute) -> Graph:
    """Everything: the catalogue, its datasets, their files."""
    graph, listed = Graph(), [one for one in found if one.newest]
    me = at("/du-lieu/") + "#danh-muc"
    graph.is_a(me, "dcat:Catalog")
    dates = [one.newest.made_at for one in listed if one.newest]
    graph.say(
        me, ("dct:title", vi(TITLE)), ("dct:description", vi(ABOUT)), ("dct:publisher", _agent(graph, publisher, at)),
        ("dct:language", _vietnamese(graph)), ("foaf:homepage", Address(at("/du-lieu/"))),
        ("dct:spatial", _vietnam(graph)), ("dct:modified", _moment(max(dates, default=None))),
        *(("dcat:dataset", Address(address_of(one, at))) for one in listed),
    )  # fmt: skip
    graph.is_a(at("/du-lieu/"), "foaf:Document")
    for one in listed:
        describe(graph, one, at=at)
    return graph


def address_of(one: Published, at: Absolute) -> str:
    """By what a dataset is named for ever."""
    return at(f"/du-lieu/mo/{one.dataset.code}/") + "#bo"


def describe(graph: Graph, one: Published, *, at: Absolute) -> Graph:
    """One dataset with its newest version."""
    dataset, newest = one.dataset, one.newest
    page = at(f"/du-lieu/mo/{dataset.code}/")
    me = address_of(one, at)
    graph.is_a(me, "dcat:Dataset")
    graph.say(
        me, ("dct:title", vi(dataset.title)), ("dct:title", Literal(dataset.title_en, "en")),
        ("dct:description", vi(dataset.description)), ("dct:identifier", Literal(dataset.code)),
        ("dct:publisher", _agent(graph, one.owner, at)), ("dcat:contactPoint", _contact(graph, one.owner, at)),
        ("dcat:theme", _theme(graph, dataset.theme, dataset.theme_label)),
        ("dct:accrualPeriodicity", _listed(graph, f"{EU}/frequency/{dataset.frequency}", "dct:Frequency")),
        ("dct:accessRights", _listed(graph, f"{EU}/access-right/PUBLIC", "dct:RightsStatement")),
        ("dcat:landingPage", Address(page)),
        ("dct:language", _vietnamese(graph)), ("dct:spatial", _vietnam(graph)),
        ("dct:provenance", _provenance(graph, page, dataset.provenance)),
        *(("dcat:keyword", vi(word)) for word in dataset.keywords),
    )  # fmt: skip
    graph.is_a(page, "foaf:Document")
    if newest is None:
        return graph
    graph.say(
        me, ("dcat:version", Literal(str(newest.number))), ("dct:issued", _moment(newest.made_at)),
        ("dct:modified", _moment(newest.made_at)), ("dct:temporal", _between(graph, page, newest)),
    )  # fmt: skip
    for file in one.files:
        graph.say(me, ("dcat:distribution", _distribution(graph, one, newest, file, page=page, at=at)))
    return graph


def _distribution(
    graph: Graph, one: Published, newest: DatasetVersion, file: DatasetFile, *, page: str, at: Absolute
) -> Address:  # fmt: skip
    me = f"{page}#{file.form}"
    download = Address(at(f"/du-lieu/mo/{one.dataset.code}/{newest.number}/{one.dataset.code}.{file.form}"))
    sum_of = f"{me}-sha256"
    kind = _listed(graph, f"{EU}/file-type/{NAMES[file.form]}", "dct:MediaTypeOrExtent")
    media = _listed(graph, f"{IANA}/{MIME[file.form]}", "dct:MediaType")
    graph.is_a(me, "dcat:Distribution")
    graph.say(
        me, ("dct:title", vi(f"{one.dataset.title} ({NAMES[file.form]})")), ("dcat:accessURL", Address(page)),
        ("dcat:downloadURL", download), ("dct:format", kind),
        ("dcat:mediaType", media), ("dct:license", Address(one.dataset.licence)),
        ("dcat:byteSize", Literal(str(file.file.size_bytes), type=f"{XSD}nonNegativeInteger")),
        ("dct:issued", _moment(newest.made_at)), ("dct:modified", _moment(newest.made_at)),
        ("spdx:checksum", Address(sum_of)),
    )  # fmt: skip
    graph.is_a(sum_of, "spdx:Checksum")
    graph.say(
        sum_of, ("spdx:algorithm", Address("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")),
        ("spdx:checksumValue", Literal(file.file.sha256, type=f"{XSD}hexBinary")),
    )  # fmt: skip
    if one.dataset.licence not in graph.said:
        graph.is_a(one.dataset.licence, "dct:LicenseDocument")
        graph.say(one.dataset.licence, ("dct:title", vi(one.dataset.licence_name)))
    return Address(me)


def _listed(graph: Graph, iri: str, kind: str) -> Address:
    """A word of somebody else's list with its kind, so that whoever checks the graph alone finds what it is."""
    if iri not in graph.said:
        graph.is_a(iri, kind)
    return Address(iri)


def _theme(graph: Graph, code: str, label: str) -> Address:
    iri = f"{EU}/data-theme/{code}"
    if iri not in graph.said:
        graph.say(_listed(graph, iri, "skos:Concept").iri, ("skos:prefLabel", vi(label)))
    return Address(iri)


def _vietnamese(graph: Graph) -> Address:
    return _listed(graph, f"{EU}/language/VIE", "dct:LinguisticSystem")


def _vietnam(graph: Graph) -> Address:
    return _listed(graph, f"{EU}/country/VNM", "dct:Location")


def _agent(graph: Graph, agency: Agency, at: Absolute) -> Address:
    """A publisher stands in the same graph as what it published, with its type: validators ask for that."""
    me = at("/du-lieu/") + f"#{agency.slug}"
    if me not in graph.said:
        graph.is_a(me, "foaf:Agent", "foaf:Organization")
        graph.say(me, ("foaf:name", vi(agency.name)), ("dct:identifier", Literal(agency.code or agency.slug)))
    return Address(me)


def _contact(graph: Graph, agency: Agency, at: Absolute) -> Address:
    me = at("/du-lieu/") + f"#lien-he-{agency.slug}"
    if me not in graph.said:
        graph.is_a(me, "vcard:Organization", "vcard:Kind")
        graph.say(me, ("vcard:fn", vi(agency.name)), ("vcard:hasURL", Address(at("/du-lieu/yeu-cau/"))))
    return Address(me)


def _provenance(graph: Graph, page: str, words: str) -> Address:
    me = f"{page}#nguon"
    graph.is_a(me, "dct:ProvenanceStatement")
    graph.say(me, ("rdfs:label", vi(words)))
    return Address(me)


def _between(graph: Graph, page: str, newest: DatasetVersion) -> Address | None:
    if newest.first is None or newest.last is None:
        return None
    me = f"{page}#ky"
    graph.is_a(me, "dct:PeriodOfTime")
    graph.say(me, ("dcat:startDate", _day(newest.first)), ("dcat:endDate", _day(newest.last)))
    return Address(me)


def vi(words: str) -> Literal:
    """Words in Vietnamese."""
    return Literal(words, "vi")


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), type=f"{XSD}date")


def _moment(at: datetime | None) -> Literal | None:
    return Literal(at.isoformat(timespec="seconds"), type=f"{XSD}dateTime") if at else None
