"""Second factors: given, spent, renewed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people import factors
from tinhso.ground.people.events import SecondFactorChanged
from tinhso.ground.people.models import Account, FactorKind, SecondFactor


@transaction.atomic
def enrol_totp(actor: Actor, account: Account, *, secret: bytes, code: str, now: datetime) -> list[str]:
    """Make an authenticator app the second factor; returns fresh recovery codes, to be shown once.

    Refused `wrong-code` unless `code` proves that the app holds the secret.
    """
    step = factors.accepted_step(secret, code, after=0, now=now)
    if step is None:
        raise Refused(
            "wrong-code", "Mã chưa đúng. Hãy nhập 6 chữ số đang hiện trên ứng dụng; mã đổi sau 30 giây.", field="code"
        )
    SecondFactor.objects.filter(account=account, kind=FactorKind.TOTP).delete()
    SecondFactor.objects.create(
        account=account, kind=FactorKind.TOTP, secret=factors.sealed(secret), counter=step, used_at=now
    )
    record(actor, SecondFactorChanged(actor.ref, "TOTP", "added"), at=now)
    return renew_recovery_codes(actor, account, now=now)


@transaction.atomic
def renew_recovery_codes(actor: Actor, account: Account, *, now: datetime) -> list[str]:
    """Replace the recovery codes by ten new ones, to be shown once."""
    codes, salt = factors.fresh_recovery_codes(), factors.fresh_salt()
    SecondFactor.objects.filter(account=account, kind=FactorKind.RECOVERY).delete()
    SecondFactor.objects.bulk_create(
        [
            SecondFactor(account=account, kind=FactorKind.RECOVERY, secret=factors.recovery_hash(code, salt))
            for code in codes
        ]
    )
    record(actor, SecondFactorChanged(actor.ref, "RECOVERY", "renewed"), at=now)
    return codes


@transaction.atomic
def spend_code(account: Account, *, code: str, now: datetime) -> bool:
    """Use up a code of the app or a recovery code; False when it is wrong or already used."""
    compact = "".join(code.split())
    totp = SecondFactor.objects.select_for_update().filter(account=account, kind=FactorKind.TOTP).first()
    if totp and compact.isdecimal():
        step = factors.accepted_step(factors.opened(bytes(totp.secret)), compact, after=totp.counter, now=now)
        if step is None:
            return False
        totp.counter, totp.used_at = step, now
        totp.save(update_fields=["counter", "used_at"])
        return True
    codes = SecondFactor.objects.select_for_update().filter(account=account, kind=FactorKind.RECOVERY)
    stored = factors.matching(compact, [bytes(one.secret) for one in codes])
    spent = codes.filter(secret=stored).delete()[0] if stored else 0
    return bool(spent)


@transaction.atomic
def add_passkey(
    actor: Actor, account: Account, *, credential: bytes, counter: int, name: str, now: datetime
) -> SecondFactor:
    """Let a passkey stand beside the authenticator app."""
    passkey = SecondFactor.objects.create(
        account=account,
        kind=FactorKind.PASSKEY,
        name=nfc(name)[:60] or "Khóa truy cập",
        secret=credential,
        counter=counter,
    )
    record(actor, SecondFactorChanged(actor.ref, "PASSKEY", "added"), at=now)
    return passkey


@transaction.atomic
def spend_passkey(account: Account, *, credential: bytes, counter: int, now: datetime) -> None:
    """Note the use of a passkey. Refused `cloned-passkey` when its signature count does not grow:

    two devices then hold the same key. A count that stays 0 says nothing, as with synced passkeys.
    """
    passkey = SecondFactor.objects.select_for_update().get(account=account, kind=FactorKind.PASSKEY, secret=credential)
    if (counter or passkey.counter) and counter <= passkey.counter:
        raise Refused("cloned-passkey", "Khóa truy cập này có dấu hiệu bị sao chép. Hãy dùng mã xác thực.")
    passkey.counter, passkey.used_at = counter, now
    passkey.save(update_fields=["counter", "used_at"])


@transaction.atomic
def remove_passkey(actor: Actor, account: Account, *, passkey_id: int, now: datetime) -> None:
    """Take a passkey away. NotVisible when it is none of the account's."""
    removed, _ = SecondFactor.objects.filter(account=account, kind=FactorKind.PASSKEY, pk=passkey_id).delete()
    if not removed:
        raise NotVisible("no-such-passkey", "Khóa truy cập này không còn.")
    record(actor, SecondFactorChanged(actor.ref, "PASSKEY", "removed"), at=now)


@transaction.atomic
def reseal_factors() -> int:
    """Put the secrets of all apps under the site's key of today; how many. Nothing changes for anybody, so no event."""
    rows = list(SecondFactor.objects.select_for_update().filter(kind=FactorKind.TOTP))
    for row in rows:
        row.secret = factors.resealed(bytes(row.secret))
    SecondFactor.objects.bulk_update(rows, ["secret"], batch_size=500)
    return len(rows)
