"""The English catalogue: compiled as written, and complete for the pages that citizens read."""

from __future__ import annotations

import ast
import gettext
import re
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tinhso.government.dossiers.lifecycle import NATIONAL_NAMES, Desk, DossierState
from tinhso.government.dossiers.papers.forms import title
from tinhso.government.dossiers.queries.issued import ACTS
from tinhso.government.dossiers.rules import SCORES, Reason
from tinhso.government.dossiers.tests.factories import dossier_in, make_one_stop
from tinhso.government.public_services.rules import PLAIN_WORDS
from tinhso.government.public_services.situations import SITUATIONS
from tinhso.government.public_services.story import MOVED
from tinhso.government.public_services.tests.factories import AtHome

FOLDER = settings.ROOT / "tinhso" / "locale" / "en" / "LC_MESSAGES"
ROOMS = ("front/home", "government/public_services", "ground/web", "engines/payments", "engines/notifications")


def written() -> dict[str, str]:
    """msgid -> msgstr of the text catalogue; of a plural, the first form."""
    text = (FOLDER / "django.po").read_text()
    pairs = re.findall(r'^msgid (".*")\n(?:msgid_plural .*\n)?msgstr(?:\[0\])? (".*")$', text, re.M)
    return {ast.literal_eval(vi): ast.literal_eval(en) for vi, en in pairs if vi != '""'}


def compiled() -> dict[str, str]:
    with (FOLDER / "django.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    return {
        vi: catalogue.gettext(vi) if vi in catalogue._catalog else catalogue.ngettext(vi, vi, 1) for vi in written()
    }


def test_the_compiled_catalogue_says_what_is_written():
    assert compiled() == written()


def test_no_page_of_a_citizen_has_an_untranslated_message():
    known = written()
    templates = [p for room in ROOMS for p in (settings.ROOT / "tinhso" / room).rglob("templates/**/*.html")]
    asked = {
        (words, path.name)
        for path in templates
        for _quote, words in re.findall(r"""\{% trans (["'])(.*?)\1 %\}""", path.read_text())
    }

    assert templates
    assert sorted(one for one in asked if not known.get(one[0])) == []


def test_the_switch_turns_the_front_page_into_english(client, db):
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})

    page = client.get("/").content.decode()

    assert "What do you need to do?" in page
    with override("en"):
        assert [str(one.title) for one in SITUATIONS][:2] == ["Having a child", "Marriage"]


def test_every_sentence_of_a_dossiers_course_is_known_in_english():
    known = written()
    sentences = {words for words, _tone in PLAIN_WORDS.values()} | set(SCORES.values())
    sentences |= set(MOVED.values()) | {reason.label for reason in Reason}
    sentences |= {state.label for state in DossierState} | {desk.label for desk in Desk} | set(NATIONAL_NAMES.values())
    sentences |= {title(form, date(2026, 11, 23)) for form in ACTS}
    files = [settings.ROOT / "tinhso" / name for name in ("government/public_services/story.py", "front/home/lines.py")]
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    sentences |= {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") in {"_", "gettext_noop"} and isinstance(call.args[0], ast.Constant)
    }

    assert len(sentences) > 100
    assert sorted(words for words in sentences if not known.get(words)) == []


def test_a_dossier_tells_its_course_in_the_language_that_was_chosen(db):
    place = make_one_stop(on=timezone.now())
    dossier = dossier_in(place, "RETURNED", now=timezone.now())
    mo = AtHome(place.citizen)
    address = reverse("public_services:dossier", args=[dossier.code])

    vietnamese = mo.client.get(address).text
    mo.client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    english, mine = mo.client.get(address).text, mo.client.get("/cua-toi/").text

    assert "Bạn đã nộp hồ sơ." in vietnamese
    assert "You filed the application." in english
    assert "The result was handed to you." in english
    assert "Bạn đã nộp hồ sơ." not in english
    assert "Result handed over" in mine
    assert "handed over on" in mine
