"""Agencies with their codes and their succession."""

from django.db import models

from tinhso.ground.base.states import Labelled


class AgencyKind(Labelled):
    """What sort of body it is."""

    PROVINCE = "PROVINCE", "Ủy ban nhân dân tỉnh"
    OFFICE = "OFFICE", "Văn phòng Ủy ban nhân dân tỉnh"
    DEPARTMENT = "DEPARTMENT", "Sở"
    INSPECTORATE = "INSPECTORATE", "Thanh tra"
    BOARD = "BOARD", "Ban quản lý"
    DISTRICT = "DISTRICT", "Ủy ban nhân dân cấp huyện"
    COMMUNE = "COMMUNE", "Ủy ban nhân dân cấp xã"


class Agency(models.Model):
    """Cơ quan: one body for the time in which it exists.

    code: QĐ 20/2020 notation, H40.04; legacy_code: TT 10/2016 notation, 000.00.04.H40.
    code_status: official, suggested (numbered by us) or expected. valid_from: empty = unknown;
    valid_to: the last day.
    unit_code: code of the administrative unit that it governs, empty for departments.
    """

    slug = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=35, blank=True, db_index=True)
    legacy_code = models.CharField(max_length=35, blank=True, db_index=True)
    code_status = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=400, db_collation="C")
    kind = models.CharField(max_length=20, choices=AgencyKind.choices())
    level = models.SmallIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    unit_code = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "valid_from"], name="people_agency_kind")]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """Kế thừa cơ quan: whose work went to whom, on which day, by which instrument."""

    old = models.ForeignKey(Agency, models.CASCADE, related_name="successions")
    new = models.ForeignKey(Agency, models.CASCADE, related_name="precedings")
    effective_date = models.DateField()
    instrument = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="people_succession_once")]
