"""Ten thousand dossiers on one counter in one day: every number is given, then one clear refusal; lists stay light."""

from __future__ import annotations

import pytest
from django.db import connection

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions import fold_counts
from tinhso.government.dossiers.models import CodeCounter, Dossier
from tinhso.government.dossiers.tests.factories import MONDAY, make_dossier
from tinhso.ground.base.refused import Refused

LAST = 9999
OWN = {"id", "code", "idempotency_key", "clock_id", "created_at"}


def as_many_as_the_law_has_numbers(dossier: Dossier) -> None:
    """Copies of a dossier with the numbers 2 to 9998 of its day, as if as many people had filed."""
    columns = [f.column for f in Dossier._meta.concrete_fields if f.column not in OWN]
    copied = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO dossiers_dossier (code, {copied}) SELECT left(code, -4) || lpad(n::text, 4, '0'), {copied} "
            "FROM dossiers_dossier, generate_series(2, %s) AS n WHERE id = %s",
            [LAST - 1, dossier.pk],
        )
        # As autovacuum does in the course of such a day: who counted 0 rows before reads a whole index for each row.
        cursor.execute("ANALYZE dossiers_dossier")
    CodeCounter.objects.filter(agency=dossier.receiving_agency).update(last_number=LAST - 1)
    fold_counts()


def test_ten_thousand_dossiers_on_one_counter_in_one_day(place, django_assert_num_queries):
    as_many_as_the_law_has_numbers(make_dossier(place))

    assert make_dossier(place).code.endswith(f"-{LAST}")
    with pytest.raises(Refused, match="codes-exhausted") as refused:
        make_dossier(place)
    assert "xin nộp lại vào ngày làm việc tiếp theo" in refused.value.sentence

    assert queries.standing_figures(place.reception).desk == LAST
    seen, after = set(), ""
    while True:
        with django_assert_num_queries(1):
            page = queries.queue(place.reception, queries.Queue(), after=after, size=1000, now=MONDAY)
        seen |= {row.code for row in page.rows}
        after = page.next_key
        if not after:
            break
    assert len(seen) == LAST
