"""The tables of people, by topic."""

from tinhso.ground.people.models.accounts import Account
from tinhso.ground.people.models.agencies import Agency, AgencyKind, AgencySuccession
from tinhso.ground.people.models.citizens import Citizen, Organisation, Representative
from tinhso.ground.people.models.clients import ROLES_OF_PROGRAMS, ApiClient
from tinhso.ground.people.models.officials import Official, Post, Role, SignsFor, Substitution
from tinhso.ground.people.models.sign_ins import (
    FactorKind,
    FailedSignIn,
    KnownNetwork,
    SecondFactor,
    SignIn,
    SignInStep,
)

__all__ = [
    "ROLES_OF_PROGRAMS",
    "Account",
    "Agency",
    "AgencyKind",
    "AgencySuccession",
    "ApiClient",
    "Citizen",
    "FactorKind",
    "FailedSignIn",
    "KnownNetwork",
    "Official",
    "Organisation",
    "Post",
    "Representative",
    "Role",
    "SecondFactor",
    "SignIn",
    "SignInStep",
    "SignsFor",
    "Substitution",
]
