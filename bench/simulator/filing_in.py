"""How a planned filing goes in through the product's own acts: at a counter, online, helped, or as a life event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from bench.simulator.arrivals import Plan
from bench.simulator.moves import Batch, Move
from bench.simulator.paperwork import PaperRule, answers_of, papers_of
from bench.simulator.plan import Filing
from bench.simulator.words import SCANS, WITNESS
from bench.simulator.world import Cast
from tinhso.engines.eforms.models import FormVersion
from tinhso.engines.eforms.queries import published_form
from tinhso.engines.eforms.rules import computed
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import version_for
from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.actions import CounterFiling, PartIn, Under, Visitor
from tinhso.government.dossiers.models import Dossier
from tinhso.government.life_events.actions import file_case
from tinhso.government.life_events.queries import bundle_for, root_dossier
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.mandates import actions as mandates
from tinhso.ground.mandates.actions import Stated
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.rules import Way
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import citizen_at_counter
from tinhso.ground.people.models import Citizen, Organisation
from tinhso.ground.people.persons import HELPING, Person

LOOK = "Nhập hồ sơ liên thông tại quầy"


@dataclass
class Filer:
    """Files what the plan says. Answers and papers are made from the filing's key, so a repeat brings the same."""

    plan: Plan
    cast: Cast

    def at_counter(self, batch: Batch, moves: Sequence[Move]) -> list[Dossier | Refused]:
        """Those who stand before one officer at one moment, or whose letters he opens."""
        officer = self.cast.official(moves[0].staff, at=batch.at)
        filings = [self._counter(batch, move.filing) for move in moves]
        agency = self.cast.agency(batch.agency)
        try:
            return actions.file_many_at_counter(officer, filings, receiving_agency=agency, now=batch.at)
        except IntegrityError:  # somebody wrote one of these visitors down at another agency this very moment
            return actions.file_many_at_counter(officer, filings, receiving_agency=agency, now=batch.at)

    def online(self, moves: Sequence[tuple[Batch, Move]]) -> list[Dossier | Refused]:
        """Filings by applicants at home, a handful in a transaction."""
        self.cast.sign_in((move.filing, batch.at) for batch, move in moves)
        return actions.file_each([partial(self._online, batch, move) for batch, move in moves])

    def assisted(self, batch: Batch, move: Move) -> Dossier | Refused:
        """One filing online by a helper, whose mandate is written down first."""
        try:
            return self._online(batch, move)
        except Refused as refused:
            return refused

    def _online(self, batch: Batch, move: Move) -> Dossier:
        filing, agency = move.filing, self.cast.agency(batch.agency)
        actor, applicant, under = self._actor(batch, move)
        version, form = self._rules(filing)
        return actions.file_dossier(
            actor, version=version, applicant=applicant, answers=self._answers(filing, form), form_version=form,
            parts=self._parts(actor, batch, filing, version, has_form=form is not None), channel="ONLINE",
            receiving_agency=agency, idempotency_key=filing.key, commune_code=filing.commune,
            delivery=filing.delivery, now=batch.at, **under,
        )  # fmt: skip

    def bundle(self, batch: Batch, move: Move) -> Dossier | Refused:
        """A birth or a death with all that follows, filed once."""
        filing, agency = move.filing, self.cast.agency(batch.agency)
        bundle = bundle_for(filing.bundle, on=timezone.localdate(batch.at))
        if bundle is None:
            return Refused("no-bundle", "Không có nhóm liên thông nào vào ngày này.")
        _, form = self._rules(filing)
        try:
            if filing.channel == "ONLINE":
                actor, applicant, under = self._actor(batch, move)
            else:
                actor, under = self.cast.official(move.staff, at=batch.at), Under()
                applicant = self._visitor(actor, batch, filing)
            if not isinstance(applicant, Citizen):
                return Refused("citizens-only", "Chỉ dành cho cá nhân.")
            case = file_case(
                actor, bundle=bundle, applicant=applicant, answers=self._answers(filing, form) | self._more(filing),
                papers=[], agency=agency, commune_code=filing.commune, idempotency_key=filing.key,
                delivery=filing.delivery, under=under, channel=filing.channel, now=batch.at,
            )  # fmt: skip
        except Refused as refused:
            return refused
        return root_dossier(case)

    def _counter(self, batch: Batch, filing: Filing) -> CounterFiling:
        version, form = self._rules(filing)
        parts = [
            PartIn(paper.code, from_data=paper.way == "FROM_DATA", on_paper=paper.way == "ON_PAPER")
            for paper in papers_of(_paper_rules(version), filing, has_form=form is not None)
        ]
        human = filing.human
        return CounterFiling(
            filing.key, Visitor(human.number, human.full_name, human.phone, human.email, human.address),
            filing.procedure, self._answers(filing, form), parts, filing.commune, filing.channel, filing.delivery,
        )  # fmt: skip

    def _actor(self, batch: Batch, move: Move) -> tuple[Person, Citizen | Organisation, Under]:
        """Who is at the keyboard, for whom, and under which mandate."""
        filing = move.filing
        if filing.assisted:
            helper = self.cast.official(move.staff, at=batch.at)
            mandate = self._helped(helper, batch, filing)
            under = Under(mandate=mandate, is_assisted=True, support_agency=mandate.agency)
            principal = Citizen.objects.get(personal_number=filing.human.number)
            return helper.speaking_for(filing.human.full_name, how=HELPING), principal, under
        actor = self.cast.applicant(filing, at=batch.at)
        if filing.enterprise:
            organisation = self.cast.organisation(filing.enterprise)
            return actor.speaking_for(organisation.name), organisation, Under()
        return actor, Citizen.objects.get(pk=actor.citizen_id), Under()

    @staticmethod
    def _helped(helper: Person, batch: Batch, filing: Filing) -> Mandate:
        """The word of the one who is helped, before a witness; of a call that was cut off, the same."""
        known = queries.filed_with(helper.ref, filing.key)
        if known and known.mandate:
            return known.mandate
        human = filing.human
        return mandates.assist(
            helper, principal=Stated(human.number, human.full_name, human.born), way=Way.WORD, witness_name=WITNESS,
            procedure_code=filing.bundle or filing.procedure, now=batch.at,
        )  # fmt: skip

    @staticmethod
    def _visitor(officer: Person, batch: Batch, filing: Filing) -> Citizen:
        human = filing.human
        citizen = citizen_at_counter(
            officer, personal_number=human.number, full_name=human.full_name, phone=human.phone, email=human.email,
            address=human.address, commune_code=filing.commune, now=batch.at,
        )  # fmt: skip
        look_at(officer, citizen_id=citizen.pk, purpose=LOOK, subject=f"citizen:{citizen.pk}", now=batch.at)
        return citizen

    @staticmethod
    def _rules(filing: Filing) -> tuple[ProcedureVersion, FormVersion | None]:
        version = version_for(filing.procedure, on=filing.at.date())
        return version, published_form(version.form_code, filing.at) if version.form_code else None

    def _answers(self, filing: Filing, form: FormVersion | None) -> dict[str, Any]:
        if form is None:
            return {}
        said = answers_of(form.schema, filing, self.plan.people, commune=self.cast.form_commune(filing))
        return computed(form.schema, said)

    def _more(self, filing: Filing) -> dict[str, Any]:
        """What a life event asks besides its root's form."""
        human = filing.human
        return {
            "wants_residence": True, "wants_health_card": True, "wants_funeral": True,
            "residence_address": human.address, "householder_name": human.full_name, "householder_relation": "CHILD",
            "householder_agrees": True, "first_care_facility": "Trạm y tế xã", "organiser_name": human.full_name,
            "organiser_account": "0123456789", "organiser_bank": "Ngân hàng Thử",
        }  # fmt: skip

    def _parts(
        self, actor: Person, batch: Batch, filing: Filing, version: ProcedureVersion, *, has_form: bool
    ) -> list[PartIn]:
        return [
            PartIn(paper.code, from_data=True)
            if paper.way == "FROM_DATA"
            else PartIn(paper.code, self._scan(actor, batch, paper.code, paper.sample))
            for paper in papers_of(_paper_rules(version), filing, has_form=has_form)
        ]

    @staticmethod
    def _scan(actor: Person, batch: Batch, code: str, sample: int) -> str:
        upload = SimpleUploadedFile(f"{code}.pdf", SCANS[sample], content_type="application/pdf")
        return str(store_upload(actor, upload, now=batch.at).key)


def _paper_rules(version: ProcedureVersion) -> tuple[PaperRule, ...]:
    rules = queries.part_rules(version)
    return tuple(PaperRule(rule.code, rule.is_required, rule.is_form, bool(rule.replaced_by)) for rule in rules)
