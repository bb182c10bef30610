"""The nine calls of the axis, made by our client and answered by a node that is a process of its own."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.utils import timezone

from tinhso.ground.gateway.errors import Oversize, Rejected, Unavailable
from tinhso.ground.gateway.partners import axis
from tinhso.ground.gateway.partners.axis_signing import headers_for
from tinhso.ground.gateway.tests.axis import OURS, THEIRS, THIRD, known_to, new_axis, speak_as
from tinhso.ground.gateway.tests.outside import outside
from tinhso.ground.gateway.tests.packets import as_bytes, new, status

LEGACY_SECTION = "000.00.04.G09"


def now():
    return timezone.now()


def post(content=None, *, kind="edoc", sender=OURS, receivers=(), sha256=""):
    content = as_bytes(new()) if content is None else content
    return axis.send(
        io.BytesIO(content), size_bytes=len(content), sha256=sha256 or hashlib.sha256(content).hexdigest(), kind=kind,
        sender=sender, receivers=receivers, now=now(),
    )  # fmt: skip


def fetched(doc_id):
    into = io.BytesIO()
    axis.fetch(doc_id, into, now=now())
    return into.getvalue()


@pytest.fixture
def two(axis_double, settings):
    """The axis with our province and a ministry, each a system; we speak as the province."""
    for system, name in ((THEIRS, "Bộ Nội vụ"), (OURS, "Uỷ ban nhân dân tỉnh Ninh Bình")):
        speak_as(settings, system)
        axis.register_agency(system, name=name, mail="a@b.example", now=now())
    return axis_double


def test_a_packet_goes_from_one_system_to_another_and_is_marked_done(two, settings):
    content = as_bytes(new())
    doc_id = post(content)

    assert axis.received("edoc", now=now()) == []
    (mine,) = [row for row in axis.sent("edoc", now=now()) if row.receiver == THEIRS]
    assert (mine.doc_id, mine.sender, mine.notation, mine.receive_status) == (doc_id, OURS, "15/KH-UBND", "initial")
    speak_as(settings, THEIRS)
    (listed,) = axis.received("edoc", now=now())
    assert (listed.sender, listed.receiver, listed.kind, listed.status) == (OURS, THEIRS, "edoc", "initial")
    assert listed.doc_id == mine.receiver_doc_id
    assert fetched(listed.doc_id) == content
    axis.update_status(listed.doc_id, axis.PROCESSING, now=now())
    axis.update_status(listed.doc_id, axis.DONE, now=now())
    assert axis.received("edoc", now=now()) == []
    speak_as(settings, OURS)
    assert [row.receive_status for row in axis.sent("edoc", now=now()) if row.receiver == THEIRS] == ["done"]


def test_agencies_are_registered_listed_and_dropped(two):
    axis.register_agency(LEGACY_SECTION, name="Cục", now=now())

    assert {row.code for row in axis.agencies(now=now())} == {THEIRS, OURS, LEGACY_SECTION}
    assert [(row.code, row.name) for row in axis.synchronised_units(now=now())] == [
        (OURS, "Uỷ ban nhân dân tỉnh Ninh Bình"), (LEGACY_SECTION, "Cục")
    ]  # fmt: skip
    axis.delete_agency(LEGACY_SECTION, now=now())
    assert LEGACY_SECTION not in {row.code for row in axis.agencies(now=now())}


def test_nobody_speaks_for_anothers_agency_in_either_notation(two, settings):
    for code in (THEIRS, "G09"):
        with pytest.raises(Rejected, match="not-your-agency"):
            axis.register_agency(code, name="Giả", now=now())
        with pytest.raises(Rejected, match="not-your-agency"):
            axis.delete_agency(code, now=now())
        with pytest.raises(Rejected, match="not-your-agency"):
            post(sender=code)


def test_nobody_reads_or_marks_anothers_packet(two, settings):
    post()
    speak_as(settings, THEIRS)
    (listed,) = axis.received("edoc", now=now())
    speak_as(settings, THIRD)

    with pytest.raises(Rejected, match="no-packet"):
        fetched(listed.doc_id)
    with pytest.raises(Rejected, match="no-packet"):
        axis.update_status(listed.doc_id, axis.DONE, now=now())


def test_a_wrong_secret_and_an_unknown_system_are_turned_away(two, settings):
    settings.AXIS = settings.AXIS | {"secret": "guessed"}
    with pytest.raises(Rejected, match="401"):
        axis.agencies(now=now())
    settings.AXIS = settings.AXIS | {"system_id": "nobody"}
    with pytest.raises(Rejected, match="401"):
        post()


def test_the_content_must_be_the_one_that_was_signed(two):
    with pytest.raises(Rejected, match="hash-differs"):
        post(sha256="0" * 64)


@pytest.mark.parametrize("form", ["padded", "unpadded"])
def test_the_hash_is_taken_in_both_forms(two, settings, form):
    speak_as(settings, OURS, hash_form=form)

    assert post()


def test_the_same_packet_sent_again_is_the_same_packet(two, settings):
    two.faults(answer_lost=1)
    with pytest.raises(Unavailable):
        post()
    assert post() == post()

    speak_as(settings, THEIRS)
    assert len(axis.received("edoc", now=now())) == 1


def test_a_packet_for_an_agency_that_comes_later_waits_for_it(two, settings):
    post()
    speak_as(settings, THIRD)
    assert axis.received("edoc", now=now()) == []
    axis.register_agency("000.00.04.H40", name="Sở", now=now())

    assert [row.receiver for row in axis.received("edoc", now=now())] == ["000.00.04.H40"]


def test_a_status_goes_to_whom_it_answers(two, settings):
    speak_as(settings, THEIRS)
    post(as_bytes(status("03")), kind="status", sender=THEIRS)
    speak_as(settings, OURS)

    assert [row.receiver for row in axis.received("status", now=now())] == [OURS]
    assert axis.received("edoc", now=now()) == []


def test_what_is_no_packet_travels_only_when_the_call_says_for_whom(two, settings):
    with pytest.raises(Rejected, match="not-xml"):
        post(b"xin chao")
    post(b"xin chao", receivers=(THEIRS,))
    speak_as(settings, THEIRS)

    (listed,) = axis.received("edoc", now=now())
    assert fetched(listed.doc_id) == b"xin chao"


def test_faults_are_failures_of_the_two_kinds(two, settings):
    two.faults(error_500=1)
    with pytest.raises(Unavailable):
        axis.agencies(now=now())
    two.faults(garbage=1)
    with pytest.raises(Unavailable):
        axis.agencies(now=now())
    two.faults(refuse=1)
    with pytest.raises(Rejected, match="refused"):
        axis.agencies(now=now())
    post()
    speak_as(settings, THEIRS)
    (listed,) = axis.received("edoc", now=now())
    two.faults(broken=1)
    with pytest.raises(Unavailable):
        fetched(listed.doc_id)
    assert fetched(listed.doc_id) == as_bytes(new())


def test_a_packet_beyond_our_limit_is_not_read_to_its_end(two, settings):
    post()
    speak_as(settings, THEIRS, most_bytes=500)
    (listed,) = axis.received("edoc", now=now())

    with pytest.raises(Oversize):
        fetched(listed.doc_id)


def test_a_node_that_is_killed_has_everything_it_said_it_has(tmp_path, settings):
    node = new_axis(tmp_path)
    known_to(settings, node)
    for system in (THEIRS, OURS):
        speak_as(settings, system)
        axis.register_agency(system, name="Cơ quan", now=now())
    doc_id = post()
    node.kill()

    with pytest.raises(Unavailable):
        axis.agencies(now=now())
    node.start()

    assert post() == doc_id
    speak_as(settings, THEIRS)
    (listed,) = axis.received("edoc", now=now())
    assert fetched(listed.doc_id) == as_bytes(new())
    node.kill()


def test_a_node_of_our_own_has_neither_faults_nor_pages_nor_a_way_to_empty_it(tmp_path, settings):
    node = new_axis(tmp_path, says="node")
    known_to(settings, node)
    axis.register_agency(OURS, name="Cơ quan", now=now())

    for path in ("/", "/__faults", "/__packets"):
        assert outside.get(f"{node.address}{path}").status_code == 404
        assert outside.delete(f"{node.address}{path}").status_code == 404
    assert outside.post(f"{node.address}/__faults", json={"refuse": 1}).status_code == 404
    assert [row.code for row in axis.agencies(now=now())] == [OURS]
    node.kill()


def test_its_page_shows_who_is_there_and_what_passed(two):
    post()
    page = two.page().text

    assert "000.00.00.G09 · Bộ Nội vụ" in page
    assert "“A &amp; B” &lt; 3 tháng" in page


def test_a_signature_is_asked_for_at_each_call(two):
    signed = headers_for(OURS, "x", {}, content_type="application/json", now=now())
    for operation in ("sendEdoc", "getReceivedEdocList", "getSentEdocList", "getEdoc", "updateStatus",
                      "getAgenciesList", "getSynchronizeUnit", "registerAgency", "deleteAgency"):  # fmt: skip
        assert outside.post(f"{two.base}/{operation}").status_code == 401
        assert outside.post(f"{two.base}/{operation}", headers=signed).status_code == 401
