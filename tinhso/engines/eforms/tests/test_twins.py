"""Server and browser follow the same rules: one file of vectors and a thousand random forms, run through both."""

from __future__ import annotations

import json
import mimetypes
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Route, sync_playwright

from tests.journeys import find_browser
from tinhso.engines.eforms import rules
from tinhso.engines.eforms.loading import read_forms
from tinhso.engines.eforms.rules.sentences import SENTENCES
from tinhso.engines.eforms.tests.factories import TODAY, lunch_schema

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())
SCHEMAS = [lunch_schema(), *(form["schema"] for form in read_forms(settings.ROOT / "seed" / "forms"))]
BROWSER = find_browser.browser()
NODE = shutil.which("node")

TWIN = """
import { evaluate } from "./eforms/language.js";
import { parse, show } from "./eforms/typed.js";
import { problems, seen } from "./eforms/rules.js";
export const judge = ({ language, typed, forms, schemas, sentences, today }) => ({
  language: language.map(({ rule, scope }) => evaluate(rule, (name) => scope[name])),
  typed: typed.map(({ kind, typed }) => { const stored = parse(kind, typed); return [stored, show(kind, stored)]; }),
  forms: forms.map(({ schema, answers }) => {
    const world = seen(schemas[schema], answers);
    return [world.values, [...world.hidden].sort(), problems(schemas[schema], answers, { today, sentences })];
  }),
});
"""


def in_browser(question: dict[str, Any]) -> dict[str, Any]:
    """The browser's answers, under the site's own content security policy: no eval, no inline scripts."""

    def serve(route: Route) -> None:
        name = route.request.url.partition("twins.test/")[2]
        policy = {"Content-Security-Policy": "default-src 'self'"}
        if name == "static/twin.js":
            route.fulfill(body=TWIN, content_type="text/javascript")
        elif name.startswith("static/"):
            found = finders.find(name.removeprefix("static/"))
            route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0])
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html", headers=policy)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-quic"])
        page = browser.new_page()
        page.route("**/*", serve)
        page.goto("http://twins.test/")
        asked = "async (question) => JSON.stringify((await import('/static/twin.js')).judge(question))"
        answers = json.loads(page.evaluate(asked, question))
        browser.close()
    return answers


def in_node(question: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The same modules in Node, laid out as the site serves them."""
    (folder / "package.json").write_text('{"type": "module"}')
    for found in ("eforms/rules.js", "vendor/json-schema/index.js"):
        source = Path(finders.find(found)).parent
        shutil.copytree(source, folder / Path(found).parent)
    (folder / "twin.js").write_text(TWIN)
    (folder / "question.json").write_text(json.dumps(question))
    (folder / "ask.js").write_text(
        "import { readFileSync } from 'node:fs'; import { judge } from './twin.js';"
        "console.log(JSON.stringify(judge(JSON.parse(readFileSync('question.json', 'utf8')))));"
    )
    done = subprocess.run([NODE, "ask.js"], cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


WORDS = ["", "x", "Nguyễn Văn A", "12", "0912345678", "036190001234", "lan@vidu.vn", "31/02/2020", "dài" * 400, "😀"]
NUMBERS = [0, 1, 2, 3, 7, -1, 72.5, 1999, 10**9, 10**15, 0.1, 1e-7, True]
DATES = ["1950-01-01", "1990-02-28", "2004-02-29", "2006-11-23", "2008-11-24", "2026-11-23", "2030-01-01"]


def random_value(field: dict[str, Any], chance: random.Random) -> Any:
    """Mostly what the field wants, sometimes anything at all."""
    kind, roll = rules.kind_of(field), chance.random()
    if roll < 0.15:
        return None
    if roll < 0.25:
        return chance.choice([*WORDS, *NUMBERS, False])
    if kind == "rows":
        cells = rules.schema.rows_of(field)["properties"]
        return [{c: random_value(f, chance) for c, f in cells.items()} for _ in range(chance.randrange(5))]
    if "enum" in field:
        return chance.choice(field["enum"])
    if kind in {"yesno", "checkbox"}:
        return chance.random() < 0.6
    if kind == "date":
        return chance.choice(DATES)
    return chance.choice(NUMBERS if field["type"] in {"integer", "number"} else WORDS)


def random_forms() -> Iterator[dict[str, Any]]:
    chance = random.Random(36)
    for number, schema in enumerate(SCHEMAS):
        for _ in range(40):
            answers = {name: random_value(field, chance) for name, field in schema["properties"].items()}
            yield {"schema": number, "answers": {k: v for k, v in answers.items() if v is not None}}


def compare(ask: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    forms = list(random_forms())
    told = ask({**VECTORS, "forms": forms, "schemas": SCHEMAS, "sentences": SENTENCES, "today": TODAY.isoformat()})

    assert told["language"] == [vector["value"] for vector in VECTORS["language"]]
    assert told["typed"] == [[vector["stored"], vector["shown"]] for vector in VECTORS["typed"]]
    for form, (values, hidden, problems) in zip(forms, told["forms"], strict=True):
        schema = SCHEMAS[form["schema"]]
        world = rules.seen(schema, form["answers"])
        assert values == json.loads(json.dumps(world.values)), (schema["title"], form["answers"])
        assert hidden == sorted(world.hidden)
        assert problems == rules.problems(schema, form["answers"], today=TODAY), (schema["title"], form["answers"])


@pytest.mark.skipif(not BROWSER, reason="NO BROWSER: the browser's half of the forms' rules was not tried here")
def test_the_browser_agrees_with_the_server():
    compare(in_browser)


@pytest.mark.skipif(not NODE, reason="no Node on this machine")
def test_node_agrees_with_the_server(tmp_path):
    compare(lambda question: in_node(question, tmp_path))


@pytest.mark.parametrize("vector", VECTORS["language"], ids=lambda v: json.dumps(v["rule"])[:50])
def test_the_language_gives_what_the_vectors_say(vector):
    value = rules.evaluate(vector["rule"], vector["scope"])

    assert (value, type(value)) == (vector["value"], type(vector["value"]))


@pytest.mark.parametrize("vector", VECTORS["typed"], ids=lambda v: f"{v['kind']} {v['typed']}"[:40])
def test_typed_text_is_read_as_the_vectors_say(vector):
    stored = rules.parse(vector["kind"], vector["typed"])

    assert (stored, rules.show(vector["kind"], stored)) == (vector["stored"], vector["shown"])


@given(st.integers(0, 10**15 - 1))
def test_money_survives_being_shown_and_typed_again(amount):
    assert rules.parse("money", rules.show("money", amount) + " đ") == amount


@given(st.dates(min_value=TODAY.replace(year=1000)))
def test_dates_survive_being_shown_and_typed_again(day):
    assert rules.parse("date", rules.show("date", day.isoformat())) == day.isoformat()


@given(st.integers(0, 10**9), st.integers(0, 999_999))
def test_decimals_survive_being_shown_and_typed_again(whole, millionths):
    value = rules.parse("number", f"{whole},{millionths:06d}")

    assert rules.parse("number", rules.show("number", value)) == value


@given(st.sampled_from(sorted(rules.schema.KINDS - {"rows"})), st.text())
@example("personal_number", "-")
@example("phone", "( )")
def test_reading_what_was_shown_changes_nothing_more(kind, text):
    stored = rules.parse(kind, text)

    assert rules.parse(kind, rules.show(kind, stored)) == stored
