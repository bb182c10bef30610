"""How the backups stand: what a watch asks each hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
from django.conf import settings

from tinhso.config.backup import cluster, manifest, places, streaming
from tinhso.config.backup.events import DrillFailed, DrillPassed
from tinhso.config.backup.places import Store
from tinhso.config.backup.saying import megabytes, seconds
from tinhso.config.launch import state
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.journal.queries import entries_about

OLDEST_BACKUP = timedelta(hours=26)
OLDEST_DRILL = timedelta(days=90)
MOST_BEHIND_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Standing:
    """Lines to read, and the problems among them: none means that all is well."""

    lines: list[str]
    problems: list[str]


def standing(store: Store, *, now: datetime) -> Standing:
    """Backups, the stream of WAL and the last drill."""
    lines, problems = [f"Kho sao lưu: {store.root}"], []
    names = store.names()
    for name in names:
        try:
            found = manifest.read(store.sets / name, state.secret("backup"))
            size = megabytes(found.size_bytes)
            lines.append(f"  {name}: {size}, {found.contents['count']} tệp, xong {format_moment(found.ended_at)}")
        except Refused as refused:
            problems.append(refused.sentence)
    if not names:
        problems.append("Chưa có bản sao lưu nào.")
    elif now - places.moment_of(names[-1]) > OLDEST_BACKUP:
        problems.append(f"Bản mới nhất đã cũ: {format_moment(places.moment_of(names[-1]))}.")
    told, wrong = _stream()
    said, missing = _drill(now)
    return Standing([*lines, *told, *said], [*problems, *wrong, *missing])


def _stream() -> tuple[list[str], list[str]]:
    with psycopg.connect(cluster.address(), autocommit=True) as connection:
        slot = streaming.slot_of(connection)
    if slot and slot["active"]:
        behind = int(str(slot["behind_bytes"] or 0))
        late = [f"WAL đến chậm: còn {behind // 1_000_000} MB chưa nhận."] if behind > MOST_BEHIND_BYTES else []
        return [f"WAL: đang nhận liên tục, còn {behind} byte chưa tới."], late
    if slot:
        return [], ["Không có tiến trình nào nhận WAL, mà máy chủ vẫn giữ WAL cho nó (./manage.py backup --end-wal)."]
    if settings.BACKUP_ON:
        return [], ["Không có tiến trình nào nhận WAL."]
    return ["WAL: không nhận (chưa đặt TINHSO_BACKUP); chỉ khôi phục được về lúc sao lưu."], []


def _drill(now: datetime) -> tuple[list[str], list[str]]:
    ended = entries_about(DrillPassed.about).filter(kind__in=[DrillPassed.kind, DrillFailed.kind]).last()
    if ended is None:
        return [], ["Chưa diễn tập khôi phục lần nào: ./manage.py restore_drill."]
    if ended.kind == DrillFailed.kind:
        return [], [f"Lần diễn tập {format_moment(ended.at)} không đạt: {ended.facts['faults'][0]}"]
    spent = seconds(ended.facts["seconds"]["restore"])
    line = f"Diễn tập khôi phục: đạt, {format_moment(ended.at)}, khôi phục mất {spent}."
    old = [f"Lần diễn tập cuối đã quá {OLDEST_DRILL.days} ngày."] if now - ended.at > OLDEST_DRILL else []
    return [line], old
