"""What must always be true of the centre: alerts end with words, a log without gaps, two people, known sources."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict, verdict_of
from tinhso.insight.ioc.models import Feed
from tinhso.insight.ioc.queries.catalogue import indicators
from tinhso.insight.ioc.queries.snapshots import newest
from tinhso.insight.warehouse import queries as warehouse

ENDED = """
SELECT 'cảnh báo ' || a.id || CASE
    WHEN a.state = 'CLOSED' THEN ' đã đóng mà không có giờ hoặc lý do'
    WHEN a.closed_at IS NOT NULL THEN ' còn mở mà có giờ đóng'
    WHEN a.task = '' THEN ' đã giao việc mà không có nhiệm vụ'
    ELSE ' có kết quả mà không ghi kết quả' END
FROM ioc_alert a WHERE
    (a.state = 'CLOSED' AND (a.closed_at IS NULL OR NOT EXISTS (
        SELECT FROM ioc_logline l WHERE l.alert_id = a.id AND l.at = a.closed_at AND l.words <> '')))
    OR (a.state <> 'CLOSED' AND a.closed_at IS NOT NULL)
    OR (a.state IN ('TASKED', 'FED_BACK') AND a.task = '')
    OR (a.state = 'FED_BACK' AND a.feedback = '')
ORDER BY a.id
"""
TWICE = """
SELECT count(*) || ' cảnh báo cùng mở: ' || kind || ' ' || indicator || ' đơn vị ' || unit
FROM ioc_alert WHERE state <> 'CLOSED' GROUP BY kind, indicator, unit HAVING count(*) > 1 ORDER BY indicator, unit
"""
UNJUDGED = """
SELECT 'cảnh báo ' || a.id || ' (' || a.indicator || ') không do ngưỡng nào đã duyệt'
FROM ioc_alert a WHERE a.kind = 'THRESHOLD' AND (a.bound IS NULL OR a.value IS NULL OR NOT EXISTS (
    SELECT FROM ioc_threshold t WHERE t.indicator = a.indicator AND t.state IN ('IN_FORCE', 'ENDED')
        AND t.red = a.bound AND t.decided_at <= a.raised_at))
ORDER BY a.id
"""
ALONE = """
SELECT 'ngưỡng ' || id || ' (' || indicator || ') áp dụng theo lời một người' FROM ioc_threshold
WHERE state IN ('IN_FORCE', 'ENDED')
    AND (decided_by_ref = '' OR decided_by_ref = proposed_by_ref OR decided_at IS NULL OR decided_at < proposed_at)
ORDER BY id
"""
# A job may have looked at its clock some minutes before it writes.
LINES = """
SELECT 'dòng nhật ký ' || l.id || ' không thuộc ca trực của giờ đó' FROM ioc_logline l
LEFT JOIN ioc_shift s ON s.id = l.shift_id
WHERE (s.id IS NOT NULL AND (s.began_at IS NULL OR l.at < s.began_at - interval '5 minutes'
        OR l.at > s.handed_over_at + interval '5 minutes'))
    OR (s.id IS NULL AND EXISTS (SELECT FROM ioc_shift o WHERE l.at > o.began_at + interval '5 minutes'
        AND l.at < coalesce(o.handed_over_at, 'infinity') - interval '5 minutes'))
ORDER BY l.id
"""
SHIFTS = """
SELECT 'ca trực ' || s.id || CASE
    WHEN o.id IS NOT NULL THEN ' trực cùng lúc với ca ' || o.id
    ELSE ' (' || s.state || ') thiếu giờ, lời bàn giao hoặc người ký nhận khác' END
FROM ioc_shift s LEFT JOIN ioc_shift o ON o.id < s.id
    AND tstzrange(o.began_at, coalesce(o.handed_over_at, 'infinity'))
        && tstzrange(s.began_at, coalesce(s.handed_over_at, 'infinity'))
    AND o.began_at IS NOT NULL AND s.began_at IS NOT NULL
WHERE o.id IS NOT NULL
    OR (s.state = 'PLANNED') <> (s.began_at IS NULL)
    OR (s.state IN ('HANDED_OVER', 'SIGNED_OFF') AND (s.handed_over_at IS NULL OR s.note = ''))
    OR (s.state = 'SIGNED_OFF' AND (s.signed_at IS NULL OR s.signed_by_ref IN ('', s.official_ref)))
ORDER BY s.id
"""


def ended() -> Verdict:
    """An alert that is closed says when and why; one that was given away or answered says to whom and what came."""
    return checked("ioc_alert", ENDED)


def once() -> Verdict:
    """No two open alerts speak of the same."""
    return checked("ioc_alert", TWICE)


def judged() -> Verdict:
    """Every alert of a figure comes from a threshold that was in force."""
    return checked("ioc_alert", UNJUDGED)


def by_two() -> Verdict:
    """No threshold was put in force by the one who proposed it."""
    return checked("ioc_threshold", ALONE)


def shifts() -> Verdict:
    """One shift at a time; each is handed over with words and signed off by another."""
    return checked("ioc_shift", SHIFTS)


def lines() -> Verdict:
    """Every line of the log lies in the shift that was on duty."""
    return checked("ioc_logline", LINES)


def sources() -> Verdict:
    """Whatever is shown has a definition and a source that is in force today."""
    today = timezone.localdate()
    known = indicators(today)
    return verdict_of(len(known), _without_source())


def _without_source() -> Iterator[str]:
    today = timezone.localdate()
    there = {
        # One whose source died is still defined; its panel says so and shows no number.
        Feed.METRIC: {one.code for one in [*warehouse.metrics(today), *warehouse.dead_metrics(today)]},
        Feed.STATISTIC: {one.code for one in warehouse.statistics(today)},
    }
    known = [one for one in indicators(today) if one.feed != Feed.NONE]
    for one in known:
        if one.feed_code not in there[Feed(one.feed)]:
            yield f"chỉ tiêu {one.code} hiện số của {one.feed_code}, là số liệu không có trong kho"
        if not one.source or not one.owner:
            yield f"chỉ tiêu {one.code} không nói nguồn hoặc cơ quan chịu trách nhiệm"
    taken = newest()
    shown = {*taken.metrics, *taken.statistics} if taken else set()
    for code in sorted(shown - {one.feed_code for one in known}):
        yield f"ảnh chụp số liệu có {code} mà không chỉ tiêu nào định nghĩa"


INVARIANTS = (
    Invariant("ioc.ended", "Mọi cảnh báo đã đóng có giờ và lý do; đã giao thì có nhiệm vụ, có kết quả", ended),
    Invariant("ioc.once", "Không có hai cảnh báo cùng mở cho một chỉ tiêu, một đơn vị", once),
    Invariant("ioc.judged", "Mọi cảnh báo vượt ngưỡng do một ngưỡng đã duyệt", judged),
    Invariant("ioc.two_people", "Mọi ngưỡng áp dụng theo lời hai người", by_two),
    Invariant("ioc.shifts", "Mỗi lúc một ca trực, bàn giao có lời và người khác ký nhận", shifts),
    Invariant("ioc.log", "Mọi dòng nhật ký nằm trong ca trực của giờ đó", lines),
    Invariant("ioc.sources", "Mọi số hiện trên màn hình có định nghĩa và nguồn", sources),
)
