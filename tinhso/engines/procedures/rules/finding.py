"""The words by which a procedure is found: everyday names, old names, abbreviations in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tinhso.ground.base.vietnamese import fold

NATIONAL_CODE = re.compile(r"^\s*(\d\.?\d{6})(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?[HG]\d{2})?\s*$", re.IGNORECASE)
PART_OF_CODE = re.compile(r"^[\d.\s]{3,}$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Short:
    """One abbreviation and what it stands for."""

    short: str
    long: str


def keywords(texts: Iterable[str], aliases: Iterable[str], shorts: Iterable[Short]) -> str:
    """Words to find a version by, one phrase a line: its aliases, the abbreviations of what its texts say, and back.

    texts: what the version says (name, field, agency, result).
    """
    said = f" {' '.join(_WORD.findall(fold(' '.join([*texts, *aliases]))))} "
    phrases = list(aliases)
    for pair in shorts:
        if f" {' '.join(_WORD.findall(fold(pair.long)))} " in said:
            phrases.append(pair.short)
        elif f" {fold(pair.short)} " in said:
            phrases.append(pair.long)
    return "\n".join(dict.fromkeys(phrases))


def code_digits(text: str) -> str:
    """The digits of a whole or partial procedure code, its locality (.H42, .000.00.00.H40) left out; '' for words."""
    whole = NATIONAL_CODE.match(text)
    if whole:
        return whole[1].replace(".", "")
    return re.sub(r"\D", "", text) if PART_OF_CODE.match(text) else ""


def alias_key(text: str) -> str:
    """The key under which an alias is found: the digits of a code, the folded words of anything else."""
    return code_digits(text) or " ".join(_WORD.findall(fold(text)))


def words_of(text: str) -> list[str]:
    """The folded words of a question, at most a dozen, each at most 30 letters: no question is too long to answer."""
    return [word[:30] for word in _WORD.findall(fold(text[:300]))][:12]


def with_long_forms(words: list[str], shorts: Iterable[Short]) -> list[str]:
    """The folded words of a question, its abbreviations spelt out; the same words when it has none."""
    spelt = {fold(pair.short): _WORD.findall(fold(pair.long)) for pair in shorts if " " not in pair.short}
    return [part for word in words for part in spelt.get(word, [word])]
