"""What a dossier leaves in its applicant's store, and what it takes from there."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tinhso.engines.signing.models import SignedPaper
from tinhso.engines.store.actions import PaperIn, store_paper
from tinhso.engines.store.models import Source, StoredPaper
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Dossier, Result


def keep_result(dossier: Dossier, result: Result, paper: SignedPaper, *, now: datetime) -> StoredPaper:
    """Keep the issued result for the applicant, so that no later dossier asks him for it (NĐ 45/2020 Điều 16)."""
    version = dossier.procedure_version
    given = PaperIn(
        type_code=version.result_code or f"{version.procedure.code}:KQ",
        title=result.title,
        file=paper.file,
        source=Source.BORN_DIGITAL,
        number=result.number,
        issuer=dossier.resolving_agency.name,
        issued_on=timezone.localdate(now),
        valid_from=timezone.localdate(now),
        signer_name=result.signed_by_name,
        certificate=paper.sealed_by.serial if paper.sealed_by else "",
        dossier_code=dossier.code,
    )
    return store_paper(queries.SYSTEM, queries.owner_of(dossier), given, now=now)
