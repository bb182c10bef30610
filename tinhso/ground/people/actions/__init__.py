"""What may be done to people, by topic."""

from tinhso.ground.people.actions.citizens import (
    Arrival,
    arrive,
    forget_contact_details,
    save_contact_details,
    save_organisation_contact,
)
from tinhso.ground.people.actions.clients import look_at, make_api_client, revoke_api_client
from tinhso.ground.people.actions.factors import (
    add_passkey,
    enrol_totp,
    remove_passkey,
    renew_recovery_codes,
    reseal_factors,
    spend_code,
    spend_passkey,
)
from tinhso.ground.people.actions.failures import forgive_failed_sign_ins, note_failed_sign_in
from tinhso.ground.people.actions.passwords import set_password
from tinhso.ground.people.actions.sign_ins import (
    end_every_sign_in,
    end_other_sign_ins,
    end_sign_in,
    forget_what_expired,
    open_sign_in,
    touch_sign_in,
)
from tinhso.ground.people.actions.substitutes import enter_substitution
from tinhso.ground.people.actions.succession import succeed_agencies

__all__ = [
    "Arrival",
    "add_passkey",
    "arrive",
    "end_every_sign_in",
    "end_other_sign_ins",
    "end_sign_in",
    "enrol_totp",
    "enter_substitution",
    "forget_contact_details",
    "forget_what_expired",
    "forgive_failed_sign_ins",
    "look_at",
    "make_api_client",
    "note_failed_sign_in",
    "open_sign_in",
    "remove_passkey",
    "renew_recovery_codes",
    "reseal_factors",
    "revoke_api_client",
    "save_contact_details",
    "save_organisation_contact",
    "set_password",
    "spend_code",
    "spend_passkey",
    "succeed_agencies",
    "touch_sign_in",
]
