"""Who hears of dossiers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.government.webhooks.lifecycle import SubscriptionState
from tinhso.government.webhooks.rules import EventKind
from tinhso.ground.gateway.models import Endpoint
from tinhso.ground.people.models import Agency, ApiClient


class Subscription(models.Model):
    """Đăng ký nhận sự kiện: a program hears of the dossiers that it may see.

    kinds: which events. agencies: only dossiers that these receive or resolve; none named = all that it may see.
    reason: why it is suspended or ended. The address and the secret belong to the endpoint.
    """

    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="+")
    endpoint = models.OneToOneField(Endpoint, models.PROTECT, related_name="+")
    kinds = ArrayField(models.CharField(max_length=40, choices=EventKind.choices()))
    agencies = models.ManyToManyField(Agency, related_name="+")
    state = models.CharField(max_length=10, choices=SubscriptionState.choices())
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(state="ACTIVE"), name="webhooks_subscription_active")]

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return SubscriptionState(self.state).label

    @property
    def kind_labels(self) -> list[str]:
        """What it hears of, in Vietnamese."""
        return [EventKind(kind).label for kind in self.kinds]
