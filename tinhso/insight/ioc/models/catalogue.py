"""What may be shown, and what was counted last."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.insight.warehouse.models import STALE_AFTER, Direction, Refresh


class Domain(Labelled):
    """Lĩnh vực của trung tâm (theo tổng hợp của Bộ Xây dựng, 8/2025, và danh mục khởi đầu)."""

    PROCEDURES = "PROCEDURES", "Thủ tục hành chính"
    TRAFFIC = "TRAFFIC", "Giao thông"
    HEALTH = "HEALTH", "Y tế"
    EDUCATION = "EDUCATION", "Giáo dục"
    ENVIRONMENT = "ENVIRONMENT", "Môi trường"
    GOVERNING = "GOVERNING", "Điều hành"
    ECONOMY = "ECONOMY", "Kinh tế - xã hội"
    SECURITY = "SECURITY", "An ninh trật tự"
    REPORTS = "REPORTS", "Phản ánh hiện trường"
    SOCIAL_MEDIA = "SOCIAL_MEDIA", "Mạng xã hội"
    CYBER = "CYBER", "An toàn thông tin"
    NETWORK = "NETWORK", "Hạ tầng số"
    DIGITAL_SOCIETY = "DIGITAL_SOCIETY", "Xã hội số"
    COUNTRYSIDE = "COUNTRYSIDE", "Nông nghiệp, nông thôn mới"
    TOURISM = "TOURISM", "Du lịch"
    INDICES = "INDICES", "Bộ chỉ số"


class Feed(Labelled):
    """Số liệu đến từ đâu."""

    METRIC = "METRIC", "Hệ thống tự tính"
    STATISTIC = "STATISTIC", "Cơ quan nhập, duyệt và khoá"
    NONE = "NONE", "Chưa có nguồn"


class Indicator(models.Model):
    """Chỉ tiêu điều hành: one version of what the centre may show.

    A version never changes. feed_code: of the warehouse's metric or statistic, '' without a source. needs: what would
    have to be connected, '' where something is. owner: slug of the agency that answers for it. wall: its place on the
    default wall, None elsewhere. confidence: how well its definition is known (H, M, L).
    """

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    place = models.PositiveSmallIntegerField()
    domain = models.CharField(max_length=15, choices=Domain.choices())
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    refresh = models.CharField(max_length=2, choices=Refresh.choices())
    direction = models.CharField(max_length=5, choices=Direction.choices())
    source_system = models.CharField(max_length=120)
    feed = models.CharField(max_length=9, choices=Feed.choices())
    feed_code = models.CharField(max_length=40, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=40)
    wall = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="ioc_indicator_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_to__isnull=True), name="ioc_indicator_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(feed="NONE", feed_code="") & ~models.Q(needs="")
                | ~models.Q(feed="NONE") & ~models.Q(feed_code=""),
                name="ioc_indicator_fed_or_says_what_it_needs",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_share(self) -> bool:
        """True where the figure is a part in a hundred."""
        return self.unit == "%"

    @property
    def stale_after(self) -> timedelta:
        """How old its figure may be: twice its class."""
        return STALE_AFTER[Refresh(self.refresh)]


class Snapshot(models.Model):
    """Ảnh chụp số liệu: everything the walls show, counted once and served to everybody.

    key: of the facts, their moment, the figures and definitions it was made of: the same is never counted twice. as_of:
    up to when its facts tell everything, None before the first pull. body: queries/snapshots.py says its shape.
    """

    key = models.CharField(max_length=64, unique=True)
    as_of = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    body = models.JSONField()
