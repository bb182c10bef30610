"""A dataset comes out anew when its rows are others than those published last; every version stays."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.journal.actions import record
from tinhso.insight.open_data.events import DatasetPublished
from tinhso.insight.open_data.formats import MIME, columns_of, written
from tinhso.insight.open_data.models import Dataset, DatasetFile, DatasetVersion
from tinhso.insight.open_data.tables import PUBLISHER, table_of


def unheard(_line: str) -> None:
    """Nobody watches."""


def publish_all(*, now: datetime, say: Callable[[str], None] = unheard) -> int:
    """Look at every dataset again; how many new versions came out. One whose source died keeps what was published."""
    count = 0
    for dataset in Dataset.objects.order_by("place"):
        try:
            version = publish(PUBLISHER, dataset, now=now)
        except Refused as refused:
            say(f"{dataset.code}: {refused.sentence}")
            continue
        if version:
            count += 1
            say(f"{dataset.code}: phiên bản {version.number}, {version.rows} dòng")
    return count


@act()
def publish(actor: Actor, dataset: Dataset, *, now: datetime) -> DatasetVersion | None:
    """The next version of a dataset in all formats; None when its rows are those of the last one.

    Refused `source-died`, `register-of-people`; NotVisible where its register is gone.
    """
    dataset = Dataset.objects.select_for_update().get(pk=dataset.pk)
    table = table_of(dataset, now=now)
    forms = written(table)
    digest = hashlib.sha256(forms["csv"]).hexdigest()
    last = DatasetVersion.objects.filter(dataset=dataset).order_by("-number").first()
    Dataset.objects.filter(pk=dataset.pk).update(checked_at=now)
    if last and last.sha256 == digest and last.columns == columns_of(table):
        return None
    version = DatasetVersion.objects.create(
        dataset=dataset, number=last.number + 1 if last else 1, made_at=now, columns=columns_of(table),
        rows=len(table.rows), hidden=table.hidden, first=table.first, last=table.last, sha256=digest,
    )  # fmt: skip
    for form, content in forms.items():
        name = f"{dataset.code}-{version.number}.{form}"
        file = store_bytes(actor, content, name=name, mime=MIME[form], now=now)
        DatasetFile.objects.create(version=version, form=form, file=file)
    event = DatasetPublished(dataset.pk, dataset.code, version.number, version.rows, digest)
    record(actor, event, at=now)
    return version
