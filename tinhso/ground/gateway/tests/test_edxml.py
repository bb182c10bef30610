"""edXML as written and read: order, spelling and line ends of the standard, and nothing lost on the way."""

from __future__ import annotations

import re
import unicodedata

import pytest
from lxml import etree

from tinhso.ground.base.agency_codes import AgencyCode
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.edxml.codes import canonical, to_legacy
from tinhso.ground.gateway.tests.packets import (
    EACH_BUSINESS,
    EACH_STATUS,
    PLAN,
    SHEET,
    again,
    as_bytes,
    document,
    new,
    packet,
    recall,
    status,
)

HEADER = ["From", "To", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content",
          "SignerInfo", "DueDate", "OtherInfo", "ResponseFor", "SteeringType", "ToPlaces"]  # fmt: skip
EVERY = [*(make() for make in EACH_BUSINESS.values()), *(status(code) for code in EACH_STATUS)]
NAMES = [*(f"business-{int(one)}" for one in EACH_BUSINESS), *(f"status-{code}" for code in EACH_STATUS)]


def tree(one):
    return etree.fromstring(as_bytes(one))


def local(element):
    return [etree.QName(child).localname for child in element]


def first(root, name):
    return root.find(f".//{{*}}{name}")


@pytest.mark.parametrize("one", EVERY, ids=NAMES)
def test_each_kind_of_message_comes_back_as_it_was_written(one):
    found = again(one)

    assert (found.header, found.traces, found.attachments, found.oddities) == (
        one.header, one.traces, one.attachments, ()
    )  # fmt: skip
    assert [opened.opened().read() for opened in found.attachments] == [
        opened.opened().read() for opened in one.attachments
    ]


def test_elements_stand_in_the_order_of_the_standard_with_its_spelling():
    root = tree(new())

    assert local(root) == ["edXMLEnvelope", "AttachmentEncoded"]
    assert local(first(root, "MessageHeader")) == HEADER
    assert local(first(root, "TraceHeaderList")) == ["Bussiness", "TraceHeader"]
    assert local(first(root, "Bussiness")) == ["BussinessDocType", "Paper", "StaffInfo"]
    assert local(first(root, "OtherInfo")) == [
        "Priority", "SphereOfPromulgation", "TyperNotation", "PromulgationAmount", "PageAmount", "Direction",
        "Appendixes",
    ]  # fmt: skip
    assert local(first(root, "Attachment")) == [
        "ContentId", "AttachmentName", "ContentType", "ContentTransferEncoded"
    ]  # fmt: skip


def test_it_looks_as_the_vendors_program_writes_it():
    text = as_bytes(new()).decode()

    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\r\n<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102')
    assert "\n" not in text.replace("\r\n", "")
    assert "    <edXML:edXMLHeader>\r\n      <edXML:MessageHeader>\r\n        <edXML:From>\r\n" in text
    assert "<edXML:PromulgationDate>2026/11/23</edXML:PromulgationDate>" in text
    assert "<edXML:Timestamp>2026/11/23 09:15:07</edXML:Timestamp>" in text
    assert "  <AttachmentEncoded>\r\n    <Attachment>\r\n      <ContentId>cid:a1</ContentId>\r\n" in text
    assert re.search(r"<edXML:ContentTransferEncoded>[A-Za-z0-9+/]+=*</edXML:ContentTransferEncoded>", text)


def test_what_is_not_said_is_left_out():
    root = tree(recall())

    assert not [one for one in root.iter() if one.text is None and not len(one) and local(one.getparent())
                and etree.QName(one).localname != "edXMLManifest"]  # fmt: skip
    assert first(root, "Subject") is None
    assert first(root, "AttachmentEncoded") is None
    assert local(tree(packet(document(places=(), responses=()), recall().traces.business)).find(".//{*}From")) == [
        "OrganId", "OrganName", "Email"
    ]  # fmt: skip


def test_the_manifest_counts_the_attachments_and_both_sides_carry_cid():
    one = new()
    bare = packet(one.header, one.traces.business, *(
        type(each)(each.name, each.content_type, "", "", each.opened) for each in one.attachments
    ))  # fmt: skip
    for root in (tree(one), tree(bare), tree(recall())):
        listed = [each.findtext("{*}ContentId") for each in root.iterfind(".//{*}Reference")]
        attached = [each.findtext("{*}ContentId") for each in root.iterfind(".//{*}Attachment")]

        assert listed == attached
        assert all(each.startswith("cid:") and len(each) > 4 for each in listed)
    assert [each.opened().read() for each in again(bare).attachments] == [PLAN, SHEET]


def test_tone_marks_come_in_one_form_and_what_xml_cannot_hold_is_dropped():
    decomposed = unicodedata.normalize("NFD", "Hoà giải ở Thuỷ")
    found = again(new(subject=f"{decomposed}\x00\x0b"))

    assert found.header.subject == unicodedata.normalize("NFC", "Hoà giải ở Thuỷ")
    assert decomposed.encode() not in as_bytes(new(subject=decomposed))


def test_an_attachment_may_be_read_twice():
    attachment = again(new()).attachments[0]

    assert attachment.opened().read() == attachment.opened().read() == PLAN


@pytest.mark.parametrize(
    ("new_code", "old_code"),
    [("H40", "000.00.00.H40"), ("H40.04", "000.00.04.H40"), ("H40.04.01", "000.01.04.H40"),
     ("H40.04.01.005", "005.01.04.H40")],
)  # fmt: skip
def test_codes_go_both_ways(new_code, old_code):
    assert (to_legacy(new_code), canonical(old_code)) == (old_code, new_code)
    assert (to_legacy(old_code), canonical(new_code)) == (old_code, new_code)


@pytest.mark.parametrize("code", ["H4", "h40", "H40..01", "H40" + ".001" * 8 + ".1", "000.00.04.H40.01"])
def test_what_is_no_code_stays_as_it_is(code):
    with pytest.raises(Refused):
        AgencyCode.parse(code)

    assert (to_legacy(code), canonical(code)) == (code, code)


def test_a_code_too_deep_for_the_old_notation_stays_in_the_new_one():
    assert to_legacy("H40.04.01.005.02") == "H40.04.01.005.02"
