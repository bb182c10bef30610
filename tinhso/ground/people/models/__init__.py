"""The tables of people, by topic."""

from tinhso.ground.people.models.accounts import Account
from tinhso.ground.people.models.agencies import Agency, AgencySuccession
from tinhso.ground.people.models.citizens import Citizen, Organisation, Representative
from tinhso.ground.people.models.officials import Official, Post, Role

__all__ = [
    "Account",
    "Agency",
    "AgencySuccession",
    "Citizen",
    "Official",
    "Organisation",
    "Post",
    "Representative",
    "Role",
]
