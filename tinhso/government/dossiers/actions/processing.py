"""Work on an accepted dossier: assign, verify, propose, review, send back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.moving import begin, settle
from tinhso.government.dossiers.events import DossierAssigned, DossierMoved, DossierVerified, ResultProposed
from tinhso.government.dossiers.lifecycle import CASE_OFFICER, DIVISION_HEAD, Desk
from tinhso.government.dossiers.models import Dossier, Outcome, Result, Verification
from tinhso.ground.acts import act, inserting, send
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.queries import files_by_keys
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Official
from tinhso.ground.people.persons import Person


@act()
def assign(
    actor: Actor,
    dossier: Dossier,
    *,
    official: Official,
    note: str = "",
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Name the official who handles the dossier (NĐ 61/2018 Điều 19 khoản 1). Refused not-a-case-officer."""
    dossier = begin(actor, dossier, "assign", expected_version=expected_version)
    return _give(actor, dossier, official, note=note, now=now)


@act()
def take(actor: Person, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Take the dossier oneself, where the route goes straight to the case officers. Refused must-be-assigned."""
    if queries.first_desk(dossier.route_version_id) is Desk.DIVISION_HEAD:
        raise Refused("must-be-assigned", "Hồ sơ này do lãnh đạo phòng phân công.")
    dossier = begin(actor, dossier, "take", expected_version=expected_version)
    dossier.holder_id = actor.official_id
    settle(actor, dossier, now=now, note="Nhận thụ lý")
    record(actor, DossierAssigned(dossier.pk, actor.official_id or 0, actor.name, ""), at=now)
    return dossier


@act()
def reassign(
    actor: Actor,
    dossier: Dossier,
    *,
    official: Official,
    note: str,
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Give the dossier to another official, with the reason."""
    note = rules.reason_given(note)
    dossier = begin(actor, dossier, "reassign", expected_version=expected_version)
    return _give(actor, dossier, official, note=note, now=now)


def _give(actor: Actor, dossier: Dossier, official: Official, *, note: str, now: datetime) -> Dossier:
    if not queries.holds_role(official, CASE_OFFICER, agency_id=dossier.resolving_agency_id, now=now):
        raise Refused(
            "not-a-case-officer",
            f"{official.full_name} hiện không phải chuyên viên thụ lý của {dossier.resolving_agency.name}.",
            field="official",
        )
    dossier.holder = official
    settle(actor, dossier, now=now, note=nfc(note) or "Phân công thụ lý")
    record(actor, DossierAssigned(dossier.pk, official.pk, official.full_name, nfc(note)), at=now)
    return dossier


@act()
def verify(
    actor: Actor, dossier: Dossier, *, plan: str = "", expected_version: int | None = None, now: datetime
) -> Dossier:
    """Begin a verification; the limit runs on (NĐ 61/2018 Điều 19 khoản 3)."""
    dossier = begin(actor, dossier, "verify", expected_version=expected_version)
    settle(actor, dossier, now=now, note=nfc(plan))
    record(actor, DossierMoved(dossier.pk, "verify", dossier.state, nfc(plan)), at=now)
    return dossier


@act()
def finish_verification(
    actor: Actor,
    dossier: Dossier,
    *,
    verified_at: datetime,
    place: str,
    participants: str,
    minutes: str,
    file_keys: Sequence[UUID | str] = (),
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Write down when, where and with whom it was verified, and what was found.

    file_keys: stored files that belong to the minutes. Refused: verified-later, file-unknown.
    """
    minutes = rules.reason_given(minutes)
    if verified_at > now:
        raise Refused("verified-later", "Thời điểm xác minh không thể sau hiện tại.", field="verified_at")
    dossier = begin(actor, dossier, "finish_verification", expected_version=expected_version)
    written = Verification.objects.create(
        dossier=dossier,
        verified_at=verified_at,
        place=nfc(place),
        participants=nfc(participants),
        minutes=minutes,
        written_at=now,
        written_by_name=actor.name[:200],
    )
    if file_keys:
        files = files_by_keys([str(key) for key in file_keys])
        if len(files) < len(set(file_keys)) or any(file.uploaded_by_ref != actor.ref for file in files):
            raise Refused("file-unknown", "Một tệp đính kèm không còn; hãy tải tệp lên lại.", field="attached")
        written.files.set(files)
    settle(actor, dossier, now=now, slip=False)
    record(actor, DossierVerified(dossier.pk, nfc(place), nfc(participants), minutes, verified_at), at=now)
    return dossier


# A draft that was sent back is written anew; what a signature left on the old one stays until the next signature.
DRAFTED = (
    "outcome",
    "agency_id",
    "title",
    "content",
    "legal_basis",
    "proposed_by_name",
    "proposed_at",
    "endorsed_by_name",
)
DRAFTED_AGAIN = f" ON CONFLICT (dossier_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in DRAFTED)}"


@act()
def propose(
    actor: Actor,
    dossier: Dossier,
    *,
    outcome: str = Outcome.GRANTED,
    content: str,
    legal_basis: str = "",
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Send a draft result up for signature; a refusal needs its legal basis (Điều 19 khoản 8)."""
    content = rules.reason_given(content)
    if outcome == Outcome.REFUSED and not legal_basis.strip():
        raise Refused("basis-missing", "Hãy ghi căn cứ pháp lý của việc từ chối.", field="legal_basis")
    dossier = begin(actor, dossier, "propose", expected_version=expected_version)
    title = dossier.procedure_version.result_name or f"Kết quả giải quyết: {dossier.procedure_version.name}"
    drafted = Result(
        dossier=dossier,
        outcome=str(Outcome(outcome)),
        agency=dossier.resolving_agency,
        title=nfc(title)[:500] if outcome == Outcome.GRANTED else "Văn bản từ chối giải quyết hồ sơ",
        content=content,
        legal_basis=nfc(legal_basis),
        proposed_by_name=actor.name,
        proposed_at=now,
        endorsed_by_name="",
    )
    insert, values = inserting([drafted])
    send(insert + DRAFTED_AGAIN, values)
    dossier.outcome = str(Outcome(outcome))
    reviewed = queries.is_reviewed(dossier)
    settle(
        actor, dossier, now=now, changed=["outcome"], desk=Desk.DIVISION_HEAD if reviewed else Desk.LEADER,
        note="Trình duyệt dự thảo kết quả",
    )  # fmt: skip
    record(actor, ResultProposed(dossier.pk, dossier.outcome), at=now)
    return dossier


@act()
def endorse(actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Agree to the draft and pass it to the leader. Refused when the draft already lies with the leader."""
    dossier = begin(actor, dossier, "endorse", expected_version=expected_version)
    if dossier.desk != Desk.DIVISION_HEAD:
        raise Refused("endorsed-before", "Dự thảo đã được trình lãnh đạo ký.")
    send("UPDATE dossiers_result SET endorsed_by_name = %s WHERE dossier_id = %s", [actor.name, dossier.pk])
    settle(actor, dossier, now=now, desk=Desk.LEADER, note="Đồng ý với dự thảo")
    record(actor, DossierMoved(dossier.pk, "endorse", dossier.state), at=now)
    return dossier


@act()
def send_back(
    actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Send the draft back to its officer, with the reason. Before review only the division head may."""
    reason = rules.reason_given(reason)
    at_review = dossier.desk == Desk.DIVISION_HEAD
    if at_review and DIVISION_HEAD not in queries.roles_on(actor, dossier):
        raise NotAllowed("wrong-role", "Dự thảo đang ở bước lãnh đạo phòng xem xét.")
    dossier = begin(actor, dossier, "send_back", expected_version=expected_version)
    settle(actor, dossier, now=now, note=f"Trả lại: {reason}")
    record(actor, DossierMoved(dossier.pk, "send_back", dossier.state, reason), at=now)
    return dossier
