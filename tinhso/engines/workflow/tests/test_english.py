"""The sentence that explains a due date can be read in English, whatever happened to the dossier."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.engines.workflow.rules import Apology, Pause, promised
from tinhso.engines.workflow.sentences import moved
from tinhso.engines.workflow.tests.test_properties import YEAR, limits, moments
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.rules import SpecialDay, WorkingCalendar
from tinhso.ground.web.reading import reading

VIETNAMESE = re.compile(r"\w*[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]\w*", re.I)
special_days = st.builds(
    SpecialDay, st.sampled_from(YEAR), st.sampled_from(DayKind), st.just("Feast"), st.just("Order 1")
)
calendars = st.lists(special_days, max_size=60).map(WorkingCalendar.of)


@settings(max_examples=150)
@given(moments, limits, calendars, st.booleans(), st.booleans())
def test_every_explanation_of_a_promise_reads_in_english(received_at, limit, calendar, paused, apologised):
    first = promised(received_at, limit, calendar)
    pauses = [Pause(first.at + timedelta(1), first.at + timedelta(9), "rain")] if paused else []
    apology = Apology(first.at, first.at + timedelta(3)) if apologised else None

    due = promised(received_at, limit, calendar, pauses=pauses, apology=apology)

    with override("en"):
        for sentence in (due.sentence, moved(first.at, due.at + timedelta(1), "rain")):
            assert VIETNAMESE.findall(reading(sentence)) == [], sentence
    with override("vi"):
        assert reading(due.sentence) == due.sentence
