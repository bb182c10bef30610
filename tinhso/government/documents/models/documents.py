"""A document with its drafts and what was said of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import ExtractYear

from tinhso.government.documents.lifecycle import BEING_WRITTEN, Direction, DocumentState
from tinhso.government.documents.models.kinds import DocumentKind, NumberBook
from tinhso.government.documents.rules import URGENCIES, VERDICTS, Group, Mends
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Agency, Official


class Document(models.Model):
    """Văn bản: one document as one agency holds it. What went to 200 bodies is one here and one at each of them.

    agency: whose it is: who issues it, or at whom it arrived. number: in our own book (số đi, số đến); notation: số và
    ký hiệu as printed, the sender's where it came in. unit_mark: letters of the drafting unit. for_body: signed for a
    committee (TM.). addressees: kính gửi; groups, also_to: of nơi nhận beside the recipients. delivery: by which
    delivery from inside it came; sender_code, sender_name: who sent it otherwise. answer_by: the last day to answer.
    paper_code: of the signed paper; file: a scan or PDF from elsewhere; verdict: on its signatures. reason: of what was
    last sent back, refused, recalled. origin: what a paper of a room above belongs to (dossier:12): it is numbered and
    registered here, and read there; its subject names nobody. begun_at: when it was first drafted, or came. version:
    counts every change (two officials).
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    direction = models.CharField(max_length=8, choices=Direction.choices())
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(DocumentKind, models.PROTECT, null=True, related_name="+", db_index=False)
    book = models.ForeignKey(NumberBook, models.PROTECT, null=True, related_name="+", db_index=False)
    number = models.PositiveIntegerField(null=True)
    notation = models.CharField(max_length=80, blank=True)
    unit_mark = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=500)
    urgency = models.PositiveSmallIntegerField(choices=list(URGENCIES.items()), default=0)
    for_body = models.BooleanField(default=True)
    addressees = models.CharField(max_length=500, blank=True)
    groups = ArrayField(models.CharField(max_length=12, choices=Group.choices()), default=list)
    also_to = models.TextField(blank=True)
    drafter = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+", db_index=False)
    signer = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+", db_index=False)
    signer_name = models.CharField(max_length=200, blank=True)
    sender_code = models.CharField(max_length=35, blank=True)
    sender_name = models.CharField(max_length=300, blank=True)
    delivery = models.OneToOneField("documents.Recipient", models.PROTECT, null=True, related_name="arrival")
    issued_on = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    mends = models.ForeignKey("self", models.PROTECT, null=True, related_name="mended_by")
    mends_how = models.CharField(max_length=10, choices=Mends.choices(), blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    paper_code = models.CharField(max_length=19, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    verdict = models.CharField(max_length=10, choices=list(VERDICTS.items()), blank=True)

    state = models.CharField(max_length=12, choices=DocumentState.choices())
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    moved_at = models.DateTimeField()
    moved_by_name = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    search_text = models.TextField(blank=True)
    # Each word, and each word of the agency (297/nguyen): it finds its own among those of all (queries/lists.py).
    search = models.GeneratedField(
        expression=Func(F("search_text"), F("agency"), function="documents_lexemes"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"], condition=Q(number__isnull=False), name="documents_number_once"
            ),
            # Số và ký hiệu là duy nhất trong một năm (Điều 15 khoản 1).
            models.UniqueConstraint(
                F("agency"), ExtractYear("issued_on"), F("notation"),
                condition=~Q(direction=Direction.IN) & ~Q(notation=""), name="documents_notation_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(book__isnull=True, number__isnull=True) | Q(book__isnull=False, number__isnull=False),
                name="documents_number_has_its_book",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["RELEASED", "REPLACED", "RECALLED"])
                | Q(direction=Direction.IN)
                | Q(origin__gt="", number__isnull=False, released_at__isnull=False)
                | (Q(number__isnull=False, released_at__isnull=False) & ~Q(paper_code="")),
                name="documents_released_whole",
            ),
            models.CheckConstraint(
                condition=Q(mends__isnull=True, mends_how="") | (Q(mends__isnull=False) & ~Q(mends_how="")),
                name="documents_mends_says_how",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["agency", "direction", "-moved_at", "-id"], name="documents_of_agency"),
            models.Index(fields=["agency", "state", "-moved_at", "-id"], name="documents_by_state"),
            models.Index(fields=["drafter", "-moved_at"], name="documents_of_drafter",
                         condition=Q(state__in=["DRAFT", "RETURNED", "SUBMITTED", "SIGNED", "NUMBERED"])),
            models.Index(fields=["begun_at"], name="documents_begun"),
            models.Index(fields=["origin"], name="documents_of_origin", condition=Q(origin__gt="")),
            models.Index(fields=["signed_at"], name="documents_signed", condition=Q(signed_at__isnull=False)),
            GinIndex(fields=["search"], name="documents_search"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.notation or self.subject

    @property
    def subject_ref(self) -> str:
        """document:<id>, as papers and the journal name it."""
        return f"document:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return DocumentState(self.state).label

    @property
    def urgency_label(self) -> str:
        """Khẩn, Thượng khẩn, Hỏa tốc; '' for an ordinary one."""
        return URGENCIES[self.urgency] if self.urgency else ""

    @property
    def mends_label(self) -> str:
        """Thay thế, Đính chính."""
        return Mends(self.mends_how).label if self.mends_how else ""

    @property
    def verdict_label(self) -> str:
        """What the signatures of the file that came in were worth; '' for no PDF."""
        return VERDICTS.get(self.verdict, "")

    @property
    def is_incoming(self) -> bool:
        """Whether it came from elsewhere."""
        return self.direction == Direction.IN

    @property
    def is_being_written(self) -> bool:
        """Whether its text may still change."""
        return self.state in BEING_WRITTEN


class DraftVersion(models.Model):
    """Bản thảo: the text as it stood at one moment, and the file that its writer added, if any (ODT, Word, PDF)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="drafts", db_index=False)
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    made_by = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+", db_index=False)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="documents_draft_once")]


class Remark(models.Model):
    """Ý kiến góp ý: what a colleague or the one who signs said of a draft. draft_number: of the version he read."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="remarks")
    draft_number = models.PositiveSmallIntegerField()
    official = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField()
