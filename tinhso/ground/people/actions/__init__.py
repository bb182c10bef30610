"""What may be done to people, by topic."""

from tinhso.ground.people.actions.citizens import Arrival, arrive, save_contact_details
from tinhso.ground.people.actions.clients import look_at, make_api_client
from tinhso.ground.people.actions.factors import enrol_totp, renew_recovery_codes, spend_code
from tinhso.ground.people.actions.sign_ins import end_other_sign_ins, end_sign_in, open_sign_in, touch_sign_in

__all__ = [
    "Arrival",
    "arrive",
    "end_other_sign_ins",
    "end_sign_in",
    "enrol_totp",
    "look_at",
    "make_api_client",
    "open_sign_in",
    "renew_recovery_codes",
    "save_contact_details",
    "spend_code",
    "touch_sign_in",
]
