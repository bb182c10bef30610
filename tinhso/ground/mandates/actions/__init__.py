"""What may be done with mandates, by topic."""

from tinhso.ground.mandates.actions.consent import ask_code, confirm, confirm_by_code, confirm_by_paper
from tinhso.ground.mandates.actions.ending import close, expire_due
from tinhso.ground.mandates.actions.proposing import Reach, Stated, assist, grant, propose
from tinhso.ground.mandates.actions.succession import succeed_agencies
from tinhso.ground.mandates.actions.using import use

__all__ = [
    "Reach",
    "Stated",
    "ask_code",
    "assist",
    "close",
    "confirm",
    "confirm_by_code",
    "confirm_by_paper",
    "expire_due",
    "grant",
    "propose",
    "succeed_agencies",
    "use",
]
