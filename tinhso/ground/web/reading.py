"""Vietnamese sentences read in the language of the reader.

What was written down (a promise with its reasons, a refusal, a message) is Vietnamese, as the law wants it,
and stays so. Its English is a reading of it: by the catalogue in locale/, sentence by sentence, where a
sentence of the catalogue may have gaps, `%(name)s`, whose content is read in turn.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from django.utils.translation import get_language, gettext, override
from django.utils.translation.trans_real import catalog

_GAP = re.compile(r"%\((\w+)\)s")
_FIGURES = frozenset({"count", "date", "time"})  # gaps of these names take figures only


def reading(text: object) -> str:
    """The text for today's reader: itself in Vietnamese; in English what the catalogue says of it, if anything."""
    written = "" if text is None else str(text)
    return _english(written) if written and get_language() == "en" else written


@lru_cache(maxsize=4096)
def _english(text: str) -> str:
    said = gettext(text)
    if said != text:
        return said
    for pattern, english in _sentences_with_gaps():
        if found := pattern.fullmatch(text):
            return english % {name: _english(part) for name, part in found.groupdict().items()}
    if "; " in text:
        end = "." if text.endswith(".") else ""
        return "; ".join(_english(part) for part in text.removesuffix(".").split("; ")) + end
    return text


@cache
def _sentences_with_gaps() -> list[tuple[re.Pattern[str], str]]:
    """Sentences of the catalogue that have gaps; those with the most words of their own come first."""
    with override("en"):
        entries = catalog()._catalog.items()  # type: ignore[attr-defined]
        known = [(vi, en) for vi, en in entries if isinstance(vi, str) and _GAP.search(vi) and en]
    known.sort(key=lambda pair: -len(_GAP.sub("", pair[0])))
    return [(_pattern(vi), en) for vi, en in known]


def _pattern(sentence: str) -> re.Pattern[str]:
    """A gap takes anything; the same gap twice must hold the same."""
    parts, known = _GAP.split(sentence.replace("%%", "%")), set()
    written = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            written += re.escape(part)
        else:
            content = r"[\d/:.,]+" if part in _FIGURES else "[^;]+?"
            written += f"(?P={part})" if part in known else f"(?P<{part}>{content})"
            known.add(part)
    return re.compile(written, re.DOTALL)
