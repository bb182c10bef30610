"""What is kept about officials' accounts: links that were made, all of duty."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.ground.staff_accounts.models import Invitation

KEPT = ()
OF_DUTY = (OfDuty(Invitation, "Thư mời đặt mật khẩu"),)
IMPERSONAL = ()
