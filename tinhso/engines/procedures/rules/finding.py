"""The words by which a procedure is found: everyday names, old names, abbreviations in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from tinhso.ground.base.vietnamese import fold

NATIONAL_CODE = re.compile(r"^\s*(\d\.?\d{6})(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?[HG]\d{2})?\s*$", re.IGNORECASE)
PART_OF_CODE = re.compile(r"^[\d.\s]{3,}$")
_WORD = re.compile(r"[^\W_]+")
# Words of a question that say nothing about what is asked for.
COURTESY = frozenset(
    _WORD.findall(
        "thu tuc ho so lam xin can muon toi em anh chi minh hoi ve cho o tai phuong xa tinh nam dinh ninh binh"
        " nhu the nao dau bao lau gi va cua voi la de co duoc khong moi"
    )
)


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


def without_courtesy(words: list[str]) -> list[str]:
    """The words of a question that name something; all of them when none does."""
    return [word for word in words if word not in COURTESY] or words


def pieces_of(word: str) -> list[str]:
    """Every piece of a word that could be a syllable: two to seven letters."""
    return [word[i:j] for i in range(len(word)) for j in range(i + 2, min(len(word), i + 7) + 1)]


def split_into(word: str, uses: Mapping[str, int]) -> list[str]:
    """A word written together as the fewest known syllables, the more usual of equal ones; itself when it cannot be.

    uses: known word -> how many versions say it. dangkykethon: dang ky ket hon, not dang ky ke thon.
    """
    best: list[tuple[int, int, list[str]] | None] = [(0, 0, [])] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 7), end - 1):
            before, piece, here = best[start], word[start:end], best[end]
            if before is None or piece not in uses:
                continue
            rarest = max(before[1], -uses[piece]) if before[2] else -uses[piece]
            candidate = (before[0] + 1, rarest, [*before[2], piece])
            if here is None or candidate < here:
                best[end] = candidate
    whole = best[-1]
    return whole[2] if whole else [word]


def wordings(understood: list[tuple[str, tuple[str, ...], int]]) -> list[str]:
    """Text queries to try in turn: every word; the last one as a beginning; without one word, without two, and so on.

    understood: (asked word, how the catalogue says it, how many say so). At least half of the telling words stay.
    """
    groups = [("(" + " | ".join(known) + ")", uses, asked) for asked, known, uses in understood if known]
    every = " & ".join(group for group, _, _ in groups)
    last = understood[-1][0]
    begun = " & ".join([*(group for group, _, asked in groups if asked != last), f"{last}:*"])
    unsure = last not in understood[-1][1]
    tries = ([begun] if unsure else []) + ([every] if groups else [])
    telling = [group for group, _, asked in groups if asked not in COURTESY] or [group for group, _, _ in groups]
    telling = telling[:7]
    if len(telling) < len(groups):
        tries.append(" & ".join(telling))
    for kept in range(len(telling) - 1, (len(telling) - 1) // 2, -1):
        tries.append(" | ".join(f"({' & '.join(some)})" for some in combinations(telling, kept)))
    return list(dict.fromkeys(tries)) or [begun]
