"""What is kept about people themselves: who they are, how they sign in, whom they represent."""

from __future__ import annotations

from tinhso.ground.base.personal import Fate, Kept, OfDuty
from tinhso.ground.people.models import (
    Account,
    Agency,
    AgencySuccession,
    ApiClient,
    Citizen,
    FailedSignIn,
    KnownNetwork,
    Official,
    Organisation,
    Post,
    Representative,
    SecondFactor,
    SignIn,
    Substitution,
)

KEPT = (
    Kept(
        Citizen,
        "Thông tin nhân thân và liên hệ",
        "tai-khoan",
        "lien-he",
        lambda who: Citizen.objects.filter(pk=who.citizen_id),
        fate=Fate.EMPTIED,
        without=("sort_key", "folded_name", "tech_id"),
    ),
    Kept(
        Account,
        "Tài khoản đăng nhập",
        "tai-khoan",
        "tai-khoan",
        lambda who: Account.objects.filter(pk=who.account_id),
        without=("password", "official"),
    ),
    Kept(
        SignIn,
        "Phiên đăng nhập và thiết bị",
        "tai-khoan",
        "phien",
        lambda who: SignIn.objects.filter(account=who.account_id).order_by("-started_at"),
        fate=Fate.ERASED,
        without=("session",),
    ),
    Kept(
        SecondFactor,
        "Cách xác thực thứ hai",
        "tai-khoan",
        "tai-khoan",
        lambda who: SecondFactor.objects.filter(account=who.account_id).order_by("pk"),
        without=("secret", "counter"),
    ),
    Kept(
        Representative,
        "Tổ chức tôi là người đại diện theo pháp luật",
        "tai-khoan",
        "tai-khoan",
        lambda who: Representative.objects.filter(citizen=who.citizen_id).order_by("pk"),
    ),
    Kept(
        Organisation,
        "Tổ chức, hộ kinh doanh tôi đại diện",
        "tai-khoan",
        "tai-khoan",
        lambda who: Organisation.objects.filter(representatives__citizen=who.citizen_id).order_by("pk").distinct(),
        without=("sort_key", "tech_id"),
    ),
)
OF_DUTY = (
    OfDuty(Official, "Cán bộ, công chức"),
    OfDuty(Post, "Vị trí công tác"),
    OfDuty(FailedSignIn, "Lần đăng nhập không thành công"),
    OfDuty(KnownNetwork, "Nơi quen đăng nhập"),
    OfDuty(Substitution, "Giao ký thay, thừa lệnh, thừa ủy quyền"),
)
IMPERSONAL = (Agency, AgencySuccession, ApiClient)
