"""What kinds of documents there are, and the books in which an agency numbers them."""

from __future__ import annotations

from django.db import models

from tinhso.government.documents.lifecycle import Direction
from tinhso.ground.people.models import Agency


class DocumentKind(models.Model):
    """Tên loại văn bản hành chính (Nghị định 30/2020/NĐ-CP, Điều 7; viết tắt theo Phụ lục III).

    abbreviation: '' for letters (công văn, thư công), which have none. series: kinds of one series share their numbers;
    how an agency numbers is its head's to decide (Điều 15), so this column is ours to change [M]. is_drafted: written
    in this room; the others are copies, and papers of dossiers (giấy phép …), which are numbered here only.
    prints_year: 12/2026/KQ-UBND.
    """

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)
    abbreviation = models.CharField(max_length=10, blank=True)
    series = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField()
    is_drafted = models.BooleanField(default=True)
    prints_year = models.BooleanField(default=False)
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class NumberBook(models.Model):
    """Sổ đăng ký văn bản đi, đến: the numbers of one agency, year and series (Điều 15, 16, 22; Phụ lục IV).

    last_number: given so far; it is raised in the transaction that uses the number, so none is lost or given twice.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=8, choices=Direction.choices())
    series = models.CharField(max_length=10)
    last_number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "direction", "series"], name="documents_book_once")
        ]
