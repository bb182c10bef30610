"""What anyone can learn about a paper, and what no hostile file can do to the page."""

from __future__ import annotations

import random
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.engines.signing import authority, marks, pictures, reports
from tinhso.engines.signing.cms import CmsSigner
from tinhso.engines.signing.keys.file import FileSigner, private_key
from tinhso.engines.signing.keys.signer import algorithm_of
from tinhso.engines.signing.tests.papers import NOON, a_decision
from tinhso.ground.base.refused import Refused

AGENCY = "Ủy ban nhân dân phường Nam Định"
PERSON = "Phạm Mai Anh"


class Signers:
    """One leader, one agency and a CA of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.made = authority.authority(folder)
        self.roots = [self.made.root.certificate.public_bytes(Encoding.DER)]
        self.leader = self.certified(PERSON, "Phó Chủ tịch")
        self.agency = self.certified(AGENCY)

    def certified(self, name: str, title: str = "", *, pss: bool = True, **more) -> CmsSigner:
        issued = authority.issue(self.folder, name=name, organisation=AGENCY, title=title, **more)
        return CmsSigner(
            FileSigner(
                private_key(self.folder / issued.key_name),
                issued.certificate.public_bytes(Encoding.DER),
                (self.made.issuing.certificate.public_bytes(Encoding.DER),),
                algorithm_of(issued.certificate, prefer_pss=pss),
            )
        )

    def signed(self, pdf: bytes, signer: CmsSigner | None = None, at: datetime = NOON) -> bytes:
        picture = pictures.signature_png(PERSON)
        signer = signer or self.leader
        unsigned = marks.sign_for_person(pdf, name=PERSON, picture=picture, signer=signer, at=at)
        return unsigned.signed(signer.sign(unsigned.digest, now=at))

    def sealed(self, pdf: bytes) -> bytes:
        unsigned = marks.seal_for_agency(
            pdf, agency=AGENCY, picture=pictures.seal_png(AGENCY), number="15/GP", issued_on=NOON.date(),
            signer=self.agency, at=NOON,
        )  # fmt: skip
        return unsigned.signed(self.agency.sign(unsigned.digest, now=NOON))

    def copied(self, pdf: bytes, lines: tuple[str, ...], at: datetime = NOON) -> bytes:
        unsigned = marks.mark_top_right(pdf, agency=AGENCY, lines=lines, signer=self.agency, at=at)
        return unsigned.signed(self.agency.sign(unsigned.digest, now=NOON))

    def report(self, pdf: bytes) -> reports.Report:
        return reports.report_on(pdf, self.roots)


@pytest.fixture(scope="module")
def signers(tmp_path_factory) -> Signers:
    return Signers(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def signed(signers) -> bytes:
    return signers.signed(a_decision())


@pytest.fixture(scope="module")
def sealed(signers, signed) -> bytes:
    return signers.sealed(signed)


def test_keys_are_readable_by_us_alone_and_say_that_they_are_for_trial(signers):
    modes = {path.stat().st_mode & 0o777 for path in signers.folder.glob("*.key")}

    assert modes == {0o600}
    assert "CA THỬ NGHIỆM – không có giá trị pháp lý" in signers.made.root.certificate.subject.rfc4514_string()


def test_the_seal_keeps_the_first_signature_valid_byte_for_byte(signers, signed, sealed):
    assert sealed.startswith(signed)
    first, second = signers.report(sealed).signatures
    assert (first.good, first.covers_all, second.good, second.covers_all) == (True, False, True, True)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler's pdfsig is not installed")
def test_poppler_agrees(sealed, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(sealed)

    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout

    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    assert f"Signer Certificate Common Name: {AGENCY}" in said


@pytest.mark.skipif(not shutil.which("mutool"), reason="MuPDF's mutool is not installed")
def test_mupdf_agrees(sealed, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(sealed)

    said = subprocess.run(["mutool", "sign", "-v", path], capture_output=True, text=True, check=False)

    assert "digest is valid" in (said.stdout + said.stderr).lower()


@pytest.mark.parametrize("at", [3_000, 20_000, -3_000])
def test_one_flipped_byte_is_found_out(signers, sealed, at):
    broken = bytearray(sealed)
    broken[at] ^= 0x01

    report = signers.report(bytes(broken))

    assert report.verdict in {"bad", "unreadable"}
    assert not report.good


def test_a_changed_word_after_the_seal_is_named_as_change(signers, sealed):
    """An attacker appends an update that replaces the page; both signatures still match their own bytes."""
    update = marks.Update(sealed)
    page = marks.pages_of(update.reader)[0]
    blank = update.add_stream(b"", b"q Q")
    kept = marks._entries(page.get_object(), but={"/Contents"})
    update.put(marks.reference(page), b"<<%s/Contents %s>>" % (kept, blank))

    report = signers.report(update.finished())

    assert report.verdict == "bad"
    assert {signature.lawful_changes for signature in report.signatures} == {False}
    assert all(signature.intact for signature in report.signatures)


def test_after_the_seal_not_even_a_further_signature_is_lawful(signers, sealed):
    with pytest.raises(Refused, match="already-sealed"):
        signers.sealed(sealed)
    with pytest.raises(Refused, match="already-signed"):
        signers.signed(sealed)


def test_the_agency_cannot_come_first(signers):
    with pytest.raises(Refused, match="person-first"):
        signers.sealed(a_decision())


def test_a_certificate_that_had_expired_is_called_so(signers):
    spent = (datetime(2023, 2, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC))
    pdf = signers.signed(a_decision(), signers.certified(PERSON, "Phó Chủ tịch", valid=spent))

    report = signers.report(pdf)

    assert report.verdict == "doubtful"
    (signature,) = report.signatures
    assert (signature.intact, signature.trusted, signature.valid_then) == (True, True, False)
    assert signature.sentence == "Không hợp lệ: vào thời điểm ký, chứng thư đã hết hạn hoặc chưa có hiệu lực."


def test_a_stranger_is_not_trusted_though_the_paper_is_whole(signers, tmp_path):
    stranger = Signers(tmp_path)

    report = signers.report(stranger.signed(a_decision()))

    assert report.verdict == "doubtful"
    (signature,) = report.signatures
    assert (signature.intact, signature.trusted) == (True, False)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "không phải là PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "không phải là PDF"),
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF", "không phải là PDF"),
    ],
)
def test_what_is_no_pdf_gets_a_sentence(signers, file, words):
    report = signers.report(file)

    assert report.verdict == "unreadable"
    assert words in report.sentence


def a_file(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
    """A small PDF from the bodies of its objects, numbered from 1."""
    file, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start, size = len(file), len(objects) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<</Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n".replace("HERE", str(start))
    return file + (head + tail).encode()


@pytest.mark.parametrize(
    "hostile",
    [
        a_file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[2 0 R]>>"),
        a_file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R>>"),
        a_file(
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]/Parent 3 0 R>>", "<</Parent 2 0 R>>"
        ),
        a_file("<</Type/Catalog/Pages 2 0 R>>", "2 0 R"),
        a_file("<</Type/Catalog/Pages 2 0 R>>", "<</Count 1/Kids[]>>", trailer="/Root 1 0 R/Prev HERE"),
        a_file("<</Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>", "<</Count 1>>", "<</FT/Sig/Kids[3 0 R]/T(a)/V 3 0 R>>"),
        a_file("<</Type/Catalog/Pages 2 0 R>>", "<</Count 1/Kids[]>>"),
        a_file("[" * 3000),
        b"%PDF-1.7\n" + b"<<" * 100_000,
    ],
)
def test_a_file_built_to_go_round_in_circles_is_refused_by_both_doors(signers, hostile):
    assert not signers.report(hostile).good
    with pytest.raises(Refused):
        signers.signed(hostile)


def test_a_paper_without_signature_is_told_apart_from_a_picture_of_one(signers):
    assert signers.report(a_decision()).sentence.endswith("con dấu không phải là chữ ký số.")


def test_no_damage_makes_the_judge_stumble(signers, sealed):
    chance = random.Random(20261123)
    for _ in range(30):
        broken = bytearray(sealed)
        for _ in range(chance.choice([1, 5, 50])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        report = signers.report(bytes(broken))
        assert not report.good
        assert report.sentence


@pytest.mark.django_db
class TestPages:
    """The public page, by code and by file."""

    def test_a_paper_is_verified_by_its_code_without_showing_its_content(self, client, make_paper):
        paper = make_paper()

        page = client.get(reverse("signing:verify", args=[paper.code])).content.decode()

        for word in (
            "đều hợp lệ",
            PERSON,
            AGENCY.replace("phường", "Phường"),
            "15/GP-UBND",
            "23/11/2026 12:00:07 +07:00",
        ):
            assert word.lower() in page.lower()
        assert "Vũ Đức Thắng" not in page

    def test_a_code_typed_by_hand_leads_to_the_paper(self, client, make_paper):
        paper = make_paper()

        answer = client.post(reverse("signing:verify_upload"), {"code": paper.code.lower().replace("-", " ")})

        assert answer.headers["Location"] == reverse("signing:verify", args=[paper.code])

    @pytest.mark.parametrize(
        ("typed", "status", "sentence"),
        [
            ({}, 422, "Hãy gõ mã in trên văn bản, hoặc chọn tệp PDF"),
            ({"code": "abc"}, 422, "Mã gồm 16 chữ và số"),
            ({"code": "AAAA-BBBB-CCCC-DDDD"}, 404, "Không có văn bản nào mang mã này"),
        ],
    )
    def test_what_cannot_be_found_is_said_beside_the_field(self, client, typed, status, sentence):
        answer = client.post(reverse("signing:verify_upload"), typed)

        assert (answer.status_code, sentence in answer.content.decode()) == (status, True)

    def test_a_file_is_judged_and_found_among_ours(self, client, make_paper, content_of):
        paper = make_paper()
        upload = SimpleUploadedFile("ban-sao.pdf", content_of(paper), "application/pdf")

        page = client.post(reverse("signing:verify_upload"), {"file": upload}).content.decode()

        assert "đều hợp lệ" in page
        assert f"trùng khớp từng byte với văn bản mã {paper.code}" in page

    @pytest.mark.parametrize("hostile", [b"", b"<script>alert(1)</script>", b"%PDF-1.7" + bytes(500)])
    def test_a_hostile_file_gets_an_answer(self, client, hostile):
        upload = SimpleUploadedFile("<b>.pdf", hostile, "application/pdf")

        answer = client.post(reverse("signing:verify_upload"), {"file": upload})

        assert answer.status_code in {200, 422}
        assert "<b>.pdf" not in answer.content.decode()

    def test_an_unknown_code_in_the_address_is_not_found(self, client):
        assert client.get("/xac-minh/AAAA-BBBB-CCCC-DDDD/").status_code == 404
