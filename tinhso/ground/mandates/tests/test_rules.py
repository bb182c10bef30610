from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.mandates.lifecycle import LIFECYCLE, ROLE_LABELS, MandateState
from tinhso.ground.mandates.rules import BASES, Kind, Way, adult_on, check_ages, cut, stands, term_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)
EVERYBODY = set(ROLE_LABELS)
moments = st.integers(0, 900).map(lambda days: NOON + timedelta(days=days))
verbs = st.sampled_from(sorted({move.verb for move in LIFECYCLE.moves}))


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=VIETNAM)


@given(st.lists(st.tuples(moments, verbs), max_size=8), st.lists(moments, max_size=6), st.sampled_from(list(Kind)))
def test_any_sequence_of_verbs_leaves_access_exactly_for_the_confirmed_interval(acts, asked, kind):
    state, starts_at, ends_at = MandateState.PROPOSED, None, None
    confirmed = ended = None
    for at, verb in sorted(acts):
        if verb == "expire" and not (ends_at and ends_at <= at):
            continue  # the clock says it of what has run out, of nothing else
        try:
            target = LIFECYCLE.move(state, verb, EVERYBODY)
            if target == MandateState.CONFIRMED:  # refused of a child who has come of age meanwhile
                starts_at, ends_at = term_of(kind, birth_date=date(2010, 3, 1), wished_last_day=None, confirmed_at=at)
        except Refused:
            continue
        state = target
        if state == MandateState.CONFIRMED:
            confirmed, natural = at, ends_at
        elif starts_at is not None:
            ended = at
            ends_at = cut(ends_at, at)
    for at in (*asked, *(at for at, _verb in acts)):
        lasts = confirmed is not None and confirmed <= at
        lasts = lasts and (natural is None or at < natural) and (ended is None or at < ended)
        assert stands(starts_at, ends_at, at) is lasts


def test_what_was_confirmed_is_never_confirmed_again_and_an_end_is_an_end():
    for move in LIFECYCLE.moves:
        assert move.target != MandateState.PROPOSED
        assert (move.target == MandateState.CONFIRMED) == move.verb.startswith("confirm")
        assert move.sources <= {MandateState.PROPOSED, MandateState.CONFIRMED}


@pytest.mark.parametrize(
    ("kind", "born", "wished", "ends"),
    [
        (Kind.PARENT, date(2012, 3, 1), None, midnight(2030, 3, 1)),
        (Kind.PARENT, date(2012, 3, 1), date(2026, 12, 31), midnight(2027, 1, 1)),
        (Kind.PARENT, date(2012, 2, 29), date(2040, 1, 1), midnight(2030, 3, 1)),
        (Kind.GUARDIAN, date(2012, 3, 1), None, midnight(2030, 3, 1)),
        (Kind.GUARDIAN, date(1950, 3, 1), None, None),
        (Kind.AUTHORISED, date(1950, 3, 1), None, midnight(2027, 11, 24)),
        (Kind.AUTHORISED, date(1950, 3, 1), date(2026, 11, 23), midnight(2026, 11, 24)),
        (Kind.EMPLOYEE, None, None, midnight(2027, 11, 24)),
        (Kind.ASSISTED, date(1950, 3, 1), date(2099, 1, 1), NOON + timedelta(days=30)),
    ],
)
def test_a_mandate_lasts_as_the_law_says(kind, born, wished, ends):
    assert term_of(kind, birth_date=born, wished_last_day=wished, confirmed_at=NOON) == (NOON, ends)


def test_on_the_eighteenth_birthday_a_parent_acts_no_more():
    _, ends_at = term_of(Kind.PARENT, birth_date=date(2008, 11, 24), wished_last_day=None, confirmed_at=NOON)

    assert stands(NOON, ends_at, midnight(2026, 11, 24) - timedelta(seconds=1))
    assert not stands(NOON, ends_at, midnight(2026, 11, 24))
    with pytest.raises(Refused, match="of-age"):
        term_of(Kind.PARENT, birth_date=date(2008, 11, 23), wished_last_day=None, confirmed_at=NOON)


@pytest.mark.parametrize(
    ("kind", "principal", "representative", "code"),
    [
        (Kind.PARENT, date(2008, 11, 23), None, "of-age"),
        (Kind.PARENT, None, None, "birth-date-missing"),
        (Kind.PARENT, date(2027, 1, 1), None, "birth-date-wrong"),
        (Kind.AUTHORISED, date(2008, 11, 24), None, "under-age"),
        (Kind.AUTHORISED, date(1950, 1, 1), date(2011, 11, 24), "too-young"),
    ],
)
def test_ages_decide_who_may_represent_whom(kind, principal, representative, code):
    with pytest.raises(Refused, match=code):
        check_ages(kind, principal_born=principal, representative_born=representative, on=NOON.date())


def test_only_what_is_given_freely_rests_on_a_word_or_a_code():
    for kind, basis in BASES.items():
        assert basis.ways
        assert basis.of_law == (kind in {Kind.PARENT, Kind.GUARDIAN})
        assert not (basis.of_law and basis.ways != {Way.PAPER})
    assert [kind for kind, basis in BASES.items() if Way.WORD in basis.ways] == [Kind.ASSISTED]
    assert adult_on(date(2008, 2, 29)) == date(2026, 3, 1)
