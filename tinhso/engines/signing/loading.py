"""The development CA at first run, the certificates of the leaders and the seals of the demo agencies."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from tinhso.engines.signing import authority_services, certificates
from tinhso.engines.signing.models import Certificate
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.queries import leaders_on

LOADER = System("loading")


def load(seed: Path, now: datetime) -> str:
    """Make what is missing; safe to repeat. Other officials get their certificate when they first sign."""
    if not settings.SIGNING_DEVELOPMENT_CA:
        return "Ký số: dùng chứng thư do tỉnh cung cấp."
    certificates.stand_up_authority(LOADER, now=now)
    authority_services.stamper(settings.KEYS_DIR)
    ended = []
    for post in leaders_on(now.date()):
        try:
            certificates.certificate_of_person(LOADER, post, now=now)
            certificates.certificate_of_agency(LOADER, post.agency, now=now)
        except Refused as expired:  # theirs to renew (a merger day ends seals); the rest of the province is loaded
            ended.append(expired.sentence)
    made = f"Ký số: {Certificate.objects.count()} chứng thư của CA thử nghiệm (không có giá trị pháp lý)."
    return "\n".join([made, *ended])
