"""What must always be true of messages: one that waits will be tried."""

from __future__ import annotations

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict

FORGOTTEN = """
SELECT 'thông báo ' || template || ' về ' || about || ' (id ' || id || '): ' || CASE WHEN state = 'QUEUED'
    THEN 'đang chờ mà không có giờ gửi' ELSE 'ghi đã gửi mà không có giờ gửi' END
FROM notifications_message WHERE (state = 'QUEUED' AND next_try_at IS NULL) OR (state = 'SENT' AND sent_at IS NULL)
ORDER BY id
"""


def messages() -> Verdict:
    """A message that waits has a time at which it is tried, so that the sweep finds it whatever became of its job."""
    return checked("notifications_message", FORGOTTEN)


INVARIANTS = (Invariant("notifications.waiting", "Thông báo đang chờ đều có giờ gửi tiếp theo", messages),)
