"""What comes with a dossier is checked at the door, so that nothing is silently lost behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tinhso.engines.eforms.rules import MAX_FILES_PER_PART, TOO_MANY_FILES
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.signing.queries import report_on
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.queries import usable
from tinhso.engines.store.rules import Owner
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Channel, DossierPart, PartState
from tinhso.government.dossiers.models.parts import ELECTRONIC_FORM
from tinhso.government.dossiers.queries.rules_of import PartRule
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import content, files_by_keys
from tinhso.ground.people.persons import Person

ON_PAPER = "Bản giấy nộp tại quầy"


@dataclass(frozen=True)
class PartIn:
    """One part as it is filed: a file, or data that replaces it, or a sheet of paper at the counter.

    stored: the key of a paper of the applicant's store that is used instead of all these.
    """

    part_code: str
    file_key: str | UUID | None = None
    from_data: bool = False
    on_paper: bool = False
    note: str = ""
    stored: str = ""


def checked_parts(
    actor: Actor,
    version: ProcedureVersion,
    parts: Sequence[PartIn],
    *,
    owner: Owner,
    channel: str,
    has_form: bool,
    now: datetime,
) -> list[DossierPart]:
    """The rows of a filing, not saved: a row a file. owner: whose store papers may come from.

    Refused: parts-missing, part-unknown, as `checked_files` and `stored_papers`.
    """
    asked = {rule.code: rule for rule in queries.part_rules(version)}
    given = {part.part_code: part for part in parts}
    in_files = by_part(part for part in parts if part.file_key or part.stored)
    if unknown := sorted(set(given) - set(asked)):
        raise Refused("part-unknown", f"Thủ tục này không có thành phần hồ sơ “{unknown[0]}”.", field=unknown[0])
    files = checked_files(actor, parts)
    stored = stored_papers(actor, version, parts, owner=owner, now=now)
    rows, missing = [], []
    for code, rule in asked.items():
        part = given.get(code)
        row = DossierPart(part_code=code, name=rule.name[:500], is_required=rule.is_required)
        if code in in_files:
            rows += [_in_file(rule, place, one, files, stored) for place, one in enumerate(in_files[code])]
            continue
        if part and part.from_data and rule.replaced_by:
            row.state, row.source, row.retrieved_at = str(PartState.FROM_DATA), rule.replaced_by[:200], now
        elif part and part.on_paper and channel != Channel.ONLINE:
            row.state, row.note = str(PartState.SUBMITTED), part.note[:500] or ON_PAPER
        elif rule.is_form and has_form:
            row.state, row.note = str(PartState.SUBMITTED), ELECTRONIC_FORM
        elif rule.is_required:
            missing.append(rule)
            continue
        else:
            continue
        rows.append(row)
    if missing:
        names = "; ".join(rule.name.rstrip(". ;") for rule in missing)
        raise Refused("parts-missing", f"Hồ sơ còn thiếu: {names}.", field=missing[0].code)
    return rows


def _in_file(
    rule: PartRule, place: int, part: PartIn, files: Mapping[str, StoredFile], stored: Mapping[str, StoredPaper]
) -> DossierPart:
    paper = stored.get(part.stored)
    return DossierPart(
        part_code=rule.code,
        name=rule.name[:500],
        is_required=rule.is_required,
        state=str(PartState.REUSED if paper else PartState.SUBMITTED),
        file=paper.file if paper else files[str(part.file_key)],
        stored_paper=paper,
        note=part.note[:500],
        place=place,
    )


def stored_papers(
    actor: Actor, version: ProcedureVersion, parts: Sequence[PartIn], *, owner: Owner, now: datetime
) -> Mapping[str, StoredPaper]:
    """The papers of the owner's store that these parts use, by key; of no part that does not take their type.

    NotVisible: no-stored-paper. Refused: part-unfit, and what `store.queries.usable` refuses.
    """
    used = [part for part in parts if part.stored]
    if not used:
        return {}
    if not isinstance(actor, Person):
        raise NotVisible("no-stored-paper", "Không tìm thấy giấy tờ này trong kho.")
    asked = {part.code: part for part in queries.parts_asked(version)}
    if strange := next((part for part in used if part.part_code not in asked), None):
        raise Refused("part-unfit", "Thành phần này không lấy giấy tờ từ kho.", field=strange.part_code)
    subject, on = f"procedure:{version.procedure.code}", now.astimezone(VIETNAM).date()
    return {
        part.stored: usable(actor, owner, asked[part.part_code], part.stored, subject=subject, on=on) for part in used
    }


def by_part(parts: Iterable[PartIn]) -> Mapping[str, Sequence[PartIn]]:
    """The same, by code of the part, in the order given."""
    found: dict[str, list[PartIn]] = {}
    for part in parts:
        found.setdefault(part.part_code, []).append(part)
    return found


def checked_files(actor: Actor, parts: Sequence[PartIn]) -> Mapping[str, StoredFile]:
    """The files of these parts by key. Refused: too-many-files, file-unknown, signature-broken."""
    for code, several in by_part(parts).items():
        if len(several) > MAX_FILES_PER_PART:
            raise Refused("too-many-files", TOO_MANY_FILES, field=code)
    keys = [str(part.file_key) for part in parts if part.file_key]
    files = {str(file.key): file for file in files_by_keys(keys)} if keys else {}
    for part in parts:
        if not part.file_key:
            continue
        file = files.get(str(part.file_key))
        if file is None or file.uploaded_by_ref != actor.ref:
            raise Refused("file-unknown", "Một tệp đính kèm không còn; hãy tải tệp lên lại.", field=part.part_code)
        check_signature(file, part.part_code)
    return files


def check_signature(file: StoredFile, part_code: str) -> None:
    """Refused `signature-broken` when a signed PDF does not verify: better at the door than silently later.

    An unsigned PDF is welcome: who signed in need not sign (Nghị quyết 66.7/2025/NQ-CP).
    """
    if file.mime != "application/pdf":
        return
    pdf = content(file)
    if b"/ByteRange" not in pdf and b"/Sig" not in pdf:
        return
    report = report_on(pdf)
    if report.verdict in {"bad", "unreadable"}:
        raise Refused(
            "signature-broken",
            f"Chữ ký số trong tệp “{file.name}” sai định dạng hoặc không còn nguyên vẹn nên hồ sơ chưa được nhận. "
            "Hãy ký lại theo chuẩn PAdES hoặc nộp bản chưa ký.",
            field=part_code,
        )
