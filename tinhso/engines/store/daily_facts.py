"""Papers kept in the stores of citizens and organisations, as those who count see them; never whose they are."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

DAILY_FACTS = Facts(
    name="stored_papers",
    words="Một dòng là một giấy tờ đưa vào kho của người dân, tổ chức",
    columns={
        "paper": "BIGINT", "agency": "BIGINT", "type": "VARCHAR", "source": "VARCHAR", "state": "VARCHAR",
        "of_organisation": "BOOLEAN", "stored_at": "TIMESTAMP",
    },
    table="store_storedpaper",
    begun="stored_at",
    # Whose official put it there is written as a name, so a paper counts for the province alone.
    rows="""
SELECT id, 0, type_code, source, state, organisation_id IS NOT NULL, stored_at AT TIME ZONE 'Asia/Ho_Chi_Minh'
FROM store_storedpaper WHERE %(which)s
""",
    subject="stored_paper:",
)  # fmt: skip
