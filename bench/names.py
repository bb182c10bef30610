"""Names of the people in the bench databases, and what is asked of them: words as common as in life."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tinhso.ground.base.vietnamese import fold

# From the most frequent words to rarer ones, with marks and without, whole and with the last word being typed.
NAMED = ("nguyễn văn", "tran huong", "Lê Hoàng Minh", "pham thi ngu", "vũ đức cường", "khong my")
# The same with a procedure: the most frequent one, and rarer ones.
WORDS = (*NAMED, "khai sinh nguyen", "giám hộ phạm thị", "ket hon lan")
CITIZENS = "SELECT personal_number, full_name FROM people_citizen WHERE sort_key LIKE 'bench %'"


def draw_names(connection: psycopg.Connection) -> None:
    """Make pg_temp.some_name(is_woman) for this connection."""
    connection.execute((Path(__file__).parent / "names.sql").read_text())


def names_by_number(connection: psycopg.Connection) -> dict[str, str]:
    """What each bulk citizen is called: a filing for him must say the same."""
    return dict(connection.execute(CITIZENS).fetchall())


def to_bare_words() -> str:
    """NAMED as an array of tsqueries in SQL: all words, the last as it begins."""
    return ", ".join(f"'{' & '.join(fold(words).split())}:*'" for words in NAMED)
