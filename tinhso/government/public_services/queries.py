"""Reading what citizens have begun, and how procedures read in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from tinhso.engines.eforms.queries import has_published_form, published_forms
from tinhso.engines.eforms.rules import problems, step_with
from tinhso.engines.payments.rules import Exemption, counted_words, unit_of
from tinhso.engines.procedures.models import FeeRule, Part, ProcedureVersion
from tinhso.engines.procedures.queries import (
    FeeChoices,
    Price,
    count_rules,
    counted_in,
    in_force,
    limit_of,
    price_of,
)
from tinhso.engines.signing.models import SignedPaper
from tinhso.engines.signing.queries import paper_by_code
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.queries import my_papers, offers, openings_of, papers_by_keys
from tinhso.engines.store.rules import Owner, Standing
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.models import Dossier, Result
from tinhso.government.dossiers.queries import issued_papers, parts_of
from tinhso.government.public_services.models import Application
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import format_vnd
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import files_by_keys
from tinhso.ground.journal.models import Entry
from tinhso.ground.mandates.queries import standing_mandates
from tinhso.ground.people.persons import Person

RECEIPT = "giay-tiep-nhan"


@dataclass(frozen=True)
class Found:
    """One procedure as a line of a list, in the words that a citizen looks for."""

    code: str
    name: str
    limit: str
    fee: str
    place: str
    level: str
    online: bool


def found(versions: Iterable[ProcedureVersion]) -> list[Found]:
    """Lines of a list for these versions, in their order."""
    return [
        Found(
            code=version.procedure.code,
            name=version.name,
            limit=limit_words(version),
            fee=version.get_fee_basis_display() if version.fee_basis != "LISTED" else "Có thu phí, lệ phí",
            place=version.get_level_display(),
            level=version.get_service_level_display() or "Nộp trực tiếp",
            online=version.is_online,
        )
        for version in versions
    ]


def limit_words(version: ProcedureVersion) -> str:
    """The time limit as a citizen reads it: 3 ngày làm việc."""
    if version.limit_unit != "SAME_DAY" and not version.limit_value:
        return "Chưa xác định thời hạn"
    words = limit_of(version).words
    return words[:1].upper() + words[1:]


def price_words(fee: FeeRule) -> str:
    """One price with its unit, its page tiers and its cap."""
    if fee.tiers:
        tiers = [
            f"{format_vnd(vnd)}/trang" if start == 1 else f"từ trang thứ {start}: {format_vnd(vnd)}/trang"
            for start, vnd in fee.tiers
        ]
        return "; ".join(tiers) + (f"; tối đa {format_vnd(fee.cap_vnd)}/bản" if fee.cap_vnd else "")
    each = f"/{unit_of(fee.counted)}" if fee.calculation != "FLAT" else ""
    online = fee.channel_prices.get("ONLINE")
    words = format_vnd(fee.amount_vnd) + each
    return words if online is None else f"{words}; nộp trực tuyến {format_vnd(online)}{each}"


def in_order(codes: Sequence[str], *, on: date) -> list[ProcedureVersion]:
    """Public versions of these procedures on a day, in the order of the codes."""
    known = {version.procedure.code: version for version in in_force(on).filter(procedure__code__in=codes)}
    return [known[code] for code in codes if code in known]


def online_count(at: datetime) -> int:
    """How many procedures can be filed here at this moment."""
    codes = [version.form.code for version in published_forms(at)]
    online = in_force(timezone.localdate(at)).filter(service_level__in=("FULL", "PARTIAL"), form_code__in=codes)
    return online.count()


def may_be_filed(version: ProcedureVersion, at: datetime) -> bool:
    """Whether a dossier can be filed here: an online service of the province with an electronic form."""
    return version.is_online and bool(version.form_code) and has_published_form(version.form_code, at)


def check_can_be_helped(version: ProcedureVersion, at: datetime) -> None:
    """Refused unless a helper can file this procedure online."""
    if not may_be_filed(version, at):
        raise Refused(
            "not-online", "Thủ tục này chưa nộp hộ qua mạng được; xin nộp tại Bộ phận Một cửa.", field="procedure"
        )


def national_page(code: str) -> str:
    """Where the national portal tells of a procedure and takes its dossiers."""
    return str(settings.PORTAL["procedure_page"]).replace("{code}", quote(code))


def drafts_count() -> int:
    """How many applications were begun and not yet sent, by anybody."""
    return Application.objects.filter(dossier__isnull=True).count()


def visible_to(person: Person) -> QuerySet[Application]:
    """Applications that this person began, newest first; nobody sees another's.

    What is for somebody else is shown only while the mandate stands, or while he represents that organisation by law:
    it holds their data.
    """
    if person.citizen_id:
        mine = Q(citizen=person.citizen_id)
    elif person.official_id:
        mine = Q(official=person.official_id)
    else:
        return Application.objects.none()
    by_law = Q(organisation__isnull=True) | Q(organisation__in=person.organisation_ids)
    allowed = Q(mandate__isnull=True) & by_law
    if person.at:
        allowed |= Q(mandate__in=standing_mandates(person.at))
    return (
        Application.objects.filter(mine & allowed)
        .select_related(
            "version__procedure", "draft__form_version__form", "organisation", "principal", "mandate", "dossier"
        )
        .order_by("-updated_at", "-pk")
    )


def application_for(person: Person, key: UUID) -> Application:
    """The person's application with this key. NotVisible otherwise."""
    mine = visible_to(person).filter(key=key).first()
    if mine is None:
        raise NotVisible(
            "no-application", "Không tìm thấy hồ sơ đang soạn này. Có thể bạn đã xoá, hoặc đã quá hạn lưu."
        )
    return mine


