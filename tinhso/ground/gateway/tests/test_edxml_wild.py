"""edXML as other programs write it: what is forgiven, what is refused in plain words, and what costs no memory."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tinhso.ground.gateway.edxml.reading import read
from tinhso.ground.gateway.errors import BadPacket
from tinhso.ground.gateway.tests.packets import PLAN, as_bytes, new, recall, status

SHA1 = """<edXML:Signature><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
<SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"/><Reference URI=""><DigestMethod
Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/><DigestValue>AAAA</DigestValue></Reference></SignedInfo>
<SignatureValue>AAAA</SignatureValue></edXML:Signature></edXML:edXMLHeader>"""


def changed(one, *pairs: tuple[str, str]) -> bytes:
    text = as_bytes(one).decode()
    for old, replacement in pairs:
        assert old in text, old
        text = text.replace(old, replacement)
    return text.encode()


def without(one, *names: str) -> bytes:
    text = as_bytes(one).decode()
    for name in names:
        text = re.sub(rf"\s*<edXML:{name}>.*?</edXML:{name}>", "", text, count=1, flags=re.DOTALL)
    return text.encode()


def taken(text: bytes):
    return read(io.BytesIO(text))


def refused(text: bytes) -> BadPacket:
    with pytest.raises(BadPacket) as caught:
        taken(text)
    assert re.search(r"[àáạảãâêôơưđếềệ]", caught.value.sentence), "said in Vietnamese"
    return caught.value


# Forgiven ------------------------------------------------------------------------------------------------


def test_the_root_of_an_older_product_is_taken():
    text = changed(new(), ("<edXML xmlns", "<x:EdXMLEnvelope xmlns:x='http://www.go.vn/eDoc' xmlns"),
                   ("</edXML>", "</x:EdXMLEnvelope>"))  # fmt: skip
    found = taken(text)

    assert found.header == new().header
    assert found.oddities == ("root",)


def test_a_signature_with_sha1_is_taken_and_flagged():
    found = taken(changed(new(), ("</edXML:edXMLHeader>", SHA1)))

    assert found.oddities == ("signed", "sha1")
    assert found.header == new().header


def test_the_type_of_a_file_is_what_the_attachment_says_not_the_manifest():
    text = changed(new(), ("<edXML:ContentType>application/pdf<", "<edXML:ContentType>application/zip<"))
    found = taken(text)

    assert found.attachments[0].content_type == "application/pdf"
    assert found.oddities == ("manifest-type",)


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_line_ends_of_any_kind_are_taken_within_base64_too(end):
    text = as_bytes(new()).decode().replace("\r\n", end)
    broken = re.sub(r"([A-Za-z0-9+/]{76})", rf"\1{end}", text.partition("<AttachmentEncoded>")[2])
    found = taken((text.partition("<AttachmentEncoded>")[0] + "<AttachmentEncoded>" + broken).encode())

    assert found.attachments[0].opened().read() == PLAN
    assert found.header == new().header


def test_business_spelled_rightly_is_business_too():
    text = as_bytes(recall()).decode().replace("Bussiness", "Business").encode()

    assert taken(text).traces == recall().traces


def test_a_date_that_cannot_be_read_is_left_out_and_noted():
    found = taken(changed(new(), ("2026/12/01", "01 tháng 12"), (">1</edXML:Priority>", ">gấp</edXML:Priority>")))

    assert (found.header.due, found.header.other.priority) == (None, None)
    assert found.oddities == ("unreadable:DueDate", "unreadable:Priority")


def test_dates_with_dashes_or_with_a_time_of_day_are_read():
    found = taken(changed(new(), ("2026/12/01", "2026-12-01 00:00:00")))

    assert found.header.due == new().header.due


def test_a_reference_that_names_its_file_by_a_link_is_read():
    text = changed(
        new(),
        ('<edXML:edXMLManifest version="1.0">', '<edXML:edXMLManifest version="1.0" xmlns:xlink="urn:x">'),
        (
            "<edXML:Reference>\r\n          <edXML:ContentId>cid:a1</edXML:ContentId>",
            '<edXML:Reference xlink:href="cid:a1">',
        ),
    )

    assert len(taken(text).attachments) == 2


# Refused in plain words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "not-xml"),
        (b"%PDF-1.7", "not-xml"),
        (as_bytes(new())[:-40], "not-xml"),
        (b"<html/>", "wrong-root"),
        (changed(new(), ("QCVN_102_2016", "QCVN_102_2036")), "wrong-root"),
        (b'<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"/>', "no-header"),
        (without(new(), "From"), "no-from-code"),
        (without(new(), "To", "To"), "no-to-code"),
        (without(new(), "DocumentId", "Code"), "no-document"),
        (without(new(), "Subject"), "no-subject"),
        (changed(new(), ("<edXML:OrganId>000.00.00.H42<", "<edXML:OrganId>h42<")), "bad-from-code"),
        (changed(new(), (">0</edXML:BussinessDocType>", ">9</edXML:BussinessDocType>")), "bad-business"),
        (changed(status("01"), (">01</edXML:StatusCode>", ">99</edXML:StatusCode>")), "bad-status"),
        (without(status("01"), "ResponseFor"), "no-to-code"),
        (changed(new(), ("<ContentId>cid:a2", "<ContentId>cid:a3")), "manifest-differs"),
        (re.sub(rb"\s*<edXML:Reference>.*?</edXML:Reference>", b"", as_bytes(new()), count=1, flags=re.DOTALL),
         "manifest-differs"),
        (re.sub(rb"(TransferEncoded>)[^<]+", rb"\1", as_bytes(new()), count=1), "empty-attachment"),
        (re.sub(rb"(TransferEncoded>)[^<]+", "\\1 xin chào".encode(), as_bytes(new()), count=1), "bad-base64"),
        (re.sub(rb"(TransferEncoded>)[^<]+", rb"\1QQ==QUJD", as_bytes(new()), count=1), "bad-base64"),
        (re.sub(rb"(TransferEncoded>)[^<]+", rb"\1QUJDR", as_bytes(new()), count=1), "bad-base64"),
        (b"<edXML>" * 60, "too-many-elements"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(text, code):
    assert refused(text).code == code


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE edXML [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE edXML [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE edXML SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_within_and_without_are_refused_before_they_mean_anything(head):
    text = changed(new(), ('encoding="UTF-8"?>', f'encoding="UTF-8"?>{head}'), ("Kế hoạch hoà giải", "&a;"))

    assert refused(text).code == "doctype"


def test_a_file_beyond_the_limit_is_refused_while_it_is_read():
    with pytest.raises(BadPacket, match="attachment-too-large"):
        read(io.BytesIO(as_bytes(new())), most_bytes=1000)


# Memory --------------------------------------------------------------------------------------------------

LARGE = """
import hashlib, os, sys
from pathlib import Path
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
from tinhso.ground.gateway.edxml.messages import Attachment
from tinhso.ground.gateway.edxml.reading import read
from tinhso.ground.gateway.edxml.writing import write
from tinhso.ground.gateway.tests.packets import again, new, packet

def peak():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)

folder = Path(sys.argv[1])
with (folder / "large").open("wb") as made:
    for number in range(320):
        made.write(hashlib.sha256(str(number).encode()).digest() * 2048)
one = new()
files = [Attachment(f"{n}.pdf", "application/pdf", f"cid:{n}", "", lambda: (folder / "large").open("rb"))
         for n in (1, 2)]
again(one)
before = peak()
with (folder / "packet").open("wb") as whole:
    write(packet(one.header, one.traces.business, *files), whole)
with (folder / "packet").open("rb") as whole:
    found = read(whole)
right = hashlib.file_digest((folder / "large").open("rb"), "sha256").digest()
assert all(hashlib.file_digest(each.opened(), "sha256").digest() == right for each in found.attachments)
print((folder / "packet").stat().st_size, sum(each.size_bytes for each in found.attachments), peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_two_files_of_20_mb_pass_through_little_memory(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(tmp_path)], cwd=settings.ROOT, capture_output=True, text=True, check=True
    )
    packet_bytes, attached_bytes, grown_kb = map(int, done.stdout.split())

    assert attached_bytes == 2 * 20 * 1024 * 1024
    assert packet_bytes > attached_bytes * 4 // 3
    assert grown_kb < 12 * 1024
