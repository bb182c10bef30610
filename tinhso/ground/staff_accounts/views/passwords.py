"""One's own password: changed with the present one, set by a link, or forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import sessions
from tinhso.ground.people.doors import Request, open_to_all, staff_only
from tinhso.ground.people.limits import guesses_limited
from tinhso.ground.people.models import Account
from tinhso.ground.people.proofs import TooSoon, prove_password
from tinhso.ground.people.queries import person_for
from tinhso.ground.staff_accounts import actions, forms, queries, rules

# A link's token moves from the address into the session at once: addresses stay in histories and logs.
_TOKEN = "invitation"  # noqa: S105 - the name under which it is kept
WRONG_OLD = "Mật khẩu đang dùng chưa đúng."


@staff_only
@guesses_limited("sign_in")
@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request) -> HttpResponse:
    """Change one's password; every other session of the account ends."""
    account = request.user
    if not isinstance(account, Account):
        return redirect("people:profile")
    form = forms.ChangedPassword(request.POST or None)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            prove_password(request, account.username, form.cleaned_data["old"])
            ended = actions.change_password(
                request.person,
                account,
                new=form.cleaned_data["new"],
                session_key=str(request.session.session_key),
                now=request.now,
            )
        except Refused as refused:
            status = 429 if isinstance(refused, TooSoon) else 422
            wrong = refused.code == "wrong-password"
            form.add_error("new" if refused.field == "new" else "old", WRONG_OLD if wrong else refused.sentence)
        else:
            account.refresh_from_db(fields=["password"])
            sessions.begin(request, account, method="NEW_PASSWORD")
            said = _("Đã đổi mật khẩu và kết thúc %(n)d phiên đăng nhập khác.") % {"n": ended}
            messages.success(request, said, extra_tags="good")
            return redirect("people:profile")
    return render(request, "staff_accounts/change.html", {"form": form, "least": rules.LEAST}, status=status)


@open_to_all
@require_safe
def forgotten(request: Request) -> HttpResponse:
    """To whom one turns; nothing is asked, so nothing is told about who has an account."""
    return render(request, "staff_accounts/forgotten.html")


@open_to_all
@never_cache
@require_safe
def follow(request: Request, token: str) -> HttpResponse:
    """Take the token out of the address and go on to the page that it opens."""
    request.session[_TOKEN] = token[:100]
    return redirect("staff_accounts:set")


@open_to_all
@guesses_limited("sign_in")
@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def set_first(request: Request) -> HttpResponse:
    """Set the password by a link, once; then one signs in as always, with the second step."""
    token = str(request.session.get(_TOKEN, ""))
    invitation = queries.open_invitation(token, now=request.now)
    if invitation is None:
        return render(request, "staff_accounts/stale.html", {"sentence": actions.STALE}, status=410)
    form = forms.NewPassword(request.POST or None)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        owner = person_for(invitation.account, on=timezone.localdate(request.now))
        try:
            actions.set_by_invitation(token, password=form.cleaned_data["new"], owner=owner, now=request.now)
        except Refused as refused:
            form.add_error("new", refused.sentence)
        else:
            request.session.pop(_TOKEN, None)
            messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập."), extra_tags="good")
            return redirect("people:staff_sign_in")
    context = {"form": form, "invitation": invitation, "least": rules.LEAST}
    return render(request, "staff_accounts/set.html", context, status=status)
