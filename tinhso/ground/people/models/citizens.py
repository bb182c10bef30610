"""Those whom the province serves."""

from django.db import models
from django.db.models.functions import Now


class Citizen(models.Model):
    """Công dân: a person known to us by sign-in or at the counter.

    personal_number: 12 digits (số định danh cá nhân), shown masked. tech_id: the sign-in platform's key.
    """

    personal_number = models.CharField(max_length=12, unique=True, null=True)
    tech_id = models.CharField(max_length=64, unique=True, null=True)
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=300, db_collation="C")
    folded_name = models.CharField(max_length=120, db_index=True)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=8, blank=True, choices=[("MALE", "Nam"), ("FEMALE", "Nữ")])
    ethnicity = models.CharField(max_length=40, blank=True)
    nationality = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    commune_code = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(personal_number__isnull=True) | models.Q(personal_number__regex=r"^\d{12}$"),
                name="people_citizen_personal_number",
            )
        ]

    @property
    def ref(self) -> str:
        """citizen:<id>, as the journal writes it."""
        return f"citizen:{self.pk}"


class Organisation(models.Model):
    """Tổ chức, doanh nghiệp: known by its tax code (mã số thuế). tech_id: the sign-in platform's key."""

    tax_code = models.CharField(max_length=14, unique=True)
    tech_id = models.CharField(max_length=64, unique=True, null=True)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=600, db_collation="C")
    kind = models.CharField(
        max_length=12,
        choices=[("ENTERPRISE", "Doanh nghiệp"), ("HOUSEHOLD", "Hộ kinh doanh"), ("COOPERATIVE", "Hợp tác xã"),
                 ("OTHER", "Tổ chức khác")],
    )  # fmt: skip
    address = models.CharField(max_length=300, blank=True)
    commune_code = models.CharField(max_length=5, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)


class Representative(models.Model):
    """Người đại diện: the citizen who acts for an organisation, from a day to a day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="representatives")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="represents")
    title = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
