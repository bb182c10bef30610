"""The checklist of OWASP ASVS 5.0.0, levels 1 and 2: kept in docs/security/asvs.csv, read as docs/security/asvs.md.

Our own words for each requirement; its text is OWASP's (CC BY-SA 4.0). `python -m tests.security.asvs` writes the page.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

from tests.security.parts import ROOT

LIST, PAGE = (ROOT / "docs" / "security" / name for name in ("asvs.csv", "asvs.md"))
MET, OPEN, NOT_APPLICABLE = "met", "open", "n/a"
CHAPTERS = (
    "Encoding and sanitisation", "Validation and business logic", "Web front end", "API and web service", "Files",
    "Authentication", "Sessions", "Authorisation", "Self-contained tokens", "OAuth and OIDC", "Cryptography",
    "Communication", "Configuration", "Data protection", "Coding and architecture", "Logging and errors", "WebRTC",
)  # fmt: skip


@dataclass(frozen=True)
class Requirement:
    """One line. evidence: a test (path::name or path), `review: …` where no test is possible, or the reason."""

    id: str
    level: int
    says: str
    status: str
    evidence: str

    @property
    def chapter(self) -> int:
        """1 to 17."""
        return int(self.id.partition(".")[0])


def requirements() -> list[Requirement]:
    """All lines, in the standard's order."""
    with LIST.open(newline="") as opened:
        rows = csv.DictReader(opened, delimiter="|", quoting=csv.QUOTE_NONE)
        return [Requirement(row["id"], int(row["level"]), row["requirement"], row["status"], row["evidence"])
                for row in rows]  # fmt: skip


def page(lines: list[Requirement]) -> str:
    """The checklist as people read it: what is open first."""
    counts = Counter(line.status for line in lines)
    said = [
        "# OWASP ASVS 5.0.0, levels 1 and 2", "",
        "Generated from `asvs.csv` by `python -m tests.security.asvs`; the words are ours, the standard OWASP's.",
        f"{len(lines)} lines: {counts[MET]} met, {counts[OPEN]} open, {counts[NOT_APPLICABLE]} not applicable."
        " Nobody from outside has examined this.", "",
        "## Open", "", "| line | level | requirement | why |", "| --- | --- | --- | --- |",
        *(f"| {line.id} | {line.level} | {line.says} | {line.evidence} |" for line in lines if line.status == OPEN),
    ]  # fmt: skip
    for number, name in enumerate(CHAPTERS, 1):
        said += [
            "",
            f"## V{number} {name}",
            "",
            "| line | level | requirement | status | shown by |",
            "| --- | --- | --- | --- | --- |",
        ]
        said += [f"| {line.id} | {line.level} | {line.says} | {line.status} | {_shown(line)} |"
                 for line in lines if line.chapter == number]  # fmt: skip
    return "\n".join(said) + "\n"


def _shown(line: Requirement) -> str:
    is_test = line.status == MET and not line.evidence.startswith("review: ")
    return f"`{line.evidence}`" if is_test else line.evidence


if __name__ == "__main__":
    PAGE.write_text(page(requirements()))
