"""Who on the exchange may call what of ours."""

from django.db import models

from tinhso.ground.people.models import ApiClient


class ServiceGrant(models.Model):
    """Quyền gọi dịch vụ: a member of the exchange may call one of our services in the name of a program.

    member: instance/class/member[/subsystem], as X-Road-Client says it. service: its code, such as dossiers.
    """

    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="+")
    member = models.CharField(max_length=200)
    service = models.CharField(max_length=40)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "member", "service"],
                condition=models.Q(ended_at__isnull=True),
                name="xroad_granted_once",
            )
        ]
