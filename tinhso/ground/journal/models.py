"""The journal's tables. Rows are written by one database function and never change."""

from django.db import models

from tinhso.ground.acts.pieces import Pieces


class Entry(models.Model):
    """Dòng nhật ký: one fact, hash-chained to the one before it in its chain.

    hash = sha256(prev_hash, chain, seq, kind, at, actor, subject, facts), computed in the database,
    so a row that was altered, removed or slipped in breaks its chain. Kept in PIECES; a place in a chain is unique
    within each of them.
    """

    chain = models.SmallIntegerField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_ref = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200)
    subject = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    # The writing transaction: ids alone do not tell the order of commits, and a reader must not skip one.
    xact = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="journal_entry_subject"),
            models.Index(fields=["xact", "id"], name="journal_entry_reading_order"),
        ]


PIECES = Pieces(
    "journal_entry",
    10_000_000,
    own=(
        "CREATE UNIQUE INDEX {piece}_place ON {piece} (chain, seq)",
        "CREATE TRIGGER {piece}_no_truncate BEFORE TRUNCATE ON {piece}"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
    ),
)


class ChainHead(models.Model):
    """Đầu chuỗi: the newest place and hash of a chain; locked while a row is appended."""

    chain = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)


class Cursor(models.Model):
    """Con trỏ đọc: how far one reader of the journal has come."""

    reader = models.CharField(max_length=80, primary_key=True)
    xact = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)
