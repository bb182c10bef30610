"""What must always be true is true of a province that has lived, and is named once it is not."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tinhso.config.invariants import INVARIANTS
from tinhso.government.dossiers import actions
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, OneStop, dossier_in, make_dossier, make_one_stop
from tinhso.ground.files.models import StoredFile

# Each way in which rows may go wrong, who finds it, and a word of what it says. Never possible through the actions:
# constraints and triggers sleep while it is done.
BREAKAGES = [
    ("UPDATE journal_entry SET facts = '{}' WHERE id = (SELECT min(id) FROM journal_entry)",
     "journal.chains", "altered"),
    ("UPDATE web_idempotentanswer SET status = 0", "web.answers", "chưa có câu trả lời"),
    ("UPDATE workflow_clocksegment SET number = 3 WHERE clock_id = (SELECT min(id) FROM workflow_clock)",
     "workflow.segments", "số đoạn không liền nhau"),
    ("UPDATE workflow_clock SET pause_count = 2 WHERE id = (SELECT min(id) FROM workflow_clock)",
     "workflow.pauses", "tạm dừng"),
    ("UPDATE workflow_clock SET due_at = due_at + interval '1 day', "
     "original_due_at = original_due_at + interval '1 day' WHERE id = (SELECT min(id) FROM workflow_clock)",
     "workflow.promises", "tính lại được"),
    ("UPDATE workflow_clock SET original_due_at = original_due_at - interval '1 day'", "workflow.changes", "không nối"),
    ("UPDATE signing_signedpaper SET wanted_level = 'B-LTA', level = 'B-B', next_proof_at = NULL, state = 'SEALED'",
     "signing.proofs", "không còn được xử lý tiếp"),
    ("UPDATE payments_charge SET state = 'PAID', paid_at = now()", "payments.once", "không có lần nộp nào"),
    ("INSERT INTO payments_receiptseries (agency_id, year, last_place) SELECT min(id), 1999, 2 FROM people_agency",
     "payments.receipts", "ghi 2 số, có 0"),
    ("UPDATE notifications_message SET state = 'QUEUED', next_try_at = NULL", "notifications.waiting", "đang chờ"),
    ("DELETE FROM dossiers_dossier WHERE id = (SELECT min(id) FROM dossiers_dossier)", "dossiers.codes", "hụt"),
    ("UPDATE dossiers_codecounter SET last_number = last_number + 1", "dossiers.codes", "đã cấp"),
    ("UPDATE dossiers_dossier SET code = regexp_replace(code, '\\d+$', '00001') "
     "WHERE id = (SELECT min(id) + 1 FROM dossiers_dossier)", "dossiers.codes", "trùng số"),
    ("UPDATE dossiers_dossier SET filed_at = filed_at - interval '150 minutes' "
     "WHERE id = (SELECT max(id) FROM dossiers_dossier)", "dossiers.codes", "sớm hơn"),
    ("UPDATE dossiers_dossier SET desk = 'NOBODY'", "dossiers.owners", "bàn không khớp"),
    ("UPDATE dossiers_dossier SET due_at = due_at + interval '1 hour'", "dossiers.clocks", "khác hạn của đồng hồ"),
    ("UPDATE dossiers_dossier SET state = 'CONSULTING'", "dossiers.lives", "bảng ghi CONSULTING"),
    ("DELETE FROM journal_entry WHERE kind = 'dossiers.received'", "dossiers.lives", "không thể theo sau"),
    ("UPDATE dossiers_deskcount SET dossiers = dossiers + 1", "dossiers.counts", "đếm lệch"),
    ("UPDATE dossiers_result SET number = ''", "dossiers.results", "chưa có số"),
    ("UPDATE dossiers_result SET number = replace(number, split_part(number, '/', 1), '99')",
     "dossiers.results", "không có trong sổ"),
    ("UPDATE dossiers_issuedpaper SET next_try_at = NULL, problem = '', paper_id = NULL", "dossiers.papers", "chưa ký"),
    ("DELETE FROM dossiers_issuedpaper", "dossiers.papers", "không có giấy tiếp nhận"),
    ("UPDATE dossiers_dossier SET fee_paid_at = now(), fee_vnd = 1", "dossiers.fees", "ghi đã nộp đủ"),
    ("UPDATE procrastinate_jobs SET status = 'failed', task_name = 'dossiers.tell_moved'", "jobs", "không ai làm lại"),
]  # fmt: skip
CHECKS = {one.name: one for one in INVARIANTS}


@pytest.fixture
def lived(db: None) -> OneStop:
    """A one-stop with a dossier in hand, one returned with its sealed result, and one that owes a fee."""
    place = make_one_stop()
    dossier_in(place, "IN_PROCESS")
    ended = dossier_in(place, "SIGNED", now=MONDAY + HOUR)
    actions.issue(place.clerk, ended, now=MONDAY + 2 * HOUR)
    make_dossier(place, code="2.000815", now=MONDAY + 3 * HOUR, delivery="COUNTER")
    actions.fold_counts()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO web_idempotentanswer (caller, key, request_hash, status, content_type, body) "
            "VALUES ('client:1', 'k', '', 201, '', '')"
        )
    return place


def test_all_promises_hold_for_rows_that_the_actions_wrote_and_each_breakage_is_named(lived, capsys):
    call_command("verify_province", "--quick")
    assert "tất cả đều đúng" in capsys.readouterr().out

    for breakage, name, word in BREAKAGES:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("ALTER TABLE dossiers_dossier DROP CONSTRAINT dossiers_open_has_owner")
                cursor.execute(breakage.replace("%", "%%"))
                assert cursor.rowcount, breakage
            verdict = CHECKS[name].check()
            assert verdict.broken, breakage
            assert any(word in one for one in verdict.named), (breakage, verdict.named)
            transaction.set_rollback(True)


def test_the_command_fails_and_names_the_first_broken_rows(lived, capsys):
    file = StoredFile.objects.order_by("pk")[0]
    StoredFile.objects.filter(pk=file.pk).update(size_bytes=file.size_bytes + 1)

    with pytest.raises(SystemExit) as ended:
        call_command("verify_province", "--only", "files.present")

    assert ended.value.code == 1
    assert f"sai dung lượng: {file.sha256}" in capsys.readouterr().out