ANYTHING_UNSENT = """
SELECT 1 FROM public_services_application WHERE dossier_id IS NULL AND (citizen_id = %s OR official_id = %s) LIMIT 1
"""


def being_filled(person: Person, *, limit: int, code: str = "") -> list[Application]:
    """What the person has begun and not yet sent, newest first; of one procedure if `code` is given."""
    # Mostly there is nothing, and everybody's own page asks: then no condition of `visible_to` is even prepared.
    with connection.cursor() as cursor:
        cursor.execute(ANYTHING_UNSENT, [person.citizen_id, person.official_id])
        if cursor.fetchone() is None:
            return []
    unsent = visible_to(person).select_related(None).filter(dossier__isnull=True)
    if code:
        unsent = unsent.filter(version__procedure__code=code)
    names = ("key", "updated_at", "version__name", "organisation__name", "principal__full_name")
    return list(unsent.select_related("version", "organisation", "principal").only(*names)[:limit])


def locked(application: Application) -> Application:
    """The same application as it stands now, locked until the transaction ends.

    Two statements: one that waits for a lock sees the newest row, but its joins still see the world as it was
    before the wait, so the dossier that somebody filed meanwhile would look as if it were not there.
    """
    Application.objects.select_for_update().only("pk").get(pk=application.pk)
    return Application.objects.select_related(
        "version__procedure", "draft__form_version__form", "organisation", "principal", "citizen", "dossier"
    ).get(pk=application.pk)


@dataclass(frozen=True)
class Counted:
    """A quantity that decides a fee: its name in the rules, its words, the number chosen."""

    name: str
    label: str
    count: int


@dataclass(frozen=True)
class Costs:
    """What an application costs; what the citizen still counts; the groups that owe less, each whether chosen.

    form_step: the step of the form whose answers are counted, '' when none is.
    """

    price: Price
    counts: list[Counted]
    exemptions: list[tuple[Exemption, bool]]
    form_step: str


def costs_of(application: Application, *, on: date) -> Costs:
    """What would be owed for this application on a day, with its answers and the choices made so far."""
    version, draft = application.version, application.draft
    form, answers = (draft.form_version, draft.answers) if draft else (None, {})
    rules = count_rules(version, form, on=on) if form else []
    choices = FeeChoices.of_json(application.fee_choices)
    choices = replace(choices, counted=counted_in(version, form, answers, on=on))
    price = price_of(version, choices, channel="ONLINE", on=on)
    read = next((rule.group or next(iter(rule.counts.values())) for rule in rules), "")
    return Costs(
        price,
        [Counted(name, counted_words(name), choices.quantities.get(name, 1)) for name in price.by_hand],
        [(one, one.code in choices.exemptions) for one in price.offered],
        step_with(form.schema, read) if form and read else "",
    )


@dataclass(frozen=True)
class Paper:
    """A paper of a filed dossier, as its applicant may take it: name, a note, and the file if there is one."""

    name: str
    note: str
    file: StoredFile | None


def papers_of(dossier: Dossier) -> list[Paper]:
    """What was filed and what supplements brought; the signed result stands apart."""
    return [
        Paper(part.file.name if part.file else part.name, part.name if part.file else part.state_label, part.file)
        for part in parts_of(dossier)
    ]


def result_of(dossier: Dossier) -> Result | None:
    """The result, once it was issued or refused; a draft is nobody's business yet."""
    result: Result | None = getattr(dossier, "result", None)
    shown = dossier.state in {"RESULT_READY", "RETURNED", "REFUSED_AFTER_EXAMINATION"}
    return result if result and shown else None


def result_paper(dossier: Dossier) -> SignedPaper | None:
    """The signed paper of the result, once it was issued."""
    result = result_of(dossier)
    return paper_by_code(result.paper_code) if result and result.paper_code else None


