"""A dataset from the work of a ward to the client of a stranger: versions, files, DCAT-AP, CKAN."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

import duckdb
import pytest
import rdflib
from ckanapi import NotFound, RemoteCKAN, ValidationError
from ckanapi.common import prepare_action, reverse_apicontroller_action
from django.conf import settings as house
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tinhso.engines.registers import actions as registers
from tinhso.engines.registers.queries import schemas_visible_to
from tinhso.engines.registers.tests.factories import make_register
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_one_stop
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.tests.factories import agency
from tinhso.insight.open_data import actions, queries
from tinhso.insight.open_data.models import Dataset, DatasetVersion
from tinhso.insight.open_data.tables import PUBLISHER, table_of
from tinhso.insight.warehouse.actions import pull_facts

DECEMBER = datetime(2026, 12, 3, 9, 0, tzinfo=VIETNAM)
DCAT, DCT = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
SPDX, VCARD = rdflib.Namespace("http://spdx.org/rdf/terms#"), rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
SKOS = rdflib.SKOS
FOAF, A = rdflib.Namespace("http://xmlns.com/foaf/0.1/"), rdflib.RDF.type


class Wire(RemoteCKAN):
    """The client of CKAN over the test client: its own words out, its own reading of the answer."""

    def call_action(self, action, data_dict=None, context=None, apikey=None, files=None, requests_kwargs=None):
        url, data, headers = prepare_action(action, data_dict, apikey, files, base_url="/api/action/")
        if self.get_only:
            answer = Client().get(urlsplit(url).path, data_dict or {})
        else:
            kind = headers.pop("Content-Type", "application/json")
            answer = Client().post(urlsplit(url).path, data, content_type=kind, headers=headers)
        return reverse_apicontroller_action(url, answer.status_code, answer.content.decode())


@pytest.fixture(scope="module")
def published(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[datetime]:
    """A ward with seven dossiers solved, another with two, all in November; everything is published in December.

    Made once for this file, and thrown away.
    """
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(house, "WAREHOUSE_DIR", tmp_path_factory.mktemp("shelf"))
        for slug, many in (("NB.C13669", 7), ("NB.C14167", 2)):
            place = make_one_stop(slug)
            for number in range(many):
                dossier_in(place, "RETURNED", now=MONDAY, idempotency_key=f"{slug}-{number}")
        pull_facts(now=DECEMBER)
        actions.publish_all(now=DECEMBER)
        yield DECEMBER
        connection.set_rollback(True)


def rows_of(code: str) -> list[dict[str, object]]:
    newest = queries.dataset_for(code).newest
    assert newest is not None
    return queries.records_of(newest)


def test_from_the_work_to_a_strangers_client(published, client):
    # Seven are told, two are not; and since two alone could be computed from the whole, nothing of this is told.
    told = {row["co_quan"]: row for row in rows_of("ho-so-thu-tuc-hanh-chinh") if row["ma_chi_tieu"] == "ADM.RECEIVED"}
    assert {name: row["tu_so"] for name, row in told.items()} == {
        "Toàn tỉnh": 9, agency("NB.C13669").name: None, agency("NB.C14167").name: None,
    }  # fmt: skip
    assert {row["ghi_chu"] for name, row in told.items() if name != "Toàn tỉnh"} == {"Không công bố: số đếm nhỏ"}
    found = queries.dataset_for("ho-so-thu-tuc-hanh-chinh")
    assert (found.newest.number, found.newest.hidden > 0) == (1, True)
    assert (str(found.newest.first), str(found.newest.last)) == ("2026-11-01", "2026-11-30")

    # The same rows are not published again; other rows are the next version, and the first one stays.
    assert actions.publish_all(now=DECEMBER + timedelta(hours=1)) == 0
    shape = schemas_visible_to(PUBLISHER).get(register__code="co-so-van-hoa")
    place = {"ma": "VH-900", "ten": "Nhà văn hóa, “mới”", "loai": "NHA_VAN_HOA", "can_cu": "12/QĐ-UBND"}
    registers.create_record(PUBLISHER, shape, place, now=DECEMBER)
    assert actions.publish_all(now=DECEMBER + timedelta(hours=2)) == 1
    culture = queries.dataset_for("co-so-van-hoa")
    assert [one.number for one in queries.versions_of(culture.dataset)] == [2, 1]
    assert queries.version_of(culture.dataset, 2).rows == queries.version_of(culture.dataset, 1).rows + 1
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        DatasetVersion.objects.filter(dataset=culture.dataset).update(rows=0)

    # Three formats say the same, byte for byte as their checksum says.
    taken = {}
    for form in ("csv", "json", "parquet"):
        address = reverse("open_data:file", args=["co-so-van-hoa", 2, "co-so-van-hoa", form])
        answer = client.get(address)
        kept = queries.file_of(queries.version_of(culture.dataset, 2), form)
        assert hashlib.sha256(answer.content).hexdigest() == kept.sha256
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        taken[form] = answer.content
    lines = list(csv.DictReader(io.StringIO(taken["csv"].decode())))
    assert [line["ten"] for line in lines] == [row["ten"] for row in rows_of("co-so-van-hoa")]
    assert lines[-1]["ten"] == place["ten"]
    bom = client.get(reverse("open_data:file", args=["co-so-van-hoa", 2, "co-so-van-hoa", "csv"]) + "?bom=1")
    assert bom.content == b"\xef\xbb\xbf" + taken["csv"]
    assert client.get("/du-lieu/mo/co-so-van-hoa/2/khac.csv").status_code == 404


def test_parquet_keeps_types(published, tmp_path):
    found = queries.dataset_for("ho-so-thu-tuc-hanh-chinh")
    from_disk = tmp_path / "rows.parquet"
    from_disk.write_bytes(Client().get(f"/du-lieu/mo/{found.dataset.code}/1/{found.dataset.code}.parquet").content)
    with duckdb.connect() as engine:
        kinds = dict(engine.execute(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{from_disk}')").fetchall())
        (many,) = engine.execute(f"SELECT count(*) FROM '{from_disk}'").fetchone()
    assert (kinds["tu_ngay"], kinds["tu_so"], kinds["gia_tri"]) == ("DATE", "BIGINT", "DECIMAL(38,4)")
    assert many == found.newest.rows


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_catalogue_holds_what_dcat_ap_asks_for(published, client):
    graphs = []
    for accept, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")):
        answer = client.get("/du-lieu/", headers={"Accept": accept})
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, accept)
        assert "Accept" in answer["Vary"]
        graphs.append(rdflib.Graph().parse(data=answer.content, format=form))
    one, *others = graphs
    assert all(set(one) == set(other) for other in others)
    assert client.get("/du-lieu/", headers={"Accept": "text/html,*/*"})["Content-Type"].startswith("text/html")

    (catalogue,) = one.subjects(A, DCAT.Catalog)
    listed = set(one.objects(catalogue, DCAT.dataset))
    assert listed == set(one.subjects(A, DCAT.Dataset))
    assert len(listed) == Dataset.objects.filter(versions__isnull=False).distinct().count() >= 6
    # Mandatory: of a catalogue title, description, publisher, datasets; of a dataset title, description; of a
    # distribution its accessURL; each agent with its type and its name in the same graph.
    for thing, wants in (
        (DCAT.Catalog, (DCT.title, DCT.description, DCT.publisher, DCAT.dataset)),
        (DCAT.Dataset, (DCT.title, DCT.description, DCT.publisher, DCAT.contactPoint, DCAT.theme, DCAT.keyword,
                        DCAT.distribution, DCT.provenance, DCT.accrualPeriodicity, DCT.issued, DCT.modified)),
        (DCAT.Distribution, (DCAT.accessURL, DCAT.downloadURL, DCT.license, DCT["format"], DCAT.mediaType)),
    ):  # fmt: skip
        for subject in one.subjects(A, thing):
            assert [want for want in wants if not list(one.objects(subject, want))] == [], subject
    # What the shapes of DCAT-AP allow at most once, and of which kind what is pointed at must be, in the graph itself.
    once = (DCT.publisher, DCT.accessRights, DCT.accrualPeriodicity, DCT.issued, DCT.modified, DCT.license,
            DCT["format"], DCAT.mediaType, DCAT.byteSize, SPDX.checksum, FOAF.homepage, DCAT.version)  # fmt: skip
    assert [(s, p) for p in once for s in set(one.subjects(p)) if len(set(one.objects(s, p))) > 1] == []
    for points, kind in (
        (DCT.publisher, FOAF.Agent), (DCAT.contactPoint, VCARD.Kind), (DCAT.theme, SKOS.Concept),
        (DCT.accrualPeriodicity, DCT.Frequency), (DCT.accessRights, DCT.RightsStatement), (DCT.spatial, DCT.Location),
        (DCT.language, DCT.LinguisticSystem), (DCT.temporal, DCT.PeriodOfTime), (DCT.license, DCT.LicenseDocument),
        (DCT["format"], DCT.MediaTypeOrExtent), (DCAT.mediaType, DCT.MediaType), (SPDX.checksum, SPDX.Checksum),
        (DCT.provenance, DCT.ProvenanceStatement), (DCAT.landingPage, FOAF.Document),
    ):  # fmt: skip
        assert [found for found in set(one.objects(None, points)) if (found, A, kind) not in one] == [], points
    assert all(list(one.objects(theme, SKOS.prefLabel)) for theme in one.subjects(A, SKOS.Concept))
    for agent in one.objects(None, DCT.publisher):
        assert (agent, A, FOAF.Agent) in one
        assert list(one.objects(agent, FOAF.name))
    for moment in one.objects(None, DCT.issued):
        assert moment.datatype == rdflib.XSD.dateTime
        assert moment.toPython().tzinfo
    for address in one.objects(None, DCAT.downloadURL):
        assert client.get(urlsplit(str(address)).path).status_code == 200
    alone = client.get("/du-lieu/mo/don-vi-hanh-chinh.ttl")
    assert set(rdflib.Graph().parse(data=alone.content, format="turtle")) <= set(one)
    assert client.get("/du-lieu/mo/don-vi-hanh-chinh.n3").status_code == 404


def test_a_client_of_ckan_reads_our_datasets(published):
    for get_only in (True, False):
        ckan = Wire("https://namdinh.example", get_only=get_only)
        names = ckan.action.package_list()
        assert "don-vi-hanh-chinh" in names
        for name in names:  # as its `dump` does
            assert ckan.action.package_show(id=name)["name"] == name
        units = ckan.action.package_show(id="don-vi-hanh-chinh")
        assert ckan.action.package_show(id=units["id"]) == units
        assert ckan.action.resource_show(id=units["resources"][0]["id"]) == units["resources"][0]
        assert ckan.action.status_show()["site_url"].endswith("/du-lieu/")
        assert "nb-skhcn" in ckan.action.organization_list()
        assert ckan.action.organization_show(id="nb-skhcn")["package_count"] >= 2
        assert "gove" in ckan.action.group_list()
        with pytest.raises(NotFound):
            ckan.action.package_show(id="khong-co")
        with pytest.raises(ValidationError):
            ckan.action.package_show()

        sheet = next(one["id"] for one in units["resources"] if one["format"] == "CSV")
        page = ckan.action.datastore_search(resource_id=sheet, limit=3, offset=1, sort="ten desc")
        assert (len(page["records"]), page["offset"]) == (3, 1)
        assert page["total"] == queries.dataset_for("don-vi-hanh-chinh").newest.rows
        assert [row["ten"] for row in page["records"]] == sorted([row["ten"] for row in page["records"]], reverse=True)
        found = ckan.action.datastore_search(resource_id=sheet, q="nam dinh", limit=200)
        assert 0 < found["total"] < page["total"]
    ckan = Wire("https://namdinh.example")
    wards = ckan.action.datastore_search(resource_id=sheet, filters={"cap": "Cấp xã"}, fields=["ma", "ten"], limit=1)
    assert set(wards["records"][0]) == {"ma", "ten"}
    found = ckan.action.package_search(q="don vi", fq="groups:regi", rows=5, **{"facet.field": ["organization"]})
    assert [one["name"] for one in found["results"]] == ["don-vi-hanh-chinh"]
    assert found["facets"] == {"organization": {"nb-snv": 1}}
    assert ckan.action.package_search(q="khong-co-gi")["count"] == 0
    for wrong in ({"filters": {"mat-khau": "1"}}, {"sort": "x"}, {"limit": "nhiều"}, {"filters": "{"}):
        with pytest.raises(ValidationError):
            ckan.action.datastore_search(resource_id=sheet, **wrong)


def test_requests_that_cannot_be_understood_are_answered_and_not_crashed_on(published, client):
    for address, status in (
        ("/api/3/action/khong_co", 400),
        ("/api/3/action/package_search?fq=khong", 409),
        ("/api/3/action/package_search?rows=-1", 200),
        (f"/api/3/action/datastore_search?{urlencode({'resource_id': 'x'})}", 404),
        ("/api/3/action/help_show?name=package_list", 200),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["success"]) == (status, status == 200), address
    for body in (b"{", b"[" * 90_000, b'{"limit": Infinity}'):
        broken = client.post("/api/3/action/package_list", body, content_type="application/json")
        assert (broken.status_code, broken.json()["error"]["__type"]) == (409, "Validation Error"), body[:20]
    both = client.get("/api/3/action/package_search", {"fq": "organization:nb-vp AND groups:gove"})
    assert both.json()["result"]["count"] > 0


def test_registers_of_people_and_sources_that_died_are_not_published(published):
    made = Dataset.objects.get(code="co-so-van-hoa")
    make_register(agency(), code="nguoi-co-cong")
    for kind, terms, code in (
        ("REGISTER", {"register": "nguoi-co-cong"}, "register-of-people"),
        ("REGISTER", {"register": "can-bo-cong-chuc-vien-chuc"}, "register-of-people"),
        ("METRICS", {"codes": ["ADM.KHONGCO"], "months": 2, "least": 5}, "source-died"),
    ):
        made.kind, made.terms = kind, terms
        with pytest.raises(Refused) as refused:
            table_of(made, now=DECEMBER)
        assert refused.value.code == code
    made.terms, made.kind = {"register": "khong-co"}, "REGISTER"
    with pytest.raises(NotVisible):
        table_of(made, now=DECEMBER)
