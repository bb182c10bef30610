"""What mandates keep about people: who may act for whom, with the evidence of consent."""

from __future__ import annotations

from django.db.models import Q

from tinhso.ground.base.personal import Kept, Subject
from tinhso.ground.mandates.models import CommunityTeam, Mandate, TeamMember


def _is_party(who: Subject) -> Q:
    mine = Q(principal_citizen=who.citizen_id)
    if who.number:
        mine |= Q(principal_number=who.number) | Q(representative_number=who.number)
    return mine


KEPT = (
    Kept(
        Mandate,
        "Đại diện, ủy quyền, hỗ trợ và bằng chứng của sự đồng ý",
        "dai-dien",
        "dai-dien",
        lambda who: Mandate.objects.filter(_is_party(who)).order_by("pk"),
        without=("code_number", "code_tries", "principal_birth_date"),
        masked=(
            "representative_number",
            "representative_name",
            "principal_number",
            "principal_name",
            "consented_by_name",
        ),
    ),
    Kept(
        TeamMember,
        "Thành viên tổ công nghệ số cộng đồng",
        "dai-dien",
        "dai-dien",
        lambda who: TeamMember.objects.filter(citizen=who.citizen_id).order_by("pk"),
    ),
)
OF_DUTY = ()
IMPERSONAL = (CommunityTeam,)
