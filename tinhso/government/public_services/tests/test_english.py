"""The English catalogue: compiled as written, and complete for the pages that citizens read."""

from __future__ import annotations

import ast
import gettext
import re

from django.conf import settings
from django.utils.translation import override

from tinhso.government.public_services.situations import SITUATIONS

FOLDER = settings.ROOT / "tinhso" / "locale" / "en" / "LC_MESSAGES"
ROOMS = ("front/home", "government/public_services", "ground/web")


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
