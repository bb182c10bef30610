"""A journal that was rewritten as a whole is found out by what was published before."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tinhso.front.evidence import actions, ledger, queries, rules
from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import record_all
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import first_break

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
US = System("journal")


@dataclass(frozen=True)
class StoneLaid:
    """A test fact."""

    kind: ClassVar[str] = "test.stone_laid"
    about: ClassVar[str] = "stone:{number}"
    number: int


@pytest.fixture(autouse=True)
def heads_file(settings, tmp_path) -> Path:
    settings.JOURNAL_HEADS = tmp_path / "outside" / "heads.jsonl"
    return settings.JOURNAL_HEADS


def lay(*numbers: int) -> None:
    record_all(US, [StoneLaid(number) for number in numbers], at=NOON)


def publish(hours: int = 0) -> rules.Statement:
    return actions.publish_heads(US, now=NOON + timedelta(hours=hours))


def rewrite(entry: Entry, facts: dict) -> None:
    """All that a database administrator can do: change a row, then hash its chain and the head anew."""
    with connection.cursor() as sql:
        sql.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        sql.execute("UPDATE journal_entry SET facts = %s WHERE id = %s", [json.dumps(facts), entry.id])
        rows = Entry.objects.filter(chain=entry.chain, seq__gte=entry.seq).order_by("seq").values_list("id", flat=True)
        for row in rows:
            sql.execute(
                """UPDATE journal_entry e SET prev_hash = b.hash, hash = journal_hash(
                       b.hash, e.chain, e.seq, e.kind, e.at, e.actor_ref, e.actor_name, e.subject, e.facts)
                   FROM (SELECT coalesce((SELECT hash FROM journal_entry WHERE (chain, seq) =
                       (SELECT chain, seq - 1 FROM journal_entry WHERE id = %s)), ''::bytea) AS hash) b
                   WHERE e.id = %s""",
                [row, row],
            )
        sql.execute(
            """UPDATE journal_chainhead h SET hash = e.hash FROM journal_entry e
               WHERE e.chain = h.chain AND e.seq = h.seq AND h.chain = %s""",
            [entry.chain],
        )
        sql.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")


def verify(path: Path | None = None) -> str:
    said = StringIO()
    call_command("verify_journal", *(["--against", str(path)] if path else []), stdout=said)
    return said.getvalue()


def test_a_whole_chain_rewritten_with_its_head_is_named_by_chain_and_row(heads_file):
    lay(1, 2)
    first = publish()
    lay(3, 4)
    publish(1)
    third = Entry.objects.get(subject="stone:3")
    assert "Khớp 2 bản công bố" in verify(heads_file)

    rewrite(third, {"number": 33})

    assert first_break() is None  # the database alone sees nothing
    assert "nguyên vẹn" in verify()
    good, stated = (
        next(seq for chain, seq, _ in statement.heads if chain == third.chain)
        for statement in (first, queries.newest_statement())
    )
    assert good < third.seq < stated
    with pytest.raises(CommandError) as told:
        verify(heads_file)
    assert f"chuỗi {third.chain}, dòng {stated} (bản số 2," in str(told.value)
    assert f"trong khoảng {good + 1}–{stated}" in str(told.value)


def test_rows_written_after_the_last_statement_are_no_disagreement(heads_file):
    lay(1)
    publish()
    lay(2)

    assert "nguyên vẹn" in verify(heads_file)


def test_a_tail_that_was_cut_off_with_its_head_is_missed(heads_file):
    lay(1, 2, 3)
    publish()
    last = Entry.objects.get(subject="stone:3")
    with connection.cursor() as sql:
        sql.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        sql.execute("DELETE FROM journal_entry WHERE chain = %s AND seq >= %s", [last.chain, last.seq])
        sql.execute(
            "UPDATE journal_chainhead SET seq = %s, hash = %s WHERE chain = %s",
            [last.seq - 1, last.prev_hash, last.chain],
        )
        sql.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")

    assert first_break() is None
    with pytest.raises(CommandError, match=f"chuỗi {last.chain}, dòng {last.seq} "):
        verify(heads_file)


def test_a_statement_that_was_changed_or_left_out_is_named(heads_file):
    for hour in range(3):
        lay(hour)
        publish(hour)
    whole = heads_file.read_text().splitlines()

    heads_file.write_text("\n".join([whole[0], whole[2]]) + "\n")
    with pytest.raises(CommandError, match="bản số 3 không nối"):
        verify(heads_file)

    changed = json.loads(whole[2])
    changed["statement"] = changed["statement"].replace("2026-11-20", "2026-11-21")
    heads_file.write_text("\n".join([*whole[:2], json.dumps(changed)]) + "\n")
    with pytest.raises(CommandError, match="Bản công bố số 3: nội dung đã bị sửa sau khi ký"):
        verify(heads_file)

    heads_file.write_text("")
    with pytest.raises(CommandError, match="không có bản công bố nào"):
        verify(heads_file)


def test_statements_follow_each_other_also_after_a_line_that_a_power_cut_tore_off(heads_file):
    lay(1)
    first = publish()
    with heads_file.open("a") as file:
        file.write('{"signature":"MII')

    second = publish(1)

    assert (first.number, second.number, second.previous) == (1, 2, first.digest)
    assert [one.number for one in ledger.statements(heads_file)] == [1, 2]
    assert "Khớp 2 bản công bố" in verify(heads_file)


def test_the_journal_keeps_what_was_published():
    lay(1)

    statement = publish()

    told = Entry.objects.get(kind="evidence.heads_published").facts
    assert (told["number"], told["sha256"]) == (1, statement.digest)


def test_anyone_reads_the_heads_and_checks_the_signature_with_openssl(client, tmp_path):
    lay(1)
    statement = publish()

    page = client.get("/so-nhat-ky/").content.decode()
    line = json.loads(client.get("/so-nhat-ky/moi-nhat.json").content)
    whole = b"".join(client.get("/so-nhat-ky/tat-ca.jsonl").streaming_content).decode()
    (tmp_path / "roots.pem").write_bytes(client.get("/so-nhat-ky/chung-thu-goc.pem").content)
    (tmp_path / "text").write_bytes(line["statement"].encode())
    (tmp_path / "signature").write_bytes(b64decode(line["signature"]))

    assert all(digest in page for _chain, _seq, digest in statement.heads)
    assert whole == statement.line + "\n"
    checked = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "text",
         "-CAfile", "roots.pem", "-purpose", "any"], cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr.decode()
    assert checked.stdout.decode() == line["statement"]


def test_before_the_first_statement_the_page_says_so(client):
    assert "Chưa có bản công bố nào" in client.get("/so-nhat-ky/").content.decode()
    assert client.get("/so-nhat-ky/moi-nhat.json").status_code == 404
    assert client.get("/so-nhat-ky/tat-ca.jsonl").status_code == 404


def test_a_broken_chain_still_fails_without_a_file():
    lay(1, 2, 3)
    with connection.cursor() as sql:
        sql.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        sql.execute("UPDATE journal_entry SET actor_name = 'Người khác' WHERE subject = 'stone:2'")
        sql.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")

    with pytest.raises(CommandError, match="Nhật ký hỏng"):
        verify()
    with pytest.raises(CommandError, match="Không có tệp"):
        verify(Path("/nowhere"))
