"""One paper, one row; whose it is and until when it counts decide who sees it and where it is offered."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.engines.store import actions, queries
from tinhso.engines.store.models import AcceptedType, StoredPaper
from tinhso.engines.store.queries import PartAsked
from tinhso.engines.store.rules import Owner, Standing, Within, identity, last_day, standing
from tinhso.engines.store.tests.factories import DEATH_EXTRACT, HOUSE, MARITAL_STATUS, make_file, make_paper
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people.models import Role
from tinhso.ground.people.queries import looks_at
from tinhso.ground.people.tests.factories import NOON, TODAY, agency, make_citizen, make_official, person_of

pytestmark = pytest.mark.django_db
TAKES = PartAsked("1.004873", "TP03", "Thông tin bản án ly hôn / trích lục khai tử của vợ, chồng cũ")


@pytest.fixture
def mo():
    return make_citizen()


@pytest.fixture
def officer():
    return person_of(make_official(agency(), Role.RECEPTION))


def test_storing_in_any_order_and_twice_leaves_one_row_a_paper(mo):
    """The same number of the same issuer is one paper however it was typed and scanned; without one, the same file."""
    files = [make_file(b"%PDF-1.7 a"), make_file(b"%PDF-1.7 b")]
    numbers = st.sampled_from(["12/TLKT", " 12/tlkt ", "12 / TLKT", "13/TLKT", ""])
    issuers = st.sampled_from(["UBND phường Nam Định", "ubnd  phường nam định", "UBND phường Thiên Trường"])
    papers = st.lists(st.tuples(numbers, issuers, st.sampled_from([0, 1])), min_size=1, max_size=6)

    @given(papers)
    @settings(max_examples=15, deadline=None)
    def holds(some):
        with transaction.atomic():
            for number, issuer, which in [*some, *reversed(some)]:
                make_paper(mo, number=number, issuer=issuer, file=files[which])
            kept = list(StoredPaper.objects.values_list("identity", flat=True))
            told = {identity(number=n, issuer=i, sha256=files[which].sha256) for n, i, which in some}
            assert sorted(kept) == sorted(told)
            transaction.set_rollback(True)

    holds()


def test_the_owner_sees_it_and_an_official_only_in_the_course_of_a_dossier_that_asks_for_it(mo, officer):
    paper, other = make_paper(mo), make_citizen("Lê Văn Hùng")
    asks = Within(paper.owner, "dossier:7", frozenset({DEATH_EXTRACT}))
    of_others = Within(Owner(citizen_id=other.pk), "dossier:8", frozenset({DEATH_EXTRACT}))

    assert queries.paper_for(person_of(mo), paper.key) == paper
    assert queries.paper_for(officer, paper.key, asks) == paper
    for who, view in [(person_of(other), None), (person_of(other), asks), (officer, None), (officer, of_others),
                      (officer, Within(paper.owner, "dossier:7", frozenset({MARITAL_STATUS})))]:  # fmt: skip
        with pytest.raises(NotVisible):
            queries.paper_for(who, paper.key, view)


def test_each_opening_by_an_official_is_there_for_the_owner_to_read(mo, officer):
    paper = make_paper(mo)
    view = Within(paper.owner, "dossier:7", frozenset({DEATH_EXTRACT}))

    actions.open_paper(officer, paper.key, view, purpose="Số hoá giấy tờ", now=NOON)

    ((opening,),) = queries.openings_of([paper]).values()
    assert (opening.actor_name, opening.facts["subject"]) == ("Lê Văn Cần", "dossier:7")
    assert [(look.who, look.purpose) for look in looks_at(mo.pk)] == [("Lê Văn Cần", "Số hoá giấy tờ")]


def offered(mo, *parts):
    return queries.offers(person_of(mo), Owner(citizen_id=mo.pk), parts, subject="procedure:1.004873", on=TODAY)


def test_a_part_is_offered_what_was_reviewed_for_its_words_and_nothing_else(mo):
    paper = make_paper(mo)
    make_paper(mo, type_code=MARITAL_STATUS, number="5/XN")

    assert offered(mo, TAKES) == {"TP03": [paper]}
    assert offered(mo, PartAsked("1.004873", "TP03", "Trích lục khai tử")) == {}  # reworded since it was reviewed
    AcceptedType.objects.filter(procedure_code="1.004873").delete()
    assert offered(mo, TAKES) == {}


@pytest.mark.parametrize("how", ["expired", "withdrawn", "superseded"])
def test_what_counts_no_more_is_offered_nowhere_and_refused_where_it_was_chosen(mo, how):
    paper = make_paper(mo, **({"valid_to": date(2026, 11, 22)} if how == "expired" else {}))
    if how == "withdrawn":
        actions.withdraw_paper(HOUSE, paper, reason="Quét nhầm giấy của người khác", now=NOON)
    if how == "superseded":
        better = actions.PaperIn(DEATH_EXTRACT, paper.title, make_file(b"%PDF-1.7 c"), paper.source, number="12/TLKT",
                                 issuer=paper.issuer)  # fmt: skip
        after = actions.store_paper(HOUSE, paper.owner, better, replaces=paper, now=NOON)
        paper.refresh_from_db()
        assert offered(mo, TAKES) == {"TP03": [after]}
        assert paper.superseded_by == after
    else:
        assert offered(mo, TAKES) == {}

    with pytest.raises(Refused, match="paper-expired" if how == "expired" else "paper-gone"):
        queries.usable(person_of(mo), paper.owner, TAKES, paper.key, subject="procedure:1.004873", on=TODAY)


def test_a_type_whose_law_sets_an_end_ends_by_itself(mo):
    assert make_paper(mo, type_code=MARITAL_STATUS, issued_on=date(2026, 8, 31)).valid_to == date(2027, 2, 28)
    assert make_paper(mo).valid_to is None


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [(date(2026, 1, 15), 6, date(2026, 7, 15)), (date(2026, 8, 31), 6, date(2027, 2, 28)),
     (date(2023, 8, 31), 6, date(2024, 2, 29)), (date(2026, 12, 1), 1, date(2027, 1, 1))],
)  # fmt: skip
def test_a_term_in_months_ends_on_the_same_day_or_the_last_of_its_month(issued, months, last):
    assert last_day(issued, months) == last


def test_both_days_of_a_validity_count():
    days = {"is_kept": True, "valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 3)}

    assert [standing(**days, on=date(2026, 1, day)) for day in (1, 2, 3, 4)] == [
        Standing.NOT_YET, Standing.VALID, Standing.VALID, Standing.EXPIRED,
    ]  # fmt: skip
