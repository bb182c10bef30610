"""The way to VNeID and back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.vneid import PARTNER, Identity, platform
from tinhso.ground.people import actions, sessions
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited

LAW = "Nghị định 69/2024/NĐ-CP"
DENIED = "Bạn đã từ chối chia sẻ thông tin trên VNeID, nên chưa đăng nhập được. Bạn có thể thử lại bất cứ lúc nào."
STALE = "Lần đăng nhập này đã hết hạn hoặc được mở ở cửa sổ khác. Hãy bắt đầu lại."
AWAY = "VNeID đang gián đoạn. Hãy thử lại sau ít phút; bản nháp của bạn vẫn được giữ."
UNTRUSTED = "Thông tin trả về từ VNeID không hợp lệ nên chúng tôi không dùng. Hãy đăng nhập lại."
TOO_WEAK = (
    "Tài khoản VNeID của bạn chưa ở mức định danh mà dịch vụ này cần. Hãy nâng mức định danh tại cơ quan công an."
)


@open_to_all
@limited("vneid")
@require_POST
def depart(request: Request) -> HttpResponse:
    """Send the citizen to VNeID; remember where he wanted to go."""
    back = request.build_absolute_uri(reverse("people:vneid_return"))
    try:
        with logged(PARTNER, purpose="Đăng nhập của công dân", legal_basis=LAW, subject="visitor", now=request.now,
                    operation="authorize"):  # fmt: skip
            away = platform().depart(back)
    except Unavailable:
        return _failed(request, AWAY, 503, request.POST.get("next", ""))
    sessions.remember_away(
        request, away.state, {"nonce": away.nonce, "verifier": away.verifier, "next": request.POST.get("next", "")}
    )
    return redirect(away.address)


@open_to_all
@limited("vneid")
@never_cache
def come_back(request: Request) -> HttpResponse:
    """The citizen returns with a code: verify, find or create him, sign him in, bring him where he was going."""
    kept = sessions.back_from_away(request, request.GET.get("state", ""))
    if kept is None:
        return _failed(request, STALE, 409, "")
    if request.GET.get("error") or not request.GET.get("code"):
        return _failed(request, DENIED, 403, kept["next"])
    try:
        identity = _identity(request, kept)
        if identity.level < settings.VNEID_LEAST_LEVEL:
            raise Refused("weak-sign-in", TOO_WEAK)
        account, _arrival = actions.arrive(identity, now=request.now)
    except Unavailable:
        return _failed(request, AWAY, 503, kept["next"])
    except Rejected:
        return _failed(request, UNTRUSTED, 502, kept["next"])
    except Refused as refused:
        return _failed(request, refused.sentence, 409, kept["next"])
    sessions.begin(request, account, method=f"VNEID:{identity.level}", id_token=identity.id_token)
    return redirect(sessions.safe_next(request, kept["next"], otherwise="/"))


def _identity(request: Request, kept: dict[str, str]) -> Identity:
    with logged(PARTNER, purpose="Đăng nhập của công dân", legal_basis=LAW, subject="visitor", now=request.now,
                operation="token, userinfo"):  # fmt: skip
        return platform().identity(
            request.GET["code"],
            redirect_uri=request.build_absolute_uri(reverse("people:vneid_return")),
            nonce=kept["nonce"],
            verifier=kept["verifier"],
            now=request.now,
        )


def _failed(request: Request, sentence: str, status: int, next_address: str) -> HttpResponse:
    next_address = sessions.safe_next(request, next_address, otherwise="")
    return render(request, "people/vneid_failed.html", {"sentence": sentence, "next": next_address}, status=status)
