"""The portal signs in, hands over, and what it handed over becomes dossiers."""

from tinhso.government.portal_intake.actions.filing import file_arrival, take_again
from tinhso.government.portal_intake.actions.sessions import check_session, open_session
from tinhso.government.portal_intake.actions.taking import hand_over

__all__ = ["check_session", "file_arrival", "hand_over", "open_session", "take_again"]
