"""Forms as data: conditions, calculations, checks; the same rules run here and in the browser.

How a page uses them (docs/how-to/forms.md has the vocabulary and templates):

    GET   draft = queries.draft_for(person, key)
          render {% include "eforms/_step.html" %} with draft, step (code), answers=draft.answers, problems={}
    POST  answers = rules.cleaned(schema, step, request.POST)
          draft = actions.save_step(person, draft, step, answers, now=now)      # right or wrong, nothing is lost
          if rules.row_button(request.POST): show the step again, without problems (a row came or went)
          found = rules.problems(schema, draft.answers, step, today=today)
          if found: show the step again with problems=found, status 422
          else: go to rules.next_step(schema, draft.answers, step), '' after the last: the review page
    review  rules.summary(schema, draft.answers); rules.problems(schema, draft.answers, today=today) over all
            steps must be empty, else rules.step_with(schema, path) says where to go back to
    file    rules.computed(schema, draft.answers): what counts; hidden answers dropped, calculations filled in

`static/eforms/rules.js` is this package's twin; tests/vectors.json is run through both.
"""

from tinhso.engines.eforms.rules.answers import cleaned, computed, prefilled, problems, row_button, summary
from tinhso.engines.eforms.rules.faults import faults
from tinhso.engines.eforms.rules.language import evaluate
from tinhso.engines.eforms.rules.pages import Page, page
from tinhso.engines.eforms.rules.papers import MAX_FILES_PER_PART, TOO_MANY_FILES
from tinhso.engines.eforms.rules.schema import (
    PREFILL_KEYS,
    Schema,
    Section,
    Step,
    expanded,
    kind_of,
    step_of,
    step_with,
)
from tinhso.engines.eforms.rules.spoken import spoken, texts
from tinhso.engines.eforms.rules.typed import parse, show
from tinhso.engines.eforms.rules.world import Seen, next_step, previous_step, seen, steps

__all__ = [
    "MAX_FILES_PER_PART",
    "PREFILL_KEYS",
    "TOO_MANY_FILES",
    "Page",
    "Schema",
    "Section",
    "Seen",
    "Step",
    "cleaned",
    "computed",
    "evaluate",
    "expanded",
    "faults",
    "kind_of",
    "next_step",
    "page",
    "parse",
    "prefilled",
    "previous_step",
    "problems",
    "row_button",
    "seen",
    "show",
    "spoken",
    "step_of",
    "step_with",
    "steps",
    "summary",
    "texts",
]