@dataclass(frozen=True)
class OfficialForm:
    """One official form that the applicant can take. code: of the signed paper; '' while it is being signed."""

    slug: str
    title: str
    code: str
    being_signed: bool


def forms_of(dossier: Dossier) -> list[OfficialForm]:
    """The official forms 01–05 of the dossier, oldest first."""
    found = [
        OfficialForm(one.slug, one.title, one.paper.code if one.paper else "", one.paper is None)
        for one in issued_papers(dossier)
    ]
    if dossier.received_at and dossier.clock_id and not any(one.slug == RECEIPT for one in found):
        found.insert(0, OfficialForm(RECEIPT, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "", being_signed=False))
    return found


def check_paper(dossier: Dossier, key: UUID) -> None:
    """NotVisible unless the file belongs to this dossier: filed with it, or its issued result."""
    keys = {paper.file.key for paper in papers_of(dossier) if paper.file}
    result = result_paper(dossier)
    if result:
        keys.add(result.file.key)
    if key not in keys:
        raise NotVisible("no-file", "Không tìm thấy tệp này trong hồ sơ.")


@dataclass(frozen=True)
class Kept:
    """One paper of the citizen's store: what it is worth today, which dossiers used it, which officials opened it."""

    paper: StoredPaper
    worth: Standing
    uses: list[cases.Use]
    openings: list[Entry]

    @property
    def tone(self) -> str:
        """The colour of its mark."""
        return {Standing.VALID: "good", Standing.NOT_YET: "warn"}.get(self.worth, "quiet")


def kept_papers(person: Person, *, on: date) -> list[Kept]:
    """The person's store on a day, the newest paper first."""
    papers = my_papers(person)
    uses, openings = cases.uses_of(person, papers), openings_of(papers)
    return [Kept(one, one.standing(on), uses.get(one.pk, []), openings.get(one.pk, [])) for one in papers]


@dataclass(frozen=True)
class PartRow:
    """One part of the dossier in preparation: files attached, papers of the store used, and those it may still use.

    stale: used, but counting no more since it was chosen: to be taken away again.
    """

    part: Part
    files: list[StoredFile]
    used: list[StoredPaper]
    stale: list[StoredPaper]
    offered: list[StoredPaper]

    @property
    def is_missing(self) -> bool:
        """True when it is required and neither there nor replaced by a database."""
        return self.part.required and not (self.files or self.used or self.part.replaced_by)


def owner_of(application: Application) -> Owner:
    """Whose store the application takes papers from: the applicant's, whoever fills it in."""
    return cases.owner_for(application.applicant)


def part_rows(person: Person, application: Application, *, on: date) -> list[PartRow]:
    """The papers that belong to this procedure, in the order of the card; the form itself is not among them."""
    version = application.version
    keys = application.draft.file_keys if application.draft else {}
    attached = {str(file.key): file for file in files_by_keys(key for part in keys.values() for key in part)}
    subject = f"procedure:{version.procedure.code}"
    # A helper of the one-stop handles no dossier yet: nobody's store is open to him.
    asked = cases.parts_asked(version) if person.citizen_id else []
    stored = offers(person, owner_of(application), asked, subject=subject, on=on)
    chosen = papers_by_keys(person, [key for several in application.reused.values() for key in several])
    rows = []
    for part in version.parts.filter(kind="DOCUMENT"):
        files = [attached[key] for key in keys.get(part.code, []) if key in attached]
        mine = [chosen[key] for key in application.reused.get(part.code, []) if key in chosen]
        counting = stored.get(part.code, [])
        used, stale = [one for one in mine if one in counting], [one for one in mine if one not in counting]
        rows.append(PartRow(part, files, used, stale, [one for one in counting if one not in mine]))
    return rows


def missing_parts(rows: Iterable[PartRow]) -> list[Part]:
    """Required papers without a file or stored paper, which no database replaces."""
    return [row.part for row in rows if row.is_missing]


def attached(application: Application, key: UUID) -> UUID:
    """The key, if that file is attached here. NotVisible otherwise."""
    keys = application.draft.file_keys if application.draft else {}
    if not any(str(key) in part for part in keys.values()):
        raise NotVisible("no-file", "Tệp này không còn trong bản khai.")
    return key


def faults_left(application: Application, *, today: date) -> list[tuple[str, str]]:
    """What is still wrong in the form: pairs (code of the step to go back to, sentence)."""
    if application.draft is None:
        return []
    schema = application.draft.form_version.spoken
    wrong = problems(schema, application.draft.answers, today=today)
    return [(step_with(schema, path), sentence) for path, sentence in wrong.items()]
