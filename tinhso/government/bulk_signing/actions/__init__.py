"""Every change of a session of bulk signing, by topic."""

from tinhso.government.bulk_signing.actions.listing import close, leave_out, open_session, renew, send_back, take_in
from tinhso.government.bulk_signing.actions.signing import resume, sign_next, start, stop, wake

__all__ = [
    "close",
    "leave_out",
    "open_session",
    "renew",
    "resume",
    "send_back",
    "sign_next",
    "start",
    "stop",
    "take_in",
    "wake",
]
